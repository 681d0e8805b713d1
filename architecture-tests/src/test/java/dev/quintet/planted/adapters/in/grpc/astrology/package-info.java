/** A planted package of no business module. */
@NullMarked
package dev.quintet.planted.adapters.in.grpc.astrology;

import org.jspecify.annotations.NullMarked;
