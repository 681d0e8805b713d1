package dev.quintet.adapters.out.clickhouse.kernel;

import java.util.List;

/**
 * All that this version keeps in ClickHouse.
 *
 * @param migrations names of files, in order; the number leads
 */
public record Schema(List<String> migrations, List<Table> tables) {

  /** The ledger of migrations, of no tenant: it stands for tables that a user has no policy on. */
  static final String MIGRATIONS = "migrations";
}
