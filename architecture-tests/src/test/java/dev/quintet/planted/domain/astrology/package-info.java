/** A business module that nobody has agreed on. */
@NullMarked
package dev.quintet.planted.domain.astrology;

import org.jspecify.annotations.NullMarked;
