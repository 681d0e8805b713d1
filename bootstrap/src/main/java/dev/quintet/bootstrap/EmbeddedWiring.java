package dev.quintet.bootstrap;

import dev.quintet.engines.ClickHouseEngine;
import dev.quintet.engines.EngineHome;
import dev.quintet.engines.Engines;
import dev.quintet.engines.PostgresEngine;
import dev.quintet.engines.RedisEngine;
import java.util.HashMap;
import java.util.Map;

/** Where the engines of this process are, and their passwords, as properties of the adapters. */
final class EmbeddedWiring {

  private EmbeddedWiring() {}

  static Map<String, Object> properties(Engines engines, EngineHome home) {
    Map<String, Object> properties = new HashMap<>();
    postgres(engines.postgres(), home, properties);
    clickHouse(engines.clickHouse(), properties);
    redis(engines.redis(), properties);
    return properties;
  }

  private static void postgres(
      PostgresEngine engine, EngineHome home, Map<String, Object> properties) {
    properties.put("quintet.postgresql.url", engine.jdbcUrl());
    properties.put("quintet.postgresql.logins.admin-user", engine.user());
    properties.put("quintet.postgresql.logins.admin-password", engine.password());
    for (String login : new String[] {"owner", "service", "registry", "billing"}) {
      properties.put(
          "quintet.postgresql.logins." + login, home.secrets().password("postgresql." + login));
    }
  }

  private static void clickHouse(ClickHouseEngine engine, Map<String, Object> properties) {
    properties.put("quintet.clickhouse.url", engine.httpUrl());
    for (String user : new String[] {"admin", "writer", "reader", "rollup", "watcher"}) {
      properties.put(
          "quintet.clickhouse." + user + "-password", engine.password("quintet_" + user));
    }
  }

  private static void redis(RedisEngine engine, Map<String, Object> properties) {
    properties.put("quintet.dragonfly.host", engine.host());
    properties.put("quintet.dragonfly.port", engine.port());
    properties.put("quintet.dragonfly.password", engine.password());
  }
}
