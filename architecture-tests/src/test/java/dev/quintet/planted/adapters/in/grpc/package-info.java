/** A planted front door. */
@NullMarked
package dev.quintet.planted.adapters.in.grpc;

import org.jspecify.annotations.NullMarked;
