/** Decisions and what came of them, as PostgreSQL recorded them. */
@NullMarked
package dev.quintet.adapters.out.clickhouse.decisions;

import org.jspecify.annotations.NullMarked;
