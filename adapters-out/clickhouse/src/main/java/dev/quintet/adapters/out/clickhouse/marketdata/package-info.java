/**
 * Ticks, bars and rollups in ClickHouse.
 *
 * <p>Words: a <em>chunk</em> is one hour of one symbol; its <em>rollup</em> is one row per source and
 * minute; a chunk is <em>clean</em> while its rollup was built from as many rows as it has.
 */
@NullMarked
package dev.quintet.adapters.out.clickhouse.marketdata;

import org.jspecify.annotations.NullMarked;
