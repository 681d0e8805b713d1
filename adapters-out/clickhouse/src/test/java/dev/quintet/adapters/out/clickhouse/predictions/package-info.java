/** Predictions. */
@NullMarked
package dev.quintet.adapters.out.clickhouse.predictions;

import org.jspecify.annotations.NullMarked;
