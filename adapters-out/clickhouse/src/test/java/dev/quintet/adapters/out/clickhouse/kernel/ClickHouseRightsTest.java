package dev.quintet.adapters.out.clickhouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.clickhouse.ClickHouseSchema;
import dev.quintet.adapters.out.contract.Fresh;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The statements for a server of one's own make what the embedded engine is configured with. */
final class ClickHouseRightsTest {

  private static final TestClickHouse CLICK_HOUSE = TestClickHouse.shared();
  private static final String XML = ClickHouseSchema.usersXml();
  private static final List<String> SQL =
      Stream.of(ClickHouseSchema.usersSql().split(";\\s+")).toList();

  private static List<String> matches(String pattern) {
    return SQL.stream()
        .flatMap(
            sql ->
                Pattern.compile(pattern)
                    .matcher(sql)
                    .results()
                    .map(found -> found.group(1) + ": " + found.group(2)))
        .sorted()
        .toList();
  }

  /** Rows of the embedded engine's catalog: name and text. */
  private static List<String> rows(String sql) {
    return CLICK_HOUSE.admin
        .rows(sql, Map.of(), List.of("name", "text"), Fresh.deadline())
        .stream()
        .map(row -> row.getFirst() + ": " + row.getLast())
        .sorted()
        .toList();
  }

  @Test
  void theServerUnderstandsEachStatement() {
    assertThat(SQL).hasSizeGreaterThan(30);
    for (String sql : SQL) {
      assertThat(
              CLICK_HOUSE.admin.rows(
                  "EXPLAIN AST " + sql, Map.of(), List.of("explain"), Fresh.deadline()))
          .as(sql)
          .isNotEmpty();
    }
  }

  @Test
  void usersAndTheirSettingsAreThoseOfTheEmbeddedEngine() {
    assertThat(matches("CREATE USER IF NOT EXISTS (\\w+) (HOST NONE|IDENTIFIED)"))
        .isEqualTo(
            rows(
                """
                SELECT name, if(empty(host_names) AND empty(host_ip), 'HOST NONE', 'IDENTIFIED')
                  AS text
                FROM system.users
                WHERE name LIKE 'quintet%'
                """));
    assertThat(
            Stream.of(ClickHouseUser.values())
                .flatMap(
                    user ->
                        user.settings().stream()
                            .map(setting -> user.login() + ": " + setting)))
        .containsExactlyInAnyOrderElementsOf(
            rows(
                """
                SELECT assumeNotNull(profile_name) AS name,
                  concat(assumeNotNull(setting_name), ' = ', assumeNotNull(value)) AS text
                FROM system.settings_profile_elements
                WHERE profile_name LIKE 'quintet%'
                """));
    for (ClickHouseUser user : ClickHouseUser.values()) {
      assertThat(SQL)
          .filteredOn(
              sql ->
                  (sql + " ")
                      .startsWith("CREATE SETTINGS PROFILE OR REPLACE " + user.login() + " "))
          .singleElement()
          .satisfies(sql -> user.settings().forEach(set -> assertThat(sql).contains(set)));
    }
  }

  @Test
  void grantsAreThoseOfTheEmbeddedEngine() {
    List<String> grants =
        rows(
            """
            SELECT assumeNotNull(user_name) AS name, concat(toString(access_type), ' ON ',
              ifNull(database, '*'), '.', ifNull(table, '*')) AS text
            FROM system.grants
            WHERE user_name LIKE 'quintet%' AND user_name != 'quintet_admin'
            """);
    assertThat(
            SQL.stream()
                .filter(sql -> sql.startsWith("GRANT ") && !sql.contains("quintet_admin"))
                .map(sql -> sql.replaceFirst("GRANT (.*) TO (\\w+)", "$2: $1")))
        .containsExactlyInAnyOrderElementsOf(grants);
    assertThat(SQL).contains("GRANT ALL ON *.* TO quintet_admin WITH GRANT OPTION");
  }

  @Test
  void policiesAreThoseOfTheEmbeddedEngine() {
    assertThat(
            SQL.stream()
                .filter(sql -> sql.startsWith("CREATE ROW POLICY"))
                .map(
                    sql ->
                        sql.replaceFirst(
                            "CREATE ROW POLICY OR REPLACE (\\w+) ON (\\S+) USING (.*) TO \\1",
                            "$1 $2: $3")))
        .containsExactlyInAnyOrderElementsOf(
            rows(
                """
                SELECT concat(short_name, ' ', database, '.', table) AS name,
                  assumeNotNull(select_filter) AS text
                FROM system.row_policies
                WHERE database = 'quintet' AND select_filter != '0' AND short_name != 'default'
                """));
  }

  @Test
  void neitherHoldsAPassword() {
    assertThat(new TreeSet<>(matches("BY '(<password of) (\\w+)>'"))).hasSize(6);
    assertThat(XML).contains("<password_sha256_hex>${sha256:quintet_reader}<");
  }
}
