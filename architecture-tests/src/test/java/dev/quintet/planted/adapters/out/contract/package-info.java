/** Planted contracts. */
@NullMarked
package dev.quintet.planted.adapters.out.contract;

import org.jspecify.annotations.NullMarked;
