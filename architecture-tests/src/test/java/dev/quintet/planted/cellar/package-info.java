/** A package that is none of the layers. */
@NullMarked
package dev.quintet.planted.cellar;

import org.jspecify.annotations.NullMarked;
