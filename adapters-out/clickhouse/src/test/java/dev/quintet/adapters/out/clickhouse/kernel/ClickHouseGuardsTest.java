package dev.quintet.adapters.out.clickhouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.clickhouse.ClickHouseSchema;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.engines.ClickHouseConfig;
import dev.quintet.engines.ClickHouseEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
              undeclared("GRANT SELECT ON quintet.ticks TO quintet_writer"),
              missing("GRANT INSERT ON quintet.imported_bars TO quintet_writer")),
          new Breach(
              "quintet_reader",
              "GRANT SELECT ON quintet_views.*",
              "GRANT SELECT ON *.*",
              undeclared("GRANT SELECT ON *.* TO quintet_reader")),
          new Breach(
              "quintet_confined",
              "GRANT SELECT ON quintet_confined.*",
              "GRANT SELECT ON quintet_views.*",
              undeclared("GRANT SELECT ON quintet_views.* TO quintet_confined"),
              missing("GRANT SELECT ON quintet_confined.* TO quintet_confined")),
          new Breach(
              "quintet_confined_definer",
              " AND (user_id = getClientHTTPHeader('X-Quintet-User'))</filter></ticks>",
              "</filter></ticks>",
              undeclared(
                  "ROW POLICY quintet_confined_definer ON quintet.ticks USING ("
                      + POLICY
                      + ") AND (user_id != '') TO quintet_confined_definer")),
          new Breach(
              "quintet_definer",
              "<networks/>",
              "<networks><ip>127.0.0.1</ip></networks>",
              undeclared("login of quintet_definer")),
          new Breach(
              "quintet_definer",
              "<bars_1m><filter>" + POLICY,
              "<bars_1m><filter>1",
              undeclared("ROW POLICY quintet_definer ON quintet.bars_1m USING 1 TO quintet_definer"),
              missing(
                  "ROW POLICY quintet_definer ON quintet.bars_1m USING "
                      + POLICY
                      + " TO quintet_definer")),
          new Breach(
              "quintet_reader",
              "<ticks><filter>0</filter></ticks>",
              "",
              undeclared("ROW POLICY quintet_reader ON quintet.ticks USING 1 TO quintet_reader")),
          new Breach(
              "quintet_rollup",
              "<query>GRANT SELECT ON quintet.bars_1m</query>",
              "<query>GRANT SELECT ON quintet.bars_1m WITH GRANT OPTION</query>",
              undeclared("GRANT SELECT ON quintet.bars_1m TO quintet_rollup WITH GRANT OPTION"),
              missing("GRANT SELECT ON quintet.bars_1m TO quintet_rollup")),
          new Breach(
              "quintet_watcher",
              "<query>GRANT KILL QUERY ON *.*</query>",
              "<query>GRANT everything</query>",
              undeclared("GRANT everything TO quintet_watcher"),
              missing("GRANT KILL QUERY ON *.* TO quintet_watcher"),
              undeclared("GRANT ALL ON *.* TO everything")));

  private static String undeclared(String fact) {
    return fact + " is not declared: drop or revoke it";
  }

  private static String missing(String fact) {
    return fact + " is missing: make or grant it";
  }

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
            missing("ROW POLICY quintet_admin ON quintet.ticks USING 1 TO quintet_admin"),
            missing(
                "ROW POLICY quintet_confined_definer ON quintet.ticks USING ("
                    + POLICY
                    + ") AND (user_id != '') AND (user_id = getClientHTTPHeader('X-Quintet-User'))"
                    + " TO quintet_confined_definer"),
            missing(
                "ROW POLICY quintet_definer ON quintet.ticks USING " + POLICY + " TO quintet_definer"),
            missing(
                "ROW POLICY quintet_rollup ON quintet.ticks USING " + POLICY + " TO quintet_rollup"));
  }

  @Test
  void aForgottenGrantIsNamed(@TempDir Path directory) {
    String users =
        new Breach("quintet_definer", "<query>GRANT SELECT ON quintet.ticks</query>", "").in(USERS);
    assertThat(violations(directory, users))
        .containsExactly(missing("GRANT SELECT ON quintet.ticks TO quintet_definer"));
  }

  @Test
  void somebodyElseWithRightsOnOurTablesIsNamed(@TempDir Path directory) {
    String users =
        USERS.replace(
            "  </users>",
            "<quintet_guest><password>x</password><networks><ip>127.0.0.1</ip></networks><grants>"
                + "<query>GRANT SELECT ON quintet.ticks</query></grants></quintet_guest></users>");
    Stream<String> policies =
        Stream.concat(
                TestClickHouse.shared().bean(Schema.class).tables().stream().map(Table::name),
                Stream.of("migrations"))
            .sorted()
            .map("ROW POLICY quintet_guest ON quintet.%s USING 1 TO quintet_guest"::formatted);
    assertThat(violations(directory, users))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("GRANT SELECT ON quintet.ticks TO quintet_guest"), policies)
                .map(ClickHouseGuardsTest::undeclared)
                .toList());
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
            undeclared("users_without_row_policies_can_read_rows in access_control_improvements"));
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
            undeclared("setting additional_table_filters that quintet_confined may change"),
            undeclared("setting additional_table_filters that quintet_reader may change"));
  }

  @Test
  void aReaderThatMayChangeSettingsIsNamed(@TempDir Path directory) {
    String users = USERS.replace("<readonly>1</readonly>", "<readonly>2</readonly>");
    assertThat(violations(directory, users))
        .containsExactly(
            undeclared("readonly = 2 of quintet_confined"),
            undeclared("readonly = 2 of quintet_reader"),
            missing("readonly = 1 of quintet_confined"),
            missing("readonly = 1 of quintet_reader"));
  }

  @Test
  void aMissingUserIsNamed(@TempDir Path directory) {
    String users =
        USERS
            .replace("    <quintet_watcher>\n", "    <somebody>\n")
            .replace("    </quintet_watcher>\n", "    </somebody>\n");
    assertThat(violations(directory, users))
        .contains(missing("user quintet_watcher"), missing("login of quintet_watcher"));
  }

  /** The session of the engine itself has no password: a listener that asks for none lets it in. */
  @Test
  void aServerWhereDefaultCanLogInIsNamed(@TempDir Path directory) throws IOException {
    configure(directory, "<http_handlers replace='replace'><defaults/></http_handlers>");
    assertThat(violations(directory, USERS))
        .containsExactly(undeclared("login of default without a password"));
  }

  /**
   * Policies add up, and one that applies to all applies to users that are not made yet. The
   * embedded engine takes none but those of users.xml, each of one user: so the catalog is planted.
   */
  @Test
  void aPolicyThatAppliesToAllIsNamed(@TempDir Path directory) {
    ClickHouseEngine engine = OwnEngine.start(directory, USERS);
    try (TestClickHouse broken = new TestClickHouse(engine)) {
      broken.store.migrate(Fresh.deadline());
      broken.store.verify(Fresh.deadline());
      for (String sql :
          List.of(
              "CREATE DATABASE planted",
              "CREATE TABLE planted.policies ENGINE = Memory AS SELECT * FROM system.row_policies",
              "DROP TABLE system.row_policies",
              "CREATE VIEW system.row_policies AS SELECT * FROM planted.policies",
              POLICY_ROW.formatted("open", "ticks", "1", 0, 1, "['quintet_admin']", "[]"),
              POLICY_ROW.formatted("every", "", "1", 0, 0, "[]", "['quintet_rollup']"),
              POLICY_ROW.formatted("closed", "ticks", "0", 0, 1, "[]", "[]"),
              POLICY_ROW.formatted("narrow", "ticks", "1", 1, 1, "[]", "[]"))) {
        broken.admin.execute(sql, Map.of(), Fresh.deadline());
      }
      assertThat(broken.bean(ClickHouseGuards.class).violations(Fresh.deadline()))
          .containsExactly(
              undeclared("ROW POLICY every ON quintet.bars_1m USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY every ON quintet.decisions USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY every ON quintet.fills USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY every ON quintet.generations USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY every ON quintet.imported_bars USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY every ON quintet.migrations USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY every ON quintet.patterns USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY every ON quintet.predictions USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY every ON quintet.signals USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY every ON quintet.ticks USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY every ON quintet.trades USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY open ON quintet.ticks USING 1 TO everybody else"),
              undeclared("ROW POLICY open ON quintet.ticks USING 1 TO quintet_confined"),
              undeclared("ROW POLICY open ON quintet.ticks USING 1 TO quintet_confined_definer"),
              undeclared("ROW POLICY open ON quintet.ticks USING 1 TO quintet_definer"),
              undeclared("ROW POLICY open ON quintet.ticks USING 1 TO quintet_reader"),
              undeclared("ROW POLICY open ON quintet.ticks USING 1 TO quintet_rollup"),
              undeclared("ROW POLICY open ON quintet.ticks USING 1 TO quintet_watcher"),
              undeclared("ROW POLICY open ON quintet.ticks USING 1 TO quintet_writer"));
    } finally {
      engine.kill();
    }
  }

  /** Name, table (none: all), filter, whether it only narrows, to all, but whom, to whom. */
  private static final String POLICY_ROW =
      "INSERT INTO planted.policies (short_name, database, table, select_filter, is_restrictive,"
          + " apply_to_all, apply_to_except, apply_to_list)"
          + " SELECT '%s', 'quintet', '%s', '%s', %d, %d, %s, %s";

  /** Read after all that the engine is configured with. */
  private static void configure(Path directory, String setting) throws IOException {
    Path file = directory.resolve("clickhouse/config.d/later.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "<clickhouse>" + setting + "</clickhouse>");
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
              "CREATE OR REPLACE VIEW quintet_confined.ticks DEFINER = quintet_definer"
                  + " SQL SECURITY DEFINER AS SELECT * FROM quintet.ticks",
              "CREATE VIEW quintet_confined.bars_1m DEFINER = quintet_definer"
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
              undeclared("table quintet.forgotten"),
              missing("key of quintet.bars_1m from tenant_id"),
              undeclared("key of quintet.bars_1m from x"),
              undeclared("partitions of quintet.bars_1m by tenant"),
              missing("fsync_after_insert of quintet.ticks"),
              missing("fsync_part_directory of quintet.imported_bars"),
              undeclared("column quintet.bars_1m.x UInt8"),
              undeclared("column quintet.imported_bars.note String"),
              undeclared("column quintet.imported_bars.volume Decimal(38, 10)"),
              missing("column quintet.imported_bars.volume Decimal(38, 8)"),
              undeclared("view elsewhere.all with other rights"),
              undeclared("view quintet_confined.bars_1m of quintet_definer"),
              undeclared("view quintet_confined.ticks of quintet_definer"),
              missing("view quintet_confined.ticks of quintet_confined_definer"),
              undeclared("view quintet_views.bars_1m with other rights"),
              missing("view quintet_views.bars_1m of quintet_definer"),
              undeclared("view quintet_views.copy with other rights"),
              undeclared("view quintet_views.open with other rights"));
      assertThatThrownBy(() -> broken.store.verify(Fresh.deadline()))
          .isInstanceOf(UnsafeStoreException.class)
          .hasMessageContaining("quintet.forgotten");
    } finally {
      engine.kill();
    }
  }

  @Test
  void aTableAndAViewThatAreMissingAreNamed(@TempDir Path directory) {
    ClickHouseEngine engine = OwnEngine.start(directory, USERS);
    try (TestClickHouse broken = new TestClickHouse(engine)) {
      broken.store.migrate(Fresh.deadline());
      for (String sql :
          List.of("DROP TABLE quintet.imported_bars", "DROP VIEW quintet_views.bars_1m")) {
        broken.admin.execute(sql, Map.of(), Fresh.deadline());
      }
      assertThat(broken.bean(ClickHouseGuards.class).violations(Fresh.deadline()))
          .contains(
              missing("table quintet.imported_bars"),
              missing("view quintet_views.bars_1m of quintet_definer"));
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
