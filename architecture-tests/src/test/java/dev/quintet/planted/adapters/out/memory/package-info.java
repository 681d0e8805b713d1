/** Planted adapters that need no database. */
@NullMarked
package dev.quintet.planted.adapters.out.memory;

import org.jspecify.annotations.NullMarked;
