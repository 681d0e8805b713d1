package dev.quintet.adapters.out.clickhouse.kernel;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What each user may do and see, which follows from the tables, written for a server in the two ways
 * it can be configured. Nobody may do or see more: {@link ClickHouseGuards}.
 */
@Singleton
public final class ClickHouseRights {

  /** The ledger of migrations, of no tenant: it stands for tables that a user has no policy on. */
  static final String MIGRATIONS = "quintet.migrations";

  static final String ALL_ROWS = "1";
  static final String NO_ROWS = "0";
  static final String ROWS_OF_THE_TENANT =
      "tenant_id = getClientHTTPHeader('%s')".formatted(ClickHouseReads.TENANT_HEADER);

  private final List<Table> tables;

  public ClickHouseRights(Schema schema) {
    this.tables = schema.tables();
  }

  List<String> qualifiedTables() {
    List<String> names = new ArrayList<>(tables.stream().map(Table::qualified).toList());
    names.add(MIGRATIONS);
    return names;
  }

  /** All that a user may do. */
  Set<String> grants(ClickHouseUser user) {
    Set<String> grants = new TreeSet<>();
    switch (user) {
      case ADMIN -> grants.add("ALL ON *.*");
      case READER -> grants.add("SELECT ON quintet_views.*");
      case WATCHER ->
          grants.addAll(
              List.of(
                  "KILL QUERY ON *.*",
                  "SELECT ON system.processes",
                  "SELECT ON system.parts",
                  "SELECT ON " + MIGRATIONS,
                  "SHOW TABLES ON quintet.*"));
      case WRITER, DEFINER, ROLLUP -> {
        for (Table table : tables) {
          if (user == ClickHouseUser.DEFINER || table.reading().contains(user)) {
            grants.add("SELECT ON " + table.qualified());
          }
          if (user == table.inserting()) {
            grants.add("INSERT ON " + table.qualified());
          }
        }
      }
    }
    return grants;
  }

  /** Which rows of a table a user sees, whether or not it may read it. */
  String filter(ClickHouseUser user, String table) {
    if (user == ClickHouseUser.ADMIN) {
      return ALL_ROWS;
    }
    boolean reads = !table.equals(MIGRATIONS) && grants(user).contains("SELECT ON " + table);
    return reads ? ROWS_OF_THE_TENANT : NO_ROWS;
  }

  /**
   * The embedded engine's users.xml. It has a policy for every user on every table: one that this
   * file gives none, a server lets see all rows.
   */
  public String xml() {
    String profiles =
        users(
            user ->
                "    <%1$s>%2$s</%1$s>\n"
                    .formatted(
                        user.login(),
                        user.settings().stream()
                            .map(setting -> setting.split(" = ", 2))
                            .map(pair -> "<%1$s>%2$s</%1$s>".formatted(pair[0], pair[1]))
                            .collect(Collectors.joining())));
    return """
        <clickhouse>
          <profiles>
            <default/>
        %s  </profiles>
          <quotas><default/></quotas>
          <users>
        %s  </users>
        </clickhouse>
        """
        .formatted(profiles, users(this::xml));
  }

  private String xml(ClickHouseUser user) {
    return """
            <%1$s>
              <password_sha256_hex>${sha256:%1$s}</password_sha256_hex>
              %2$s
              <profile>%1$s</profile>
              <quota>default</quota>
              %3$s
              <databases><quintet>
        %4$s      </quintet></databases>
            </%1$s>
        """
        .formatted(
            user.login(),
            user == ClickHouseUser.DEFINER
                ? "<networks/>"
                : "<networks><ip>127.0.0.1</ip></networks>",
            user == ClickHouseUser.ADMIN
                ? "<access_management>1</access_management>"
                : grants(user).stream()
                    .map("<query>GRANT %s</query>"::formatted)
                    .collect(Collectors.joining("\n        ", "<grants>\n        ", "</grants>")),
            qualifiedTables().stream()
                .map(
                    table ->
                        "        <%1$s><filter>%2$s</filter></%1$s>\n"
                            .formatted(
                                table.substring(table.indexOf('.') + 1), filter(user, table)))
                .collect(Collectors.joining()));
  }

  /**
   * The same for a server of one's own, to be run by its administrator before the first start and
   * after each update. Passwords stand as {@code <password of NAME>}.
   */
  public String sql() {
    return users(this::sql);
  }

  private String sql(ClickHouseUser user) {
    String name = user.login();
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE SETTINGS PROFILE OR REPLACE " + name
            + (user.settings().isEmpty() ? "" : " SETTINGS ")
            + String.join(", ", user.settings()));
    statements.add(
        "CREATE USER IF NOT EXISTS %1$s %2$s SETTINGS PROFILE '%1$s'"
            .formatted(
                name,
                user == ClickHouseUser.DEFINER
                    ? "HOST NONE"
                    : "IDENTIFIED WITH sha256_password BY '<password of %s>'".formatted(name)));
    grants(user)
        .forEach(
            grant ->
                statements.add(
                    "GRANT " + grant + " TO " + name
                        + (user == ClickHouseUser.ADMIN ? " WITH GRANT OPTION" : "")));
    qualifiedTables().stream()
        .filter(table -> !filter(user, table).equals(NO_ROWS))
        .forEach(
            table ->
                statements.add(
                    "CREATE ROW POLICY OR REPLACE %1$s ON %2$s USING %3$s TO %1$s"
                        .formatted(name, table, filter(user, table))));
    return String.join(";\n", statements) + ";\n\n";
  }

  private static String users(Function<ClickHouseUser, String> text) {
    return Arrays.stream(ClickHouseUser.values()).map(text).collect(Collectors.joining());
  }
}
