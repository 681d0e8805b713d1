/** A protocol without a fence. */
@NullMarked
package dev.quintet.planted.adapters.in.carrierpigeon;

import org.jspecify.annotations.NullMarked;
