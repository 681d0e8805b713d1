package dev.quintet.adapters.out.clickhouse.kernel;

import java.util.Map;
import java.util.Set;

/** What each user of the server may do, and no more. */
final class ClickHouseRights {

  static final String DEFINER = "quintet_definer";

  /** Who reads tables, and which: each needs a policy on each. */
  static final Map<String, Set<String>> READERS =
      Map.of(
          DEFINER, Set.of("ticks", "bars_1m", "imported_bars"),
          ClickHouseUser.ROLLUP.login(), Set.of("ticks", "bars_1m"));

  /** Every right of every user; nobody may have another. */
  static final Map<String, Set<String>> GRANTS =
      Map.of(
          ClickHouseUser.WRITER.login(),
          Set.of("INSERT ON quintet.ticks", "INSERT ON quintet.imported_bars"),
          ClickHouseUser.READER.login(),
          Set.of("SELECT ON quintet_views.*"),
          DEFINER,
          Set.of(
              "SELECT ON quintet.ticks",
              "SELECT ON quintet.bars_1m",
              "SELECT ON quintet.imported_bars"),
          ClickHouseUser.ROLLUP.login(),
          Set.of(
              "SELECT ON quintet.ticks", "SELECT ON quintet.bars_1m", "INSERT ON quintet.bars_1m"),
          ClickHouseUser.WATCHER.login(),
          Set.of(
              "KILL QUERY ON *.*",
              "SELECT ON system.processes",
              "SELECT ON system.parts",
              "SHOW TABLES ON quintet.*"));

  static final String POLICY =
      "tenant_id = getClientHTTPHeader('%s')".formatted(ClickHouseReads.TENANT_HEADER);

  private ClickHouseRights() {}
}
