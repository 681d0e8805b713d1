package dev.quintet.bootstrap;

import dev.quintet.engines.ClickHouseEngine;
import dev.quintet.engines.EngineHome;
import dev.quintet.engines.Engines;
import dev.quintet.engines.PostgresEngine;
import dev.quintet.engines.RedisEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the engines of this process are, and their passwords, as properties of the adapters. */
final class EmbeddedWiring {

  private EmbeddedWiring() {}

  static Map<String, Object> properties(Engines engines, EngineHome home) {
    Map<String, Object> properties = new HashMap<>();
    PostgresEngine postgres = engines.postgres();
    properties.put("quintet.postgresql.url", postgres.jdbcUrl());
    properties.put("quintet.postgresql.logins.admin-user", postgres.user());
    properties.put("quintet.postgresql.logins.admin-password", postgres.password());
    for (String login : List.of("owner", "service", "registry", "billing")) {
      properties.put(
          "quintet.postgresql.logins." + login, home.secrets().password("postgresql." + login));
    }
    ClickHouseEngine clickHouse = engines.clickHouse();
    properties.put("quintet.clickhouse.url", clickHouse.httpUrl());
    for (String user : List.of("admin", "writer", "reader", "rollup", "watcher")) {
      properties.put(
          "quintet.clickhouse." + user + "-password", clickHouse.password("quintet_" + user));
    }
    RedisEngine redis = engines.redis();
    properties.put("quintet.dragonfly.host", redis.host());
    properties.put("quintet.dragonfly.port", redis.port());
    properties.put("quintet.dragonfly.password", redis.password());
    return properties;
  }
}
