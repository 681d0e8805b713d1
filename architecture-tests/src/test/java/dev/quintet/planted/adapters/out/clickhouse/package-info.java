/** Planted adapters of another database. */
@NullMarked
package dev.quintet.planted.adapters.out.clickhouse;

import org.jspecify.annotations.NullMarked;
