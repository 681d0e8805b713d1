package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** That nobody may do or see more than {@link ClickHouseRights} say, users of others included. */
@Singleton
final class ClickHouseUserGuards {

  /** The embedded engine's own session. It has no right on any table of ours. */
  private static final String SESSION = "default";

  private static final Set<String> GRANTS_OF_SESSION =
      Set.of(
          "CREATE TEMPORARY TABLE ON *.*",
          "KILL QUERY ON *.*",
          "READ ON *.*",
          "SYSTEM LISTEN ON *.*",
          "WRITE ON *.*");

  /** AUTHENTICATION_FAILED and REQUIRED_PASSWORD. */
  private static final Set<String> NO_LOGIN = Set.of("516", "194");

  private static final Map<String, ClickHouseUser> OURS =
      Arrays.stream(ClickHouseUser.values())
          .collect(Collectors.toMap(ClickHouseUser::login, user -> user));

  private final ClickHouseAdmin admin;
  private final ClickHouseRights rights;
  private final ClickHouseConfiguration configuration;

  ClickHouseUserGuards(
      ClickHouseAdmin admin, ClickHouseRights rights, ClickHouseConfiguration configuration) {
    this.admin = admin;
    this.rights = rights;
    this.configuration = configuration;
  }

  List<String> violations(Deadline deadline) {
    List<String> violations = new ArrayList<>();
    Set<String> users = logins(violations, deadline);
    grants(violations, deadline);
    policies(violations, deadline);
    if (users.contains(ClickHouseUser.WATCHER.login())) {
      defaultOfPolicies(violations, deadline);
    }
    if (users.contains(ClickHouseUser.READER.login())) {
      settings(violations, deadline);
    }
    return violations;
  }

  private Set<String> logins(List<String> violations, Deadline deadline) {
    Map<String, String> hosts =
        admin
            .rows(
                """
                SELECT name,
                  arrayStringConcat(arrayConcat(host_ip, host_names, host_names_regexp,
                    host_names_like), ' ') AS hosts
                FROM system.users
                """,
                Map.of(),
                List.of("name", "hosts"),
                deadline)
            .stream()
            .collect(Collectors.toMap(List::getFirst, List::getLast));
    for (String user : new TreeSet<>(OURS.keySet())) {
      if (!hosts.containsKey(user)) {
        violations.add("user " + user + " is missing: create it");
      }
    }
    String definer = ClickHouseUser.DEFINER.login();
    if (!hosts.getOrDefault(definer, "").isEmpty()) {
      violations.add("user " + definer + " can log in: give it HOST NONE");
    }
    if (hosts.containsKey(SESSION) && defaultCanLogIn(deadline)) {
      violations.add("user " + SESSION + " can log in without a password: give it HOST NONE");
    }
    admin
        .rows(
            """
            SELECT ifNull(user_name, '') AS user, granted_role_name AS role
            FROM system.role_grants
            """,
            Map.of(),
            List.of("user", "role"),
            deadline)
        .stream()
        .filter(row -> OURS.containsKey(row.getFirst()))
        .forEach(
            row ->
                violations.add(
                    "user %s has the role %s: revoke it".formatted(row.getFirst(), row.getLast())));
    return hosts.keySet();
  }

  /** Asked of the server itself: another listener or handler may forbid what its users allow. */
  private boolean defaultCanLogIn(Deadline deadline) {
    try {
      var request =
          (HttpURLConnection) configuration.url().resolve("/?query=SELECT+1").toURL()
              .openConnection();
      int timeout = Math.clamp(deadline.remaining().toMillis(), 1, 10_000);
      request.setConnectTimeout(timeout);
      request.setReadTimeout(timeout);
      request.setRequestProperty("X-ClickHouse-User", SESSION);
      request.setRequestProperty("Connection", "close");
      int status = request.getResponseCode();
      String code = request.getHeaderField("X-ClickHouse-Exception-Code");
      request.disconnect();
      return code == null
          ? status != HttpURLConnection.HTTP_NOT_FOUND
          : !NO_LOGIN.contains(code);
    } catch (IOException e) {
      throw ClickHouseFailures.reading(e);
    }
  }

