package dev.quintet.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * What a ClickHouse server is configured with: two documents in ClickHouse's own format.
 *
 * @param server config.xml: limits, caches, logs of queries
 * @param users users.xml: users, profiles, quotas, row policies. {@code ${sha256:NAME}} stands for
 *     the hash of the password of that user; the user {@code default} belongs to the engine
 */
public record ClickHouseConfig(String server, String users) {

  /** With the server as the service runs it. */
  public static ClickHouseConfig with(String users) {
    return new ClickHouseConfig(resource("clickhouse/config.xml"), users);
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(ClickHouseConfig.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }
}
