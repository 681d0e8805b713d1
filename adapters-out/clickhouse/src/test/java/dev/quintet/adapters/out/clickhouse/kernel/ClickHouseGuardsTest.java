package dev.quintet.adapters.out.clickhouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.engines.ClickHouseConfig;
import dev.quintet.engines.ClickHouseEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is not guarded is refused, with the name of what is wrong. */
final class ClickHouseGuardsTest {

  private static final String POLICY = "tenant_id = getClientHTTPHeader('X-Quintet-Tenant')";

  /** What is replaced in the users, and what the refusal then says. */
  private record Breach(String text, String by, String violation) {}

  private static final List<Breach> BREACHES =
      List.of(
          new Breach(
              "GRANT INSERT ON quintet.imported_bars",
              "GRANT SELECT ON quintet.ticks",
              "user quintet_writer may SELECT ON quintet.ticks: revoke it"),
          new Breach(
              "GRANT SELECT ON quintet_views.*",
              "GRANT SELECT ON *.*",
              "user quintet_reader may SELECT ON *.*: revoke it"),
          new Breach(
              "<networks/>",
              "<networks><ip>127.0.0.1</ip></networks>",
              "user quintet_definer can log in: give it HOST NONE"),
          new Breach(
              "<readonly>1</readonly>",
              "<readonly>2</readonly>",
              "user quintet_reader has readonly = 2: set it to 1, or its statements can change"
                  + " settings"),
          new Breach(
              "<ticks><filter>" + POLICY + "</filter></ticks>\n          <bars_1m><filter>"
                  + POLICY + "</filter></bars_1m>\n          <imported_bars>",
              "<bars_1m><filter>1</filter></bars_1m>\n          <imported_bars>",
              "table quintet.ticks has no row policy for quintet_definer: create it"),
          new Breach(
              "<query>GRANT SELECT, INSERT ON quintet.bars_1m</query>",
              "<query>GRANT SELECT, INSERT ON quintet.bars_1m WITH GRANT OPTION</query>",
              "user quintet_rollup may INSERT ON quintet.bars_1m WITH GRANT OPTION: revoke it"),
          new Breach(
              "<query>GRANT KILL QUERY ON *.*</query>",
              "<query>GRANT everything</query>",
              "user quintet_watcher has the role everything: revoke it"),
          new Breach(
              "</clickhouse>",
              "<roles><everything><grants><query>GRANT ALL ON *.*</query></grants></everything>"
                  + "</roles></clickhouse>",
              "user quintet_watcher may not KILL QUERY ON *.*: grant it"));

  @Test
  void theUsersOfTheEmbeddedEngineAreGuarded() {
    TestClickHouse.shared().store.verify(Fresh.deadline());
  }

  @Test
  void everyBreachOfTheUsersIsNamed(@TempDir Path directory) {
    String users = ClickHouseConfig.standard().users();
    for (Breach breach : BREACHES) {
      assertThat(users).contains(breach.text);
      users = users.replace(breach.text, breach.by);
    }
    ClickHouseEngine engine =
        OwnEngine.start(
            directory, new ClickHouseConfig(ClickHouseConfig.standard().server(), users));
    try (TestClickHouse broken = new TestClickHouse(engine)) {
      broken.store.migrate(Fresh.deadline());
      List<String> violations = violations(broken);
      assertThat(violations).containsAll(BREACHES.stream().map(Breach::violation).toList());
      assertThat(violations)
          .contains(
              "user quintet_writer may not INSERT ON quintet.imported_bars: grant it",
              "row policy quintet_definer on quintet.bars_1m lets quintet_definer see other rows"
                  + " than those where " + POLICY + ": drop it");
    } finally {
      engine.kill();
    }
  }

  /** Which a profile may allow although its user is read-only. */
  @Test
  void aSettingThatTheReaderMayChangeIsNamed(@TempDir Path directory) {
    String users =
        ClickHouseConfig.standard()
            .users()
            .replace(
                "<readonly>1</readonly>",
                "<readonly>1</readonly><constraints><additional_table_filters>"
                    + "<changeable_in_readonly/></additional_table_filters></constraints>");
    ClickHouseEngine engine =
        OwnEngine.start(
            directory, new ClickHouseConfig(ClickHouseConfig.standard().server(), users));
    try (TestClickHouse broken = new TestClickHouse(engine)) {
      broken.store.migrate(Fresh.deadline());
      assertThat(violations(broken))
          .containsExactly(
              "user quintet_reader may change the setting additional_table_filters: remove"
                  + " changeable_in_readonly");
    } finally {
      engine.kill();
    }
  }

  @Test
  void aMissingUserIsNamed(@TempDir Path directory) {
    String users =
        ClickHouseConfig.standard()
            .users()
            .replace("<quintet_watcher>", "<somebody>")
            .replace("</quintet_watcher>", "</somebody>");
    ClickHouseEngine engine =
        OwnEngine.start(
            directory, new ClickHouseConfig(ClickHouseConfig.standard().server(), users));
    try (TestClickHouse broken = new TestClickHouse(engine)) {
      broken.store.migrate(Fresh.deadline());
      assertThat(violations(broken)).contains("user quintet_watcher is missing: create it");
    } finally {
      engine.kill();
    }
  }

  @Test
  void everyBreachOfTablesAndViewsIsNamed(@TempDir Path directory) {
    ClickHouseEngine engine = OwnEngine.start(directory, ClickHouseConfig.standard());
    try (TestClickHouse broken = new TestClickHouse(engine)) {
      broken.store.migrate(Fresh.deadline());
      broken.store.verify(Fresh.deadline());
      for (String sql :
          List.of(
              "CREATE VIEW quintet_views.open SQL SECURITY NONE AS SELECT * FROM quintet.ticks",
              "CREATE OR REPLACE VIEW quintet_views.bars_1m DEFINER = quintet_admin"
                  + " SQL SECURITY DEFINER AS SELECT * FROM quintet.bars_1m",
              "CREATE TABLE quintet_views.copy (x UInt8) ENGINE = MergeTree ORDER BY x",
              "ALTER TABLE quintet.ticks MODIFY SETTING fsync_after_insert = 0",
              "ALTER TABLE quintet.imported_bars RESET SETTING fsync_part_directory")) {
        broken.admin.execute(sql, Map.of(), Fresh.deadline());
      }
      assertThat(violations(broken))
          .containsExactly(
              "quintet_views.bars_1m is not a view of the definer quintet_definer: drop it",
              "quintet_views.copy is not a view of the definer quintet_definer: drop it",
              "quintet_views.open is not a view of the definer quintet_definer: drop it",
              "table quintet.imported_bars may lose acknowledged rows: set fsync_after_insert and"
                  + " fsync_part_directory to 1",
              "table quintet.ticks may lose acknowledged rows: set fsync_after_insert and"
                  + " fsync_part_directory to 1");
      assertThatThrownBy(() -> broken.store.verify(Fresh.deadline()))
          .isInstanceOf(UnsafeStoreException.class)
          .hasMessageContaining("quintet_views.open");
    } finally {
      engine.kill();
    }
  }

  private static List<String> violations(TestClickHouse clickHouse) {
    return new ClickHouseGuards(clickHouse.admin, clickHouse.reads).violations(Fresh.deadline());
  }
}
