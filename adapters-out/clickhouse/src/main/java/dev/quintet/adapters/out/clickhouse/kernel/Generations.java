package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Nobody goes by what was asked longer ago: whoever changes generations waits as long. */
  private static final Duration KNOWN = Duration.ofMillis(500);

  /** So many are remembered. */
  private static final int MOST_KNOWN = 10_000;

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;
  private final List<Table> tables;
  private final Map<Key, Known> known = new ConcurrentHashMap<>();

  private record Generation(long number, boolean shown) {}

  private record Key(TenantId tenant, String projection) {}

  private record Known(List<Long> live, long askedNanos) {

    boolean isOld() {
      return System.nanoTime() - askedNanos > KNOWN.toNanos();
    }
  }

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

  /**
   * Those that rows are added to: the one that is shown, and those that are being built. One that was
   * begun, or was shown before, in the last half second of another process may be missing, or be among
   * them.
   */
  public List<Long> live(TenantId tenant, String projection, Deadline deadline) {
    Key key = new Key(tenant, projection);
    Known remembered = known.get(key);
    if (remembered != null && !remembered.isOld()) {
      return remembered.live();
    }
    long now = System.nanoTime();
    List<Long> live = current(tenant, projection, deadline);
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(key, new Known(live, now));
    return live;
  }

  private List<Long> current(TenantId tenant, String projection, Deadline deadline) {
    List<Generation> all = list(tenant, projection, deadline);
    long shown = shown(all);
    return LongStream.concat(
            LongStream.of(shown),
            all.stream().mapToLong(Generation::number).filter(number -> number > shown))
        .boxed()
        .toList();
  }

  /**
   * Begins another one, unless one is being built; its number. When this returns, rows are added to it by
   * every process.
   */
  public long begin(TenantId tenant, String projection, Deadline deadline) {
    List<Long> live = current(tenant, projection, deadline);
    long begun = live.getLast();
    if (live.size() == 1) {
      begun++;
      put(tenant, projection, begun, 0, deadline);
    }
    ClickHouseFailures.pause(KNOWN.toMillis(), deadline);
    return begun;
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
    known.remove(new Key(tenant, projection));
  }

  /** Takes out the rows of generations before the one that is shown, to which no process adds any more. */
  public void clear(TenantId tenant, String projection, Deadline deadline) {
    ClickHouseFailures.pause(KNOWN.toMillis(), deadline);
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
