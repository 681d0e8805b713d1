/** A planted inbound adapter. */
@NullMarked
package dev.quintet.planted.adapters.in.grpc;

import org.jspecify.annotations.NullMarked;
