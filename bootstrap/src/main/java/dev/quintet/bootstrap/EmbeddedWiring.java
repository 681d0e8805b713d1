package dev.quintet.bootstrap;

import dev.quintet.engines.ClickHouseEngine;
import dev.quintet.engines.EngineHome;
import dev.quintet.engines.Engines;
import dev.quintet.engines.PostgresEngine;
import dev.quintet.engines.RedisEngine;
import dev.quintet.engines.WeaviateEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the engines of this process are, and their passwords, as properties of the adapters. */
final class EmbeddedWiring {

  private static final List<String> LOGINS = List.of("owner", "service", "registry", "billing");
  private static final List<String> USERS =
      List.of("admin", "writer", "reader", "confined", "rollup", "watcher");

  private EmbeddedWiring() {}

  /** What stands for the engines while the other settings are checked; nobody connects. */
  static Map<String, Object> placeholders() {
    String nothing = "-".repeat(32);
    Map<String, Object> properties = new HashMap<>();
    properties.put("quintet.postgresql.url", "jdbc:postgresql://127.0.0.1:1/quintet");
    LOGINS.forEach(login -> properties.put("quintet.postgresql.logins." + login, nothing));
    properties.put("quintet.clickhouse.url", "http://127.0.0.1:1");
    USERS.forEach(user -> properties.put("quintet.clickhouse." + user + "-password", nothing));
    properties.put("quintet.weaviate.key", nothing);
    properties.put("quintet.weaviate.admin-key", "=".repeat(32));
    return properties;
  }

  static Map<String, Object> properties(Engines engines, EngineHome home) {
    Map<String, Object> properties = new HashMap<>();
    PostgresEngine postgres = engines.postgres();
    properties.put("quintet.postgresql.url", postgres.jdbcUrl());
    properties.put("quintet.postgresql.logins.admin-user", postgres.user());
    properties.put("quintet.postgresql.logins.admin-password", postgres.password());
    for (String login : LOGINS) {
      properties.put(
          "quintet.postgresql.logins." + login, home.secrets().password("postgresql." + login));
    }
    ClickHouseEngine clickHouse = engines.clickHouse();
    properties.put("quintet.clickhouse.url", clickHouse.httpUrl());
    for (String user : USERS) {
      properties.put(
          "quintet.clickhouse." + user + "-password", clickHouse.password("quintet_" + user));
    }
    RedisEngine redis = engines.redis();
    properties.put("quintet.dragonfly.host", redis.host());
    properties.put("quintet.dragonfly.port", redis.port());
    properties.put("quintet.dragonfly.password", redis.password());
    WeaviateEngine weaviate = engines.weaviate();
    if (weaviate != null) {
      properties.putAll(properties(weaviate));
    }
    return properties;
  }

  private static Map<String, Object> properties(WeaviateEngine weaviate) {
    return Map.of(
        Service.WEAVIATE, true,
        "quintet.weaviate.url", "http://" + weaviate.host() + ":" + weaviate.port(),
        "quintet.weaviate.grpc-port", weaviate.grpcPort(),
        "quintet.weaviate.data-port", weaviate.dataPort(),
        "quintet.weaviate.user", WeaviateEngine.SERVICE,
        "quintet.weaviate.key", weaviate.key(),
        "quintet.weaviate.admin-key", weaviate.rootKey());
  }
}
