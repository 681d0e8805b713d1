/**
 * ClickHouse: the system of record for ticks and imported bars, and the rollups that bars are read
 * from.
 *
 * <p>{@code kernel} serves every business module and knows none; each module has a package of its
 * own; here they are put together. Nothing outside may depend on any of them but the wiring.
 */
@NullMarked
package dev.quintet.adapters.out.clickhouse;

import org.jspecify.annotations.NullMarked;
