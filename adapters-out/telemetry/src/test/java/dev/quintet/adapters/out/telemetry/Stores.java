package dev.quintet.adapters.out.telemetry;

import dev.quintet.domain.shared.StoreName;

/** Stores of three kinds of histogram. */
final class Stores {

  static final StoreName POSTGRESQL = new StoreName("postgresql", "postgresql.query");
  static final StoreName CLICKHOUSE = new StoreName("clickhouse", "clickhouse.query");
  static final StoreName CACHE = new StoreName("dragonflydb", "cache.access");

  private Stores() {}
}
