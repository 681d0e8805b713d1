/**
 * The gRPC front door: decides on the credential, checks and decodes requests, calls one activity,
 * and maps its answer or problem.
 *
 * <p>Invalid input never gets past here. Callbacks run on the event loop and never block; activities
 * run on virtual threads, one per call or batch. What one stream, one tenant and all tenants may have
 * in memory is bounded: nobody is read faster than the stores take it, and nothing is sent faster
 * than it is read. Only the bootstrap depends on this package.
 */
@NullMarked
package dev.quintet.adapters.in.grpc;

import org.jspecify.annotations.NullMarked;
