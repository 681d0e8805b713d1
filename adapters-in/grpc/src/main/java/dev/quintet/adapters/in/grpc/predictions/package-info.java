/** {@code quintet.predictions.v1}. */
@NullMarked
package dev.quintet.adapters.in.grpc.predictions;

import org.jspecify.annotations.NullMarked;
