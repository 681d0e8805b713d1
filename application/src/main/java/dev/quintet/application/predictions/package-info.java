/** Stores what models predicted, and finds the latest and the history. */
@NullMarked
package dev.quintet.application.predictions;

import org.jspecify.annotations.NullMarked;
