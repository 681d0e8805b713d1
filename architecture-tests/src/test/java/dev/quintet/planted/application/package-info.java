/** The planted wiring. */
@NullMarked
package dev.quintet.planted.application;

import org.jspecify.annotations.NullMarked;
