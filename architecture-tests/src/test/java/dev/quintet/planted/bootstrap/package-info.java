/** The planted service. */
@NullMarked
package dev.quintet.planted.bootstrap;

import org.jspecify.annotations.NullMarked;
