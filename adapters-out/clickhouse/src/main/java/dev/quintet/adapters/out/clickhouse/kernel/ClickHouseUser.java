package dev.quintet.adapters.out.clickhouse.kernel;

/** Whom a statement runs as; what each may do is in the server's users and checked at start. */
public enum ClickHouseUser {
  /** Creates tables and views. Never serves a request. */
  ADMIN("quintet_admin"),
  /** Adds rows and reads none. */
  WRITER("quintet_writer"),
  /** Reads views. */
  READER("quintet_reader"),
  /** Reads ticks and adds rollups. */
  ROLLUP("quintet_rollup"),
  /** Ends queries and sees sizes. */
  WATCHER("quintet_watcher");

  private final String login;

  ClickHouseUser(String login) {
    this.login = login;
  }

  String login() {
    return login;
  }
}
