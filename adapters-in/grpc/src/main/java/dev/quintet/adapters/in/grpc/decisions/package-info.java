/** {@code quintet.decisions.v1}. */
@NullMarked
package dev.quintet.adapters.in.grpc.decisions;

import org.jspecify.annotations.NullMarked;
