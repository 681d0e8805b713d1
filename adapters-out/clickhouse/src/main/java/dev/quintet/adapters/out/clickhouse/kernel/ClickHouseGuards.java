package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What keeps tenants apart in ClickHouse, and acknowledged rows on its disk, read from the server's
 * own tables: whoever set it up, and however, this must hold.
 */
@Singleton
public final class ClickHouseGuards {

  private final ClickHouseAdmin admin;
  private final ClickHouseReads reads;

  ClickHouseGuards(ClickHouseAdmin admin, ClickHouseReads reads) {
    this.admin = admin;
    this.reads = reads;
  }

  /** A sentence for each guard that does not hold, naming the object. */
  public List<String> violations(Deadline deadline) {
    List<String> violations = new ArrayList<>();
    users(violations, deadline);
    grants(violations, deadline);
    policies(violations, deadline);
    views(violations, deadline);
    tables(violations, deadline);
    return violations;
  }

  private void users(List<String> violations, Deadline deadline) {
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
    for (String user : new TreeSet<>(ClickHouseRights.GRANTS.keySet())) {
      if (!hosts.containsKey(user)) {
        violations.add("user " + user + " is missing: create it");
      }
    }
    if (!hosts.getOrDefault(ClickHouseRights.DEFINER, "").isEmpty()) {
      violations.add("user " + ClickHouseRights.DEFINER + " can log in: give it HOST NONE");
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
        .filter(row -> ClickHouseRights.GRANTS.containsKey(row.getFirst()))
        .forEach(
            row ->
                violations.add(
                    "user %s has the role %s: revoke it".formatted(row.getFirst(), row.getLast())));
    if (hosts.containsKey(ClickHouseUser.READER.login())) {
      settings(violations, deadline);
    }
  }

  /** A setting can add conditions to tables, lift limits, or say that nothing is read-only. */
  private void settings(List<String> violations, Deadline deadline) {
    String reader = ClickHouseUser.READER.login();
    String readonly = reads.setting("readonly", deadline);
    if (!readonly.equals("1")) {
      violations.add(
          "user %s has readonly = %s: set it to 1, or its statements can change settings"
              .formatted(reader, readonly));
      return;
    }
    for (String setting : reads.changeableSettings(deadline)) {
      violations.add(
          "user %s may change the setting %s: remove changeable_in_readonly"
              .formatted(reader, setting));
    }
  }

  private void grants(List<String> violations, Deadline deadline) {
    Map<String, Set<String>> actual =
        admin
            .rows(
                """
                SELECT ifNull(user_name, '') AS user,
                  concat(if(is_partial_revoke, 'not ', ''), toString(access_type),
                    ifNull(concat('(', column, ')'), ''),
                    ' ON ', ifNull(database, '*'), '.', ifNull(table, '*'),
                    if(grant_option, ' WITH GRANT OPTION', '')) AS right
                FROM system.grants
                WHERE user_name IS NOT NULL
                """,
                Map.of(),
                List.of("user", "right"),
                deadline)
            .stream()
            .collect(
                Collectors.groupingBy(
                    List::getFirst,
                    Collectors.mapping(List::getLast, Collectors.toCollection(TreeSet::new))));
    for (String user : new TreeSet<>(ClickHouseRights.GRANTS.keySet())) {
      Set<String> expected = ClickHouseRights.GRANTS.getOrDefault(user, Set.of());
      Set<String> has = actual.getOrDefault(user, Set.of());
      has.stream()
          .filter(right -> !expected.contains(right))
          .forEach(
              right -> violations.add("user %s may %s: revoke it".formatted(user, right)));
      new TreeSet<>(expected)
          .stream()
              .filter(right -> !has.contains(right))
              .forEach(
                  right -> violations.add("user %s may not %s: grant it".formatted(user, right)));
    }
  }

  private void policies(List<String> violations, Deadline deadline) {
    ClickHouseRights.READERS.forEach(
        (user, tables) ->
            new TreeSet<>(tables).forEach(table -> policy(user, table, violations, deadline)));
  }

  /** Policies add up: one more that lets rows through is as bad as none. */
  private void policy(String user, String table, List<String> violations, Deadline deadline) {
    List<List<String>> found =
        admin.rows(
            """
            SELECT short_name AS name, ifNull(select_filter, '') AS filter
            FROM system.row_policies
            WHERE database = 'quintet' AND table = {table:String} AND NOT is_restrictive
              AND (has(apply_to_list, {user:String})
                OR apply_to_all AND NOT has(apply_to_except, {user:String}))
            """,
            Map.of("user", user, "table", table),
            List.of("name", "filter"),
            deadline);
    if (found.isEmpty()) {
      violations.add("table quintet.%s has no row policy for %s: create it".formatted(table, user));
    }
    for (List<String> policy : found) {
      if (!policy.getLast().equals(ClickHouseRights.POLICY)) {
        violations.add(
            "row policy %s on quintet.%s lets %s see other rows than those where %s: drop it"
                .formatted(policy.getFirst(), table, user, ClickHouseRights.POLICY));
      }
    }
  }

  private void views(List<String> violations, Deadline deadline) {
    admin
        .rows(
            """
            SELECT name
            FROM system.tables
            WHERE database = 'quintet_views' AND (engine != 'View' OR position(
              create_table_query, ' DEFINER = quintet_definer SQL SECURITY DEFINER AS ') = 0)
            ORDER BY name
            """,
            Map.of(),
            List.of("name"),
            deadline)
        .forEach(
            row ->
                violations.add(
                    "quintet_views.%s is not a view of the definer %s: drop it"
                        .formatted(row.getFirst(), ClickHouseRights.DEFINER)));
  }

  private void tables(List<String> violations, Deadline deadline) {
    admin
        .rows(
            """
            SELECT name
            FROM system.tables
            WHERE database = 'quintet' AND has(['ticks', 'imported_bars', 'bars_1m'], name)
              AND (position(engine_full, 'fsync_after_insert = 1') = 0
                OR position(engine_full, 'fsync_part_directory = 1') = 0)
            ORDER BY name
            """,
            Map.of(),
            List.of("name"),
            deadline)
        .forEach(
            row ->
                violations.add(
                    ("table quintet.%s may lose acknowledged rows: "
                            + "set fsync_after_insert and fsync_part_directory to 1")
                        .formatted(row.getFirst())));
  }
}
