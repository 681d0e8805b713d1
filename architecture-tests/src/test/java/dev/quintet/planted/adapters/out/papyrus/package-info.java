/** A database without a fence. */
@NullMarked
package dev.quintet.planted.adapters.out.papyrus;

import org.jspecify.annotations.NullMarked;
