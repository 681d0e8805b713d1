/** A planted business module. */
@NullMarked
package dev.quintet.planted.adapters.in.grpc.marketdata;

import org.jspecify.annotations.NullMarked;