  private void grants(List<String> violations, Deadline deadline) {
    Map<String, Set<String>> actual =
        admin
            .rows(
                """
                SELECT coalesce(user_name, role_name, '') AS grantee,
                  concat(if(is_partial_revoke, 'not ', ''), toString(access_type),
                    ifNull(concat('(', column, ')'), ''),
                    ' ON ', ifNull(database, '*'), '.', ifNull(table, '*'),
                    if(grant_option, ' WITH GRANT OPTION', '')) AS right
                FROM system.grants
                WHERE has({ours:Array(String)}, user_name)
                  OR database IS NULL OR startsWith(database, 'quintet')
                """,
                Map.of("ours", logins()),
                List.of("grantee", "right"),
                deadline)
            .stream()
            .collect(
                Collectors.groupingBy(
                    List::getFirst,
                    TreeMap::new,
                    Collectors.mapping(List::getLast, Collectors.toCollection(TreeSet::new))));
    actual.remove(ClickHouseUser.ADMIN.login());
    actual.forEach(
        (grantee, has) -> {
          Set<String> too = new TreeSet<>(has);
          too.removeAll(expected(grantee));
          too.forEach(
              right -> violations.add("user %s may %s: revoke it".formatted(grantee, right)));
        });
    for (ClickHouseUser user : ClickHouseUser.values()) {
      if (user != ClickHouseUser.ADMIN) {
        Set<String> missing = new TreeSet<>(rights.grants(user));
        missing.removeAll(actual.getOrDefault(user.login(), Set.of()));
        missing.forEach(
            right ->
                violations.add("user %s may not %s: grant it".formatted(user.login(), right)));
      }
    }
  }

  private Set<String> expected(String grantee) {
    ClickHouseUser user = OURS.get(grantee);
    if (user != null) {
      return rights.grants(user);
    }
    return grantee.equals(SESSION) ? GRANTS_OF_SESSION : Set.of();
  }

  /** Policies add up: one more that lets rows through is as bad as none. */
  private void policies(List<String> violations, Deadline deadline) {
    Set<String> found = new HashSet<>();
    admin
        .rows(
            """
            SELECT short_name AS policy, table, ifNull(select_filter, '') AS filter,
              arrayJoin(if(apply_to_all,
                arrayFilter(name -> NOT has(apply_to_except, name),
                  arrayConcat({ours:Array(String)}, ['everybody else'])),
                apply_to_list)) AS user
            FROM system.row_policies
            WHERE database = 'quintet' AND NOT is_restrictive
            ORDER BY table, user, policy
            """,
            Map.of("ours", logins()),
            List.of("policy", "table", "filter", "user"),
            deadline)
        .forEach(
            row -> {
              for (String table : rights.qualifiedTables()) {
                if (row.get(1).isEmpty() || table.equals("quintet." + row.get(1))) {
                  policy(row.get(0), table, row.get(2), row.get(3), violations);
                  found.add(row.get(3) + " " + table);
                }
              }
            });
    for (String table : rights.qualifiedTables()) {
      for (ClickHouseUser user : ClickHouseUser.values()) {
        if (!rights.filter(user, table).equals(ClickHouseRights.NO_ROWS)
            && !found.contains(user.login() + " " + table)) {
          violations.add(
              "table %s has no row policy for %s: create it".formatted(table, user.login()));
        }
      }
    }
  }

  private void policy(
      String name, String table, String filter, String login, List<String> violations) {
    ClickHouseUser user = OURS.get(login);
    String expected = user == null ? ClickHouseRights.NO_ROWS : rights.filter(user, table);
    if (!filter.equals(expected)
        && !filter.equals(ClickHouseRights.NO_ROWS)
        && !login.equals(SESSION)) {
      violations.add(
          "row policy %s on %s lets %s see other rows than those where %s: drop it"
              .formatted(name, table, login, expected));
    }
  }

  /** Whether a table without a policy is open to whom may read it: one such table shows. */
  private void defaultOfPolicies(List<String> violations, Deadline deadline) {
    try {
      String seen =
          one(
              ClickHouseUser.WATCHER,
              "SELECT toString(count()) AS value FROM " + ClickHouseRights.MIGRATIONS,
              deadline);
      if (!seen.equals("0")) {
        violations.add(
            "users see all rows of tables that others have a row policy on: set"
                + " users_without_row_policies_can_read_rows to false in the server's"
                + " access_control_improvements");
      }
    } catch (RuntimeException e) {
      if (!ClickHouseFailures.isDenial(e)) {
        throw e;
      }
    }
  }

  /** A setting can add conditions to tables, lift limits, or say that nothing is read-only. */
  private void settings(List<String> violations, Deadline deadline) {
    String reader = ClickHouseUser.READER.login();
    String readonly =
        one(
            ClickHouseUser.READER,
            "SELECT toString(getSetting('readonly')) AS value",
            deadline);
    if (!readonly.equals("1")) {
      violations.add(
          "user %s has readonly = %s: set it to 1, or its statements can change settings"
              .formatted(reader, readonly));
      return;
    }
    admin
        .rows(
            ClickHouseUser.READER,
            "SELECT name FROM system.settings WHERE readonly = 0 ORDER BY name",
            Map.of(),
            List.of("name"),
            deadline)
        .forEach(
            row ->
                violations.add(
                    "user %s may change the setting %s: remove changeable_in_readonly"
                        .formatted(reader, row.getFirst())));
  }

  private String one(ClickHouseUser user, String sql, Deadline deadline) {
    return admin.rows(user, sql, Map.of(), List.of("value"), deadline).getFirst().getFirst();
  }

  private static String logins() {
    return OURS.keySet().stream().collect(Collectors.joining("','", "['", "']"));
  }
}
