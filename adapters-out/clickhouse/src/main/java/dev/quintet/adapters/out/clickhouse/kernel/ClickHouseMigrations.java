package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Sha256;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the server to this version's schema, by numbered files that are never edited once they
 * have landed. Every statement of a file can be repeated, so a crash between two of them, or two
 * services that migrate at once, need nothing but the next run.
 */
@Singleton
public final class ClickHouseMigrations {

  private static final String DIRECTORY = "/dev/quintet/adapters/out/clickhouse/db/";

  private static final List<String> LEDGER =
      List.of(
          "CREATE DATABASE IF NOT EXISTS quintet",
          "CREATE DATABASE IF NOT EXISTS quintet_views",
          "CREATE DATABASE IF NOT EXISTS quintet_confined",
          """
          CREATE TABLE IF NOT EXISTS quintet.migrations (
            version UInt32, name String, checksum String, applied_at DateTime64(6, 'UTC')
          ) ENGINE = MergeTree ORDER BY version SETTINGS fsync_after_insert = 1
          """);

  private final ClickHouseAdmin admin;
  private final Schema schema;

  ClickHouseMigrations(ClickHouseAdmin admin, Schema schema) {
    this.admin = admin;
    this.schema = schema;
  }

  public void run(Deadline deadline) {
    LEDGER.forEach(sql -> admin.execute(sql, Map.of(), deadline));
    int newest = schema.migrations().size();
    if (applied(deadline).size() < newest) {
      // One service at a time: a migration may copy a table, and swap it for its copy.
      admin.alone("quintet-migrations", () -> migrate(newest, deadline), deadline);
    } else {
      migrate(newest, deadline);
    }
    views(deadline);
  }

  private void migrate(int newest, Deadline deadline) {
    Map<Integer, String> applied = applied(deadline);
    for (int version : applied.keySet()) {
      if (version > newest) {
        throw new IllegalStateException(
            "ClickHouse has migration %d, this version knows %d: start a newer version"
                .formatted(version, newest));
      }
    }
    for (int version = 1; version <= newest; version++) {
      String name = schema.migrations().get(version - 1);
      String text = resource(name);
      String before = applied.get(version);
      if (before == null) {
        apply(version, name, text, deadline);
      } else if (!before.equals(Sha256.hex(text))) {
        throw new IllegalStateException(
            "migration " + name + " was edited after ClickHouse had it; restore the file");
      }
    }
  }

  /** A migration makes or alters the table; what its views show follows from the declaration. */
  private void views(Deadline deadline) {
    Set<String> existing = Set.copyOf(admin.columns(deadline));
    for (Table table : schema.tables()) {
      if (!existing.containsAll(table.columnsOfViews())) {
        table.createViews().forEach(sql -> admin.execute(sql, Map.of(), deadline));
      }
    }
  }

  /** Each ends with a semicolon at the end of a line. */
  static List<String> statements(String text) {
    return Arrays.stream(text.split(";\\s*(\\n|$)")).map(String::strip).toList();
  }

  private void apply(int version, String name, String text, Deadline deadline) {
    statements(text).forEach(sql -> admin.execute(sql, Map.of(), deadline));
    admin.execute(
        """
        INSERT INTO quintet.migrations (version, name, checksum, applied_at)
        SELECT {version:UInt32}, {name:String}, {checksum:String}, now64(6, 'UTC')
        """,
        Map.of(
            "version", Integer.toString(version), "name", name, "checksum", Sha256.hex(text)),
        deadline);
  }

  private Map<Integer, String> applied(Deadline deadline) {
    return admin
        .rows(
            """
            SELECT toString(version) AS number, any(checksum) AS sum
            FROM quintet.migrations
            GROUP BY version
            """,
            Map.of(),
            List.of("number", "sum"),
            deadline)
        .stream()
        .collect(Collectors.toMap(row -> Integer.valueOf(row.get(0)), row -> row.get(1)));
  }

  static String resource(String name) {
    try (InputStream in = ClickHouseMigrations.class.getResourceAsStream(DIRECTORY + name)) {
      return new String(
          Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read migration " + name, e);
    }
  }
}
