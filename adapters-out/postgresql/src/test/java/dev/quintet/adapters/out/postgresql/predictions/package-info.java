/** Predictions. */
@NullMarked
package dev.quintet.adapters.out.postgresql.predictions;

import org.jspecify.annotations.NullMarked;
