package dev.quintet.adapters.out.clickhouse.kernel;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each user may do and see, which follows from the tables, written for a server in the two ways
 * it can be configured. Nobody may do or see more: {@link ClickHouseGuards}.
 */
@Singleton
public final class ClickHouseRights {

  private static final String ALL_ROWS = "1";
  private static final String NO_ROWS = "0";
  private static final String ROWS_OF_THE_TENANT =
      "tenant_id = getClientHTTPHeader('%s')".formatted(ClickHouseReads.TENANT_HEADER);

  /** As a server writes it. A header that is missing is empty, and so is the owner of the tenant's own. */
  private static final String ROWS_OF_THE_USER =
      "(%s) AND (user_id != '') AND (user_id = getClientHTTPHeader('%s'))"
          .formatted(ROWS_OF_THE_TENANT, ClickHouseReads.USER_HEADER);

  private final List<Table> tables;

  public ClickHouseRights(Schema schema) {
    this.tables = schema.tables();
  }

  /** All that a user may do, each as a statement. */
  List<String> grants(ClickHouseUser user) {
    return rights(user).map(right -> "GRANT %s TO %s".formatted(right, user.login())).toList();
  }

  private Stream<String> rights(ClickHouseUser user) {
    return switch (user) {
      case ADMIN -> Stream.of("ALL ON *.*");
      case READER -> Stream.of("SELECT ON %s.*".formatted(Table.VIEWS));
      case CONFINED -> Stream.of("SELECT ON %s.*".formatted(Table.CONFINED_VIEWS));
      case WATCHER ->
          Stream.of(
              "KILL QUERY ON *.*",
              "SELECT ON system.processes",
              "SELECT ON system.parts",
              "SELECT ON quintet.migrations",
              "SHOW TABLES ON quintet.*");
      case WRITER, DEFINER, CONFINED_DEFINER, ROLLUP ->
          tables.stream().flatMap(table -> rights(user, table));
    };
  }

  private static Stream<String> rights(ClickHouseUser user, Table table) {
    List<String> rights = new ArrayList<>();
    if (reads(user, table)) {
      rights.add("SELECT");
    }
    if (user == table.inserting()) {
      rights.add("INSERT");
    }
    if (user == ClickHouseUser.ROLLUP && table.derived()) {
      rights.add("ALTER DELETE");
    }
    return rights.stream().map(right -> right + " ON " + table.qualified());
  }

  private static boolean reads(ClickHouseUser user, Table table) {
    return user == ClickHouseUser.DEFINER
        || user == ClickHouseUser.CONFINED_DEFINER && table.owned()
        || table.reading().contains(user);
  }

  /** The policies by which a user sees rows, each as after CREATE ROW POLICY. */
  List<String> policies(ClickHouseUser user) {
    return filters(user).entrySet().stream()
        .filter(filter -> !filter.getValue().equals(NO_ROWS))
        .map(
            filter ->
                "%1$s ON quintet.%2$s USING %3$s TO %1$s"
                    .formatted(user.login(), filter.getKey(), filter.getValue()))
        .toList();
  }

  /** Which rows of each table a user sees, whether or not it may read it. */
  private Map<String, String> filters(ClickHouseUser user) {
    boolean all = user == ClickHouseUser.ADMIN;
    Map<String, String> filters = new LinkedHashMap<>();
    for (Table table : tables) {
      boolean confined = user == ClickHouseUser.CONFINED_DEFINER && table.owned();
      String seen = confined ? ROWS_OF_THE_USER : ROWS_OF_THE_TENANT;
      String some = reads(user, table) ? seen : NO_ROWS;
      filters.put(table.name(), all ? ALL_ROWS : some);
    }
    filters.put(Schema.MIGRATIONS, all ? ALL_ROWS : NO_ROWS);
    return filters;
  }

  /**
   * The embedded engine's users.xml. It has a policy for every user on every table: one that this
   * file gives none, a server lets see all rows.
   */
  public String xml() {
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
        .formatted(users(ClickHouseRights::profile), users(this::xml));
  }

  private static String profile(ClickHouseUser user) {
    return user.settings().stream()
        .map(setting -> setting.replaceFirst("(.*) = (.*)", "<$1>$2</$1>"))
        .collect(
            Collectors.joining("", "    <" + user.login() + ">", "</" + user.login() + ">\n"));
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
            user.defines()
                ? "<networks/>"
                : "<networks><ip>127.0.0.1</ip></networks>",
            user == ClickHouseUser.ADMIN
                ? "<access_management>1</access_management>"
                : rights(user)
                    .map("<query>GRANT %s</query>"::formatted)
                    .collect(Collectors.joining("\n        ", "<grants>\n        ", "</grants>")),
            filters(user).entrySet().stream()
                .map(
                    filter ->
                        "        <%1$s><filter>%2$s</filter></%1$s>\n"
                            .formatted(filter.getKey(), filter.getValue()))
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
                user.defines()
                    ? "HOST NONE"
                    : "IDENTIFIED WITH sha256_password BY '<password of %s>'".formatted(name)));
    String option = user == ClickHouseUser.ADMIN ? " WITH GRANT OPTION" : "";
    grants(user).forEach(grant -> statements.add(grant + option));
    policies(user).forEach(policy -> statements.add("CREATE ROW POLICY OR REPLACE " + policy));
    return String.join(";\n", statements) + ";\n\n";
  }

  private static String users(Function<ClickHouseUser, String> text) {
    return Arrays.stream(ClickHouseUser.values()).map(text).collect(Collectors.joining());
  }
}
