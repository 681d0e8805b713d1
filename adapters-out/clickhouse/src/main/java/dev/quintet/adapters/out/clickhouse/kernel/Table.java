package dev.quintet.adapters.out.clickhouse.kernel;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of the database quintet, declared once: its view (two where its rows have an owner), policies, grants and blocks follow from
 * this, and guards and probe hold the server to it. How the table is stored is in its migration.
 *
 * @param latest whether its view shows only the latest row of each key
 * @param shown which of these its view shows, a condition; empty: all
 * @param inserting who adds rows
 * @param reading who reads the table itself, beside the definer of its view
 * @param projection another store is the record of its rows: of which projection they are, in generations of
 *     which the views show one, and from which quintet_rollup takes out what is not recorded; empty: it is
 *     the record itself
 */
public record Table(
    String name,
    boolean latest,
    String shown,
    ClickHouseUser inserting,
    Set<ClickHouseUser> reading,
    String projection,
    List<Column> columns) {

  static final String TENANT = "tenant_id";

  /** A table with this column has a view that shows what one user owns. */
  static final String OWNER = "user_id";

  /** Which building of its projection a row is of; 0: the first. */
  public static final String GENERATION = "generation";

  /** The database of the views of all rows of a tenant. */
  static final String VIEWS = "quintet_views";

  /** The database of the views of one user's rows. */
  static final String CONFINED_VIEWS = "quintet_confined";

  /**
   * One column.
   *
   * @param computed by the server from other columns, so that nobody inserts it
   */
  public record Column(String name, String type, boolean computed) {

    private static final String COMPUTED = " MATERIALIZED";

    private static Column of(String line) {
      int space = line.indexOf(' ');
      String type = line.substring(space + 1).strip();
      boolean computed = type.endsWith(COMPUTED);
      return new Column(
          line.substring(0, space), computed ? type.replace(COMPUTED, "") : type, computed);
    }
  }

  public Table {
    if (columns.stream().noneMatch(column -> column.name().equals(TENANT))) {
      throw new IllegalArgumentException("table " + name + " says of no row whose it is");
    }
  }

  /**
   * A table that quintet_writer adds to, whose view shows all rows.
   *
   * @param columns in order, a line for each: name and type, as the server writes it, and {@code
   *     MATERIALIZED} where it computes the value
   */
  public static Table of(String name, String columns) {
    return new Table(
        name,
        false,
        "",
        ClickHouseUser.WRITER,
        Set.of(),
        "",
        columns.lines().map(Column::of).toList());
  }

  public Table showingLatest() {
    return new Table(name, true, shown, inserting, reading, projection, columns);
  }

  /** The latest row of each key, if that condition holds for it. */
  public Table showingLatest(String condition) {
    return new Table(name, true, condition, inserting, reading, projection, columns);
  }

  public Table insertedBy(ClickHouseUser user) {
    return new Table(name, latest, shown, user, reading, projection, columns);
  }

  public Table readBy(ClickHouseUser user) {
    return new Table(name, latest, shown, inserting, EnumSet.of(user), projection, columns);
  }

  /**
   * Its rows follow from a record in another store, by which they are put right and built anew; it has a
   * column {@value #GENERATION}.
   */
  public Table derivedAs(String aProjection) {
    return new Table(
        name, latest, shown, inserting, EnumSet.of(ClickHouseUser.ROLLUP), aProjection, columns);
  }

  boolean derived() {
    return !projection.isEmpty();
  }

  String qualified() {
    return "quintet." + name;
  }

  String view() {
    return VIEWS + "." + name;
  }

  String confinedView() {
    return CONFINED_VIEWS + "." + name;
  }

  /** Whether its rows may be a user's. */
  boolean owned() {
    return columns.stream().anyMatch(column -> column.name().equals(OWNER));
  }

  /** What a block of rows holds. */
  public List<Column> inserted() {
    return columns.stream().filter(column -> !column.computed()).toList();
  }

  public String type(String column) {
    return columns.stream()
        .filter(declared -> declared.name().equals(column))
        .findFirst()
        .orElseThrow()
        .type();
  }

  /** What {@link ClickHouseGuards} must find of it, and nothing else. */
  Set<String> facts() {
    Set<String> facts = new HashSet<>(columnsOfViews());
    columns.forEach(
        column ->
            facts.add(fact(qualified(), column) + (column.computed() ? Column.COMPUTED : "")));
    facts.add("table " + qualified());
    facts.add("key of %s from %s".formatted(qualified(), TENANT));
    facts.add("fsync_after_insert of " + qualified());
    facts.add("fsync_part_directory of " + qualified());
    facts.add("view %s of %s".formatted(view(), ClickHouseUser.DEFINER.login()));
    if (owned()) {
      facts.add("view %s of %s".formatted(confinedView(), ClickHouseUser.CONFINED_DEFINER.login()));
    }
    return facts;
  }

  Set<String> columnsOfViews() {
    return (owned() ? Stream.of(view(), confinedView()) : Stream.of(view()))
        .flatMap(view -> columns.stream().map(column -> fact(view, column)))
        .collect(Collectors.toSet());
  }

  private static String fact(String owner, Column column) {
    return "column %s.%s %s".formatted(owner, column.name(), column.type());
  }

  List<String> createViews() {
    String all = createView(view(), ClickHouseUser.DEFINER);
    return owned()
        ? List.of(all, createView(confinedView(), ClickHouseUser.CONFINED_DEFINER))
        : List.of(all);
  }

  private String createView(String view, ClickHouseUser definer) {
    return """
        CREATE OR REPLACE VIEW %s DEFINER = %s SQL SECURITY DEFINER
        AS SELECT %s FROM %s%s%s"""
        .formatted(
            view,
            definer.login(),
            columns.stream().map(Column::name).collect(Collectors.joining(", ")),
            qualified(),
            latest ? " FINAL" : "",
            conditions());
  }

  private String conditions() {
    String generation = derived() ? Generations.SHOWN.formatted(projection) : "";
    List<String> conditions =
        Stream.of(shown, generation).filter(it -> !it.isEmpty()).toList();
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }
}
