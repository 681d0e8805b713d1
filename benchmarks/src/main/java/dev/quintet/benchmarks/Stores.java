package dev.quintet.benchmarks;

import dev.quintet.engines.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The engines of a service, reached with what its data directory holds. */
record Stores(Path engines, Secrets secrets) {

  static Stores in(Path engines) {
    return new Stores(engines, Secrets.in(engines.resolve("secrets.properties")));
  }

  BareClickHouse clickHouse() {
    return new BareClickHouse(port("clickhouse"), password("clickhouse.quintet_admin"));
  }

  /** With at most so many connections. */
  BarePostgres postgres(int connections) {
    return new BarePostgres(postgresUrl(), password("postgresql.quintet_admin"), connections);
  }

  String postgresUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port("postgresql") + "/quintet";
  }

  Path directory(String engine) {
    return engines.resolve(engine);
  }

  int port(String engine) {
    try {
      return Integer.parseInt(Files.readString(directory(engine).resolve("port")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String password(String name) {
    return secrets.password(name);
  }
}
