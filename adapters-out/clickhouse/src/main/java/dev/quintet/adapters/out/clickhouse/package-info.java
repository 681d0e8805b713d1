/**
 * ClickHouse: the system of record for ticks and imported bars, and the rollups that bars are read
 * from.
 *
 * <p>Words: a <em>chunk</em> is one hour of one symbol; its <em>rollup</em> is one row per source and
 * minute; a chunk is <em>clean</em> while its rollup was built from as many rows as it has.
 *
 * <p>Invariants: reads go through definer views as a user who can read no table, with the tenant in
 * a header that the row policies compare and in the statement; writes go as a user who can read
 * nothing; an insert returns when its rows are on disk. Nothing outside may depend on this package
 * but the wiring.
 */
@NullMarked
package dev.quintet.adapters.out.clickhouse;

import org.jspecify.annotations.NullMarked;
