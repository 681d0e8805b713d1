package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What keeps tenants apart in ClickHouse, and acknowledged rows on its disk. The server says in
 * lines what it has, the declarations say in the same words what it must have, and whatever differs
 * is refused: however it was set up, and users of others included.
 */
@Singleton
public final class ClickHouseGuards {

  /** Whose session the embedded engine has for itself; it has no right on any table of ours. */
  private static final String SESSION = "default";

  private static final Set<String> GRANTS_OF_SESSION =
      Stream.of("CREATE TEMPORARY TABLE", "KILL QUERY", "READ", "SYSTEM LISTEN", "WRITE")
          .map(right -> "GRANT %s ON *.* TO %s".formatted(right, SESSION))
          .collect(Collectors.toSet());

  private static final List<ClickHouseUser> READERS =
      List.of(ClickHouseUser.READER, ClickHouseUser.CONFINED);

  /** AUTHENTICATION_FAILED and REQUIRED_PASSWORD. */
  private static final Set<String> NO_LOGIN = Set.of("516", "194");

  /**
   * The administrator may do everything; whoever else has a right on all databases or on ours is
   * asked about. A policy is one for each user it applies to and each table, since policies add up.
   */
  private static final String FOUND =
      """
      SELECT assumeNotNull(fact) AS line
      FROM (
        SELECT concat('user ', name) AS fact
        FROM system.users
        WHERE has({users:Array(String)}, name)
        UNION ALL
        SELECT concat('login of ', name)
        FROM system.users
        WHERE has({users:Array(String)}, name)
          AND notEmpty(arrayConcat(host_ip, host_names, host_names_regexp, host_names_like))
        UNION ALL
        SELECT concat('GRANT ', granted_role_name, ' TO ', user_name)
        FROM system.role_grants
        WHERE has({users:Array(String)}, user_name)
        UNION ALL
        SELECT concat(if(is_partial_revoke, 'REVOKE ', 'GRANT '), toString(access_type),
          ifNull(concat('(', column, ')'), ''),
          ' ON ', ifNull(database, '*'), '.', ifNull(table, '*'),
          ' TO ', coalesce(user_name, role_name, ''), if(grant_option, ' WITH GRANT OPTION', ''))
        FROM system.grants
        WHERE ifNull(user_name, '') != 'quintet_admin'
          AND (has({users:Array(String)}, user_name)
            OR database IS NULL OR startsWith(database, 'quintet'))
        UNION ALL
        SELECT concat('ROW POLICY ', policy, ' ON quintet.', on_table, ' USING ', filter,
          ' TO ', user)
        FROM (
          SELECT short_name AS policy, ifNull(select_filter, '1') AS filter,
            arrayJoin(if(table = '', {tables:Array(String)}, [table])) AS on_table,
            arrayJoin(if(apply_to_all,
              arrayFilter(name -> NOT has(apply_to_except, name),
                arrayConcat({users:Array(String)}, ['everybody else'])),
              apply_to_list)) AS user
          FROM system.row_policies
          WHERE database = 'quintet' AND NOT is_restrictive)
        WHERE filter != '0' AND user != 'default'
        UNION ALL
        SELECT concat('table quintet.', name)
        FROM system.tables
        WHERE database = 'quintet'
        UNION ALL
        SELECT arrayJoin([
          concat('key of quintet.', name, ' from ', splitByString(', ', sorting_key)[1]),
          if(position(partition_key, 'tenant_id') = 0,
            '', concat('partitions of quintet.', name, ' by tenant')),
          if(position(engine_full, 'fsync_after_insert = 1') = 0,
            '', concat('fsync_after_insert of quintet.', name)),
          if(position(engine_full, 'fsync_part_directory = 1') = 0,
            '', concat('fsync_part_directory of quintet.', name))])
        FROM system.tables
        WHERE database = 'quintet' AND name != 'migrations' AND has({tables:Array(String)}, name)
        UNION ALL
        SELECT concat('view ', database, '.', name, if(engine = 'View' AND definer != '',
          concat(' of ', definer), ' with other rights'))
        FROM (
          SELECT *, extract(create_table_query,
            ' DEFINER = (quintet_(?:confined_)?definer) SQL SECURITY DEFINER AS ') AS definer
          FROM system.tables)
        WHERE database IN ('quintet_views', 'quintet_confined')
          OR position(create_table_query, ' DEFINER = quintet_') > 0)
      WHERE fact != ''
      """;

