/** Plans, subscriptions and terms over gRPC. */
@NullMarked
package dev.quintet.adapters.in.grpc.subscriptions;

import org.jspecify.annotations.NullMarked;
