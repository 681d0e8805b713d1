package dev.quintet.adapters.out.clickhouse.kernel;

import java.util.List;

/** Whom a statement runs as, and the settings of its profile. */
public enum ClickHouseUser {
  /** Creates tables and views, and looks for rollups of all tenants. Never serves a request. */
  ADMIN("quintet_admin"),
  /** Adds rows, of many months in one block, and reads none. */
  WRITER("quintet_writer", "max_partitions_per_insert_block = 0"),
  /** Reads views. Without the last setting a long read holds its first rows back. */
  READER(
      "quintet_reader",
      "readonly = 1",
      "allow_get_client_http_header = 1",
      "cancel_http_readonly_queries_on_client_close = 1",
      "read_in_order_use_buffering = 0"),
  /** Reads views that show what one user owns, for calls of that user. */
  CONFINED("quintet_confined", READER.settings.toArray(String[]::new)),
  /** Lends its rights and settings to views and cannot log in. */
  DEFINER("quintet_definer", READER.settings.toArray(String[]::new)),
  /** The same for the views of CONFINED. */
  CONFINED_DEFINER("quintet_confined_definer", READER.settings.toArray(String[]::new)),
  /**
   * Reads ticks and adds rollups, and takes out of derived tables what their record has not; in the
   * background: one thread is enough.
   */
  ROLLUP(
      "quintet_rollup",
      "max_threads = 1",
      "read_in_order_use_buffering = 0",
      "max_partitions_per_insert_block = 0",
      "allow_get_client_http_header = 1"),
  /** Ends queries and sees sizes. */
  WATCHER("quintet_watcher");

  private final String login;
  private final List<String> settings;

  ClickHouseUser(String login, String... settings) {
    this.login = login;
    this.settings = List.of(settings);
  }

  String login() {
    return login;
  }

  /** Whether it only lends its rights to views. */
  boolean defines() {
    return this == DEFINER || this == CONFINED_DEFINER;
  }

  /** Each as in a SETTINGS clause. */
  List<String> settings() {
    return settings;
  }
}
