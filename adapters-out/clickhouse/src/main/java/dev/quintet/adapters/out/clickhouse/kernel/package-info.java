/**
 * What all tables of ClickHouse have in common: users and their rights, guards, migrations, blocks
 * in the Native format, reads and writes.
 *
 * <p>Invariants: reads go through definer views as a user who can read no table, with the tenant in
 * a header that the row policies compare and in the statement; writes go as a user who can read
 * nothing; an insert returns when its rows are on disk.
 */
@NullMarked
package dev.quintet.adapters.out.clickhouse.kernel;

import org.jspecify.annotations.NullMarked;
