package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What keeps tenants apart in ClickHouse, and acknowledged rows on its disk, read from the server's
 * own tables: however it was set up, this must hold. What is there and not declared is refused.
 */
@Singleton
public final class ClickHouseGuards {

  private final ClickHouseAdmin admin;
  private final ClickHouseUserGuards users;
  private final ClickHouseRights rights;
  private final List<Table> declared;

  ClickHouseGuards(
      ClickHouseAdmin admin, ClickHouseUserGuards users, ClickHouseRights rights, Schema schema) {
    this.admin = admin;
    this.users = users;
    this.rights = rights;
    this.declared = schema.tables();
  }

  /** A sentence for each guard that does not hold, naming the object. */
  public List<String> violations(Deadline deadline) {
    List<String> violations = new ArrayList<>(users.violations(deadline));
    tables(violations, deadline);
    views(violations, deadline);
    return violations;
  }

  private void tables(List<String> violations, Deadline deadline) {
    List<List<String>> tables =
        admin.rows(
            """
            SELECT name,
              if(startsWith(sorting_key, 'tenant_id'), '', 'order') AS ordered,
              if(position(partition_key, 'tenant_id') = 0, '', 'partition') AS partitioned,
              if(engine_full LIKE '%fsync_after_insert = 1%'
                AND engine_full LIKE '%fsync_part_directory = 1%', '', 'fsync') AS durable
            FROM system.tables
            WHERE database = 'quintet'
            ORDER BY name
            """,
            Map.of(),
            List.of("name", "ordered", "partitioned", "durable"),
            deadline);
    enumerated(
        "table", rights.qualifiedTables(), tables.stream().map(row -> "quintet." + row.getFirst()),
        violations);
    Set<String> names = declared.stream().map(Table::name).collect(Collectors.toSet());
    for (List<String> row : tables) {
      String name = "table quintet." + row.getFirst();
      if (!names.contains(row.getFirst())) {
        continue;
      }
      if (!row.get(1).isEmpty()) {
        violations.add(name + " is not ordered by its tenant first: make it anew");
      }
      if (!row.get(2).isEmpty()) {
        violations.add(name + " has partitions of its own for each tenant: make it anew");
      }
      if (!row.get(3).isEmpty()) {
        violations.add(
            name
                + " may lose acknowledged rows: set fsync_after_insert and fsync_part_directory"
                + " to 1");
      }
    }
    columns("quintet", Table::columnsOfTable, violations, deadline);
  }

  private void views(List<String> violations, Deadline deadline) {
    List<List<String>> views =
        admin.rows(
            """
            SELECT concat(database, '.', name) AS view, database AS place,
              if(engine = 'View' AND position(create_table_query,
                ' DEFINER = quintet_definer SQL SECURITY DEFINER AS ') > 0, '', 'open') AS open
            FROM system.tables
            WHERE database = 'quintet_views'
              OR position(create_table_query, ' DEFINER = quintet_') > 0
            ORDER BY view
            """,
            Map.of(),
            List.of("view", "place", "open"),
            deadline);
    enumerated(
        "view",
        declared.stream().map(Table::view).toList(),
        views.stream().map(List::getFirst),
        violations);
    for (List<String> view : views) {
      if (view.get(1).equals("quintet_views") && !view.get(2).isEmpty()) {
        violations.add(
            "%s is not a view of the definer %s: drop it"
                .formatted(view.getFirst(), ClickHouseUser.DEFINER.login()));
      }
    }
    columns("quintet_views", Table::columnsOfView, violations, deadline);
  }

  private static void enumerated(
      String kind, List<String> declared, Stream<String> found, List<String> violations) {
    Set<String> missing = new TreeSet<>(declared);
    found.forEach(
        name -> {
          if (!missing.remove(name)) {
            violations.add(
                "%s %s is not declared: declare it or drop it".formatted(kind, name));
          }
        });
    missing.forEach(name -> violations.add(kind + " " + name + " is missing: migrate"));
  }

  private void columns(
      String database,
      Function<Table, Set<String>> columns,
      List<String> violations,
      Deadline deadline) {
    Set<String> found = admin.columns(database, deadline);
    Set<String> undeclared = new TreeSet<>();
    Set<String> missing = new TreeSet<>();
    for (Table table : declared) {
      Set<String> expected = columns.apply(table);
      Set<String> actual =
          found.stream()
              .filter(column -> column.startsWith(table.name() + "."))
              .collect(Collectors.toCollection(HashSet::new));
      if (!actual.isEmpty()) {
        missing.addAll(expected);
        missing.removeAll(actual);
        actual.removeAll(expected);
        undeclared.addAll(actual);
      }
    }
    undeclared.forEach(
        column ->
            violations.add("column %s.%s is not declared: drop it".formatted(database, column)));
    missing.forEach(
        column -> violations.add("column %s.%s is missing: add it".formatted(database, column)));
  }
}