  /** A setting can add conditions to tables, lift limits, or say that nothing is read-only. */
  private static final String SETTINGS =
      """
      SELECT concat('readonly = ', toString(getSetting('readonly')), ' of ', currentUser()) AS line
      UNION ALL
      SELECT concat('setting ', name, ' that ', currentUser(), ' may change')
      FROM system.settings
      WHERE readonly = 0 AND getSetting('readonly') = 1
      """;

  /** The watcher has no policy on the ledger: it shows what a table without one is. */
  private static final String OPEN =
      """
      SELECT 'users_without_row_policies_can_read_rows in access_control_improvements' AS line
      FROM quintet.migrations
      LIMIT 1
      """;

  private final ClickHouseAdmin admin;
  private final ClickHouseRights rights;
  private final ClickHouseConfiguration configuration;
  private final List<Table> tables;

  ClickHouseGuards(
      ClickHouseAdmin admin,
      ClickHouseRights rights,
      ClickHouseConfiguration configuration,
      Schema schema) {
    this.admin = admin;
    this.rights = rights;
    this.configuration = configuration;
    this.tables = schema.tables();
  }

  /** A sentence for each guard that does not hold, naming the object. */
  public List<String> violations(Deadline deadline) {
    Set<String> declared = declared();
    Set<String> found = found(deadline);
    List<String> violations = new ArrayList<>();
    found.stream()
        .filter(fact -> !declared.contains(fact))
        .forEach(fact -> violations.add(fact + " is not declared: drop or revoke it"));
    declared.stream()
        .filter(fact -> !found.contains(fact))
        .forEach(fact -> violations.add(fact + " is missing: make or grant it"));
    return violations;
  }

  private Set<String> declared() {
    Set<String> facts = new TreeSet<>();
    for (ClickHouseUser user : ClickHouseUser.values()) {
      facts.add("user " + user.login());
      if (!user.defines()) {
        facts.add("login of " + user.login());
      }
      if (user != ClickHouseUser.ADMIN) {
        facts.addAll(rights.grants(user));
      }
      rights.policies(user).forEach(policy -> facts.add("ROW POLICY " + policy));
    }
    facts.add("table quintet." + Schema.MIGRATIONS);
    READERS.forEach(reader -> facts.add("readonly = 1 of " + reader.login()));
    tables.forEach(table -> facts.addAll(table.facts()));
    return facts;
  }

  private Set<String> found(Deadline deadline) {
    Set<String> ours = tables.stream().map(Table::name).collect(Collectors.toSet());
    Map<String, Object> names =
        Map.of(
            "users",
            Statement.array(Arrays.stream(ClickHouseUser.values()).map(ClickHouseUser::login)),
            "tables",
            Statement.array(Stream.concat(ours.stream(), Stream.of(Schema.MIGRATIONS))));
    Set<String> found = new TreeSet<>(admin.lines(ClickHouseUser.ADMIN, FOUND, names, deadline));
    admin.columns(deadline).stream()
        .filter(column -> ours.contains(column.split("\\.")[1]))
        .forEach(found::add);
    for (ClickHouseUser reader : READERS) {
      if (found.contains("login of " + reader.login())) {
        found.addAll(admin.lines(reader, SETTINGS, Map.of(), deadline));
      }
    }
    if (found.contains("login of " + ClickHouseUser.WATCHER.login())) {
      found.addAll(withoutPolicies(deadline));
    }
    if (defaultCanLogIn(deadline)) {
      found.add("login of " + SESSION + " without a password");
    }
    found.removeAll(GRANTS_OF_SESSION);
    return found;
  }

  /** A watcher that may not read the ledger lacks a grant, which is found by its name. */
  private List<String> withoutPolicies(Deadline deadline) {
    try {
      return admin.lines(ClickHouseUser.WATCHER, OPEN, Map.of(), deadline);
    } catch (RuntimeException e) {
      if (ClickHouseFailures.isDenial(e)) {
        return List.of();
      }
      throw e;
    }
  }

  /** Asked of the server itself: another listener or handler may forbid what its users allow. */
  private boolean defaultCanLogIn(Deadline deadline) {
    try {
      var request =
          (HttpURLConnection) configuration.url().resolve("/?query=SELECT+1").toURL()
              .openConnection();
      int timeout = (int) Math.min(ClickHouseClients.millis(deadline), 10_000);
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
}
