/** Planted verbs. */
@NullMarked
package dev.quintet.planted.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
