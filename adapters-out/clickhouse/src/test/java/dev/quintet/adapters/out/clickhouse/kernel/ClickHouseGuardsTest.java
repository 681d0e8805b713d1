package dev.quintet.adapters.out.clickhouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.clickhouse.ClickHouseSchema;
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
  private static final String USERS = ClickHouseSchema.usersXml();

  /** What is replaced in the configuration of a user, and what the refusal then says. */
  private record Breach(String user, String text, String by, String... violations) {

    String in(String users) {
      int begin = users.indexOf("    <" + user + ">\n");
      int end = users.indexOf("</" + user + ">", begin);
      String own = users.substring(begin, end);
      assertThat(own).contains(text);
      return users.substring(0, begin) + own.replace(text, by) + users.substring(end);
    }
  }

  private static final List<Breach> BREACHES =
      List.of(
          new Breach(
              "quintet_writer",
              "GRANT INSERT ON quintet.imported_bars",
              "GRANT SELECT ON quintet.ticks",
              "user quintet_writer may SELECT ON quintet.ticks: revoke it",
              "user quintet_writer may not INSERT ON quintet.imported_bars: grant it"),
          new Breach(
              "quintet_reader",
              "GRANT SELECT ON quintet_views.*",
              "GRANT SELECT ON *.*",
              "user quintet_reader may SELECT ON *.*: revoke it"),
          new Breach(
              "quintet_definer",
              "<networks/>",
              "<networks><ip>127.0.0.1</ip></networks>",
              "user quintet_definer can log in: give it HOST NONE"),
          new Breach(
              "quintet_definer",
              "<bars_1m><filter>" + POLICY,
              "<bars_1m><filter>1",
              "row policy quintet_definer on quintet.bars_1m lets quintet_definer see other rows"
                  + " than those where " + POLICY + ": drop it"),
          new Breach(
              "quintet_reader",
              "<ticks><filter>0</filter></ticks>",
              "",
              "row policy quintet_reader on quintet.ticks lets quintet_reader see other rows than"
                  + " those where 0: drop it"),
          new Breach(
              "quintet_rollup",
              "<query>GRANT SELECT ON quintet.bars_1m</query>",
              "<query>GRANT SELECT ON quintet.bars_1m WITH GRANT OPTION</query>",
              "user quintet_rollup may SELECT ON quintet.bars_1m WITH GRANT OPTION: revoke it"),
          new Breach(
              "quintet_watcher",
              "<query>GRANT KILL QUERY ON *.*</query>",
              "<query>GRANT everything</query>",
              "user quintet_watcher has the role everything: revoke it",
              "user quintet_watcher may not KILL QUERY ON *.*: grant it",
              "user everything may ALL ON *.*: revoke it"));

  @Test
  void theUsersOfTheEmbeddedEngineAreGuarded() {
    TestClickHouse.shared().store.verify(Fresh.deadline());
  }

  @Test
  void everyBreachOfTheUsersIsNamed(@TempDir Path directory) {
    String users = USERS;
    for (Breach breach : BREACHES) {
      users = breach.in(users);
    }
    users =
        users.replace(
            "</clickhouse>",
            "<roles><everything><grants><query>GRANT ALL ON *.*</query></grants></everything>"
                + "</roles></clickhouse>");
    assertThat(violations(directory, users))
        .contains(
            BREACHES.stream()
                .flatMap(breach -> List.of(breach.violations).stream())
                .toArray(String[]::new));
  }

  /** As when somebody adds a table and forgets what goes with it. */
  @Test
  void aForgottenPolicyIsNamed(@TempDir Path directory) {
    String users = USERS.replaceAll("<ticks><filter>.*</filter></ticks>", "");
    assertThat(violations(directory, users))
        .containsExactly(
            "table quintet.ticks has no row policy for quintet_admin: create it",
            "table quintet.ticks has no row policy for quintet_definer: create it",
            "table quintet.ticks has no row policy for quintet_rollup: create it");
  }

  @Test
  void aForgottenGrantIsNamed(@TempDir Path directory) {
    String users =
        new Breach("quintet_definer", "<query>GRANT SELECT ON quintet.ticks</query>", "").in(USERS);
    assertThat(violations(directory, users))
        .containsExactly("user quintet_definer may not SELECT ON quintet.ticks: grant it");
  }

  @Test
  void somebodyElseWithRightsOnOurTablesIsNamed(@TempDir Path directory) {
    String users =
        USERS.replace(
            "  </users>",
            "<quintet_guest><password>x</password><networks><ip>127.0.0.1</ip></networks><grants>"
                + "<query>GRANT SELECT ON quintet.ticks</query></grants></quintet_guest></users>");
    assertThat(violations(directory, users))
        .containsExactly(
            "user quintet_guest may SELECT ON quintet.ticks: revoke it",
            "row policy quintet_guest on quintet.bars_1m lets quintet_guest see other rows than"
                + " those where 0: drop it",
            "row policy quintet_guest on quintet.imported_bars lets quintet_guest see other rows"
                + " than those where 0: drop it",
            "row policy quintet_guest on quintet.migrations lets quintet_guest see other rows than"
                + " those where 0: drop it",
            "row policy quintet_guest on quintet.ticks lets quintet_guest see other rows than"
                + " those where 0: drop it");
  }

  /** Of the ledger only the administrator has a policy. */
  @Test
  void aServerThatOpensTablesWithoutAPolicyIsNamed(@TempDir Path directory) {
    String users =
        new Breach("quintet_watcher", "<migrations><filter>0</filter></migrations>", "").in(USERS);
    String server = ClickHouseConfig.with(users).server();
    String setting = "<users_without_row_policies_can_read_rows>%s<";
    assertThat(server).contains(setting.formatted("false"));
    String open = server.replace(setting.formatted("false"), setting.formatted("true"));
    assertThat(violations(OwnEngine.start(directory, new ClickHouseConfig(open, users))))
        .containsExactly(
            "users see all rows of tables that others have a row policy on: set"
                + " users_without_row_policies_can_read_rows to false in the server's"
                + " access_control_improvements");
  }

  /** Which a profile may allow although its user is read-only. */
  @Test
  void aSettingThatTheReaderMayChangeIsNamed(@TempDir Path directory) {
    String users =
        USERS.replace(
            "<readonly>1</readonly>",
            "<readonly>1</readonly><constraints><additional_table_filters>"
                + "<changeable_in_readonly/></additional_table_filters></constraints>");
    assertThat(violations(directory, users))
        .containsExactly(
            "user quintet_reader may change the setting additional_table_filters: remove"
                + " changeable_in_readonly");
  }

  @Test
  void aReaderThatMayChangeSettingsIsNamed(@TempDir Path directory) {
    String users = USERS.replace("<readonly>1</readonly>", "<readonly>2</readonly>");
    assertThat(violations(directory, users))
        .containsExactly(
            "user quintet_reader has readonly = 2: set it to 1, or its statements can change"
                + " settings");
  }

  @Test
  void aMissingUserIsNamed(@TempDir Path directory) {
    String users =
        USERS
            .replace("    <quintet_watcher>\n", "    <somebody>\n")
            .replace("    </quintet_watcher>\n", "    </somebody>\n");
    assertThat(violations(directory, users))
        .contains("user quintet_watcher is missing: create it");
  }

  @Test
  void everyBreachOfTablesAndViewsIsNamed(@TempDir Path directory) {
    ClickHouseEngine engine = OwnEngine.start(directory, USERS);
    try (TestClickHouse broken = new TestClickHouse(engine)) {
      broken.store.migrate(Fresh.deadline());
      broken.store.verify(Fresh.deadline());
      for (String sql :
          List.of(
              "CREATE VIEW quintet_views.open SQL SECURITY NONE AS SELECT * FROM quintet.ticks",
              "CREATE OR REPLACE VIEW quintet_views.bars_1m DEFINER = quintet_admin"
                  + " SQL SECURITY DEFINER AS SELECT * FROM quintet.bars_1m",
              "CREATE TABLE quintet_views.copy (x UInt8) ENGINE = MergeTree ORDER BY x",
              "CREATE DATABASE elsewhere",
              "CREATE VIEW elsewhere.all DEFINER = quintet_admin SQL SECURITY DEFINER"
                  + " AS SELECT * FROM quintet.ticks",
              "CREATE TABLE quintet.forgotten (tenant_id String) ENGINE = MergeTree"
                  + " ORDER BY tenant_id",
              "ALTER TABLE quintet.ticks MODIFY SETTING fsync_after_insert = 0",
              "ALTER TABLE quintet.imported_bars RESET SETTING fsync_part_directory",
              "ALTER TABLE quintet.imported_bars ADD COLUMN note String",
              "ALTER TABLE quintet.imported_bars MODIFY COLUMN volume Decimal(38, 10)",
              "DROP TABLE quintet.bars_1m",
              "CREATE TABLE quintet.bars_1m (tenant_id String, x UInt8) ENGINE = MergeTree"
                  + " ORDER BY (x, tenant_id) PARTITION BY tenant_id"
                  + " SETTINGS fsync_after_insert = 1, fsync_part_directory = 1")) {
        broken.admin.execute(sql, Map.of(), Fresh.deadline());
      }
      assertThat(broken.bean(ClickHouseGuards.class).violations(Fresh.deadline()))
          .contains(
              "table quintet.forgotten is not declared: declare it or drop it",
              "table quintet.bars_1m is not ordered by its tenant first: make it anew",
              "table quintet.bars_1m has partitions of its own for each tenant: make it anew",
              "table quintet.imported_bars may lose acknowledged rows: set fsync_after_insert and"
                  + " fsync_part_directory to 1",
              "table quintet.ticks may lose acknowledged rows: set fsync_after_insert and"
                  + " fsync_part_directory to 1",
              "column quintet.bars_1m.x UInt8 is not declared: drop it",
              "column quintet.imported_bars.note String is not declared: drop it",
              "column quintet.imported_bars.volume Decimal(38, 10) is not declared: drop it",
              "column quintet.imported_bars.volume Decimal(38, 8) is missing: add it",
              "view elsewhere.all is not declared: declare it or drop it",
              "view quintet_views.copy is not declared: declare it or drop it",
              "view quintet_views.open is not declared: declare it or drop it",
              "quintet_views.bars_1m is not a view of the definer quintet_definer: drop it",
              "quintet_views.copy is not a view of the definer quintet_definer: drop it",
              "quintet_views.open is not a view of the definer quintet_definer: drop it");
      assertThatThrownBy(() -> broken.store.verify(Fresh.deadline()))
          .isInstanceOf(UnsafeStoreException.class)
          .hasMessageContaining("quintet.forgotten");
    } finally {
      engine.kill();
    }
  }

  /** A view that shows other columns than are declared is made anew, as after an update. */
  @Test
  void aViewFollowsItsDeclaration(@TempDir Path directory) {
    ClickHouseEngine engine = OwnEngine.start(directory, USERS);
    try (TestClickHouse old = new TestClickHouse(engine)) {
      old.store.migrate(Fresh.deadline());
      old.admin.execute(
          "CREATE OR REPLACE VIEW quintet_views.ticks DEFINER = quintet_definer"
              + " SQL SECURITY DEFINER AS SELECT tenant_id FROM quintet.ticks",
          Map.of(),
          Fresh.deadline());
      assertThatThrownBy(() -> old.store.verify(Fresh.deadline()))
          .hasMessageContaining("column quintet_views.ticks.bid Decimal(18, 8) is missing");
      old.store.migrate(Fresh.deadline());
      old.store.verify(Fresh.deadline());
    } finally {
      engine.kill();
    }
  }

  private static List<String> violations(Path directory, String users) {
    return violations(OwnEngine.start(directory, users));
  }

  private static List<String> violations(ClickHouseEngine engine) {
    try (TestClickHouse broken = new TestClickHouse(engine)) {
      broken.store.migrate(Fresh.deadline());
      return broken.bean(ClickHouseGuards.class).violations(Fresh.deadline());
    } finally {
      engine.kill();
    }
  }
}
