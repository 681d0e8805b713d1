/** Planted adapters of one database. */
@NullMarked
package dev.quintet.planted.adapters.out.postgresql;

import org.jspecify.annotations.NullMarked;
