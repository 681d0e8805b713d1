package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The generations of what is derived. Rows of derived tables are of one; their views show the highest that is
 * complete, of all tables of a projection together. While another is being built, rows are added to both.
 */
@Singleton
public final class Generations {

  /** Of each tenant, by its projections. */
  public static final Table TABLE =
      Table.of(
              "generations",
              """
              tenant_id LowCardinality(String)
              projected LowCardinality(String)
              generation UInt64
              shown UInt8""")
          .showingLatest()
          .readBy(ClickHouseUser.CONFINED_DEFINER);

  /** What a view of a derived table shows, by the policies of its definer of the tenant's generations. */
  static final String SHOWN =
      "generation = (SELECT max(generation) FROM quintet.generations"
          + " WHERE projected = '%s' AND shown = 1)";

  private static final String LIST =
      """
      SELECT generation, shown
      FROM generations
      WHERE tenant_id = {tenant:String} AND projected = {projection:String}
      ORDER BY generation""";

  private static final String CLEAR =
      """
      DELETE FROM %s
      WHERE tenant_id = {tenant:String} AND generation < {shown:UInt64}""";

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;
  private final List<Table> tables;

  private record Generation(long number, boolean shown) {}

  Generations(ClickHouseReads reads, ClickHouseWrites writes, Schema schema) {
    this.reads = reads;
    this.writes = writes;
    this.tables = schema.tables();
  }

  private List<Generation> list(TenantId tenant, String projection, Deadline deadline) {
    return reads.list(
        Viewer.of(tenant),
        new Statement(
            "list generations",
            LIST,
            Map.of("projection", projection),
            List.of("generation", "shown")),
        deadline,
        (found, row) -> new Generation(found.number(0, row), found.number(1, row) == 1));
  }

  private static long shown(List<Generation> all) {
    return all.stream().filter(Generation::shown).mapToLong(Generation::number).max().orElse(0);
  }

  /** Those that rows are added to: the one that is shown, and those that are being built. */
  public List<Long> live(TenantId tenant, String projection, Deadline deadline) {
    List<Generation> all = list(tenant, projection, deadline);
    long shown = shown(all);
    return LongStream.concat(
            LongStream.of(shown),
            all.stream().mapToLong(Generation::number).filter(number -> number > shown))
        .boxed()
        .toList();
  }

  /** Begins another one, unless one is being built; its number. */
  public long begin(TenantId tenant, String projection, Deadline deadline) {
    List<Long> live = live(tenant, projection, deadline);
    if (live.size() > 1) {
      return live.getLast();
    }
    long next = live.getLast() + 1;
    put(tenant, projection, next, 0, deadline);
    return next;
  }

  /** Has the views show it, if they do not show a later one. */
  public void show(TenantId tenant, String projection, long generation, Deadline deadline) {
    put(tenant, projection, generation, 1, deadline);
  }

  private void put(
      TenantId tenant, String projection, long generation, int shown, Deadline deadline) {
    writes.insert(
        TABLE,
        RowBlock.encode(TABLE, List.of(List.of(tenant.value(), projection, generation, shown))),
        "storing a generation",
        deadline);
  }

  /** Takes out the rows of generations before the one that is shown. */
  public void clear(TenantId tenant, String projection, Deadline deadline) {
    long shown = shown(list(tenant, projection, deadline));
    for (Table table : tables) {
      if (table.projection().equals(projection)) {
        writes.change(
            tenant,
            new Statement(
                "take out generations",
                CLEAR.formatted(table.qualified()),
                Map.of("shown", shown),
                List.of()),
            deadline);
      }
    }
  }
}
