/** Predictions in the shared schema. */
@NullMarked
package dev.quintet.adapters.out.postgresql.predictions;

import org.jspecify.annotations.NullMarked;
