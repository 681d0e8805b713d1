package dev.quintet.domain.platform;

/** What a store says of itself; of all tenants together. */
public sealed interface Vitals {

  /**
   * Of PostgreSQL.
   *
   * @param connections to its database, ours and anybody's
   * @param maxConnections what the server allows
   * @param schemas of tenants, the canaries' included
   * @param activeTenants tenants that are served, without the canaries
   */
  record Postgres(long connections, long maxConnections, long schemas, long activeTenants)
      implements Vitals {}

  /**
   * Of ClickHouse.
   *
   * @param queries of Quintet that are running, without the one that asks
   * @param diskBytes of the tables of ticks and bars
   */
  record ClickHouse(long queries, long diskBytes) implements Vitals {}

  /**
   * Of DragonflyDB or Redis.
   *
   * @param memoryBytes that its data takes
   * @param hits lookups that found something, since the server started
   * @param misses lookups that found nothing, since the server started
   */
  record Dragonfly(long memoryBytes, long hits, long misses) implements Vitals {}
}
