/** A planted engine. */
@NullMarked
package dev.quintet.planted.engines;

import org.jspecify.annotations.NullMarked;
