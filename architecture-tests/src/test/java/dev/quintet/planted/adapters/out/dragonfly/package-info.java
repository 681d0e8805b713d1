/** Planted caches. */
@NullMarked
package dev.quintet.planted.adapters.out.dragonfly;

import org.jspecify.annotations.NullMarked;
