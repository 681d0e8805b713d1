/** A package that is none of the rooms. */
@NullMarked
package dev.quintet.planted.cellar;

import org.jspecify.annotations.NullMarked;
