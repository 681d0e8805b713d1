/**
 * What all services have in common: admission, decoding, deadlines, threads, cancellation, flow
 * control, and statuses.
 *
 * <p>Callbacks run on the event loop and never block; activities run on virtual threads. Nothing is
 * sent faster than it is read. A service binds its methods to plain functions by {@code GrpcMethods}.
 */
@NullMarked
package dev.quintet.adapters.in.grpc.kit;

import org.jspecify.annotations.NullMarked;
