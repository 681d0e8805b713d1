package dev.quintet.adapters.out.clickhouse;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.adapters.out.clickhouse.marketdata.TickBlock;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads across tenants with the rights that serve them. The attempts have no tenant condition of
 * ours, or name the other tenant: only the database refuses.
 */
@Singleton
final class ClickHouseIsolationProbe {

  private static final Symbol CANARY = new Symbol("CANARY");

  /** One tick of one identity and version: planting it again and again leaves one to read. */
  private static final Instant PLANTED = Instant.parse("2020-01-01T00:00:00Z");

  private static final List<String> VIEWS =
      List.of("quintet_views.ticks", "quintet_views.bars_1m", "quintet_views.imported_bars");

  private final ClickHouseWrites writes;
  private final ClickHouseReads reads;

  ClickHouseIsolationProbe(ClickHouseWrites writes, ClickHouseReads reads) {
    this.writes = writes;
    this.reads = reads;
  }

  List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    if (!planted(other, deadline)) {
      plant(other, deadline);
    }
    List<String> leaks = new ArrayList<>();
    for (String view : VIEWS) {
      if (count(own, view, "tenant_id != '" + own.value() + "'", other, deadline) > 0) {
        leaks.add(view + " shows rows of other tenants to a statement that forgot the tenant");
      }
      if (count(own, view, "tenant_id = {other:String}", other, deadline) > 0) {
        leaks.add(view + " shows rows of a tenant to a statement that names it");
      }
    }
    for (String table : List.of("quintet.ticks", "quintet.bars_1m", "quintet.imported_bars")) {
      if (readable(own, table, deadline)) {
        leaks.add(table + " can be read beside its view");
      }
    }
    return leaks;
  }

  /** Whether the tenant sees its canary. */
  boolean planted(TenantId tenant, Deadline deadline) {
    return count(tenant, "quintet_views.ticks", "symbol = 'CANARY'", tenant, deadline) > 0;
  }

  private void plant(TenantId tenant, Deadline deadline) {
    TickColumns columns =
        new TickColumns(
            TickKind.TRADE,
            new Symbol[] {CANARY},
            null,
            new long[] {0},
            new int[] {0},
            0,
            new long[] {1},
            null,
            0,
            null);
    TickBatch batch =
        TickBatch.admit(new BatchId("canary"), new Source("canary"), null, columns, PLANTED);
    List<TenantTicks> ticks = List.of(new TenantTicks(tenant, Tier.FREE, batch, PLANTED));
    writes.insert(
        TickBlock.TABLE,
        TickBlock.COLUMNS,
        new TickBlock().encode(ticks),
        "planting a canary",
        deadline);
  }

  private long count(
      TenantId tenant, String view, String condition, TenantId other, Deadline deadline) {
    Statement statement =
        new Statement(
            "probe isolation",
            "SELECT count() AS rows FROM %s WHERE %s".formatted(view, condition),
            Map.of("other", other.value()),
            List.of("rows"));
    try (Reading reading = reads.open(tenant, statement, deadline)) {
      return reading.next() ? reading.column(0).longs[0] : 0;
    }
  }

  private boolean readable(TenantId tenant, String table, Deadline deadline) {
    Statement statement =
        new Statement(
            "probe isolation",
            "SELECT count() AS rows FROM " + table,
            Map.of(),
            List.of("rows"));
    try (Reading reading = reads.open(tenant, statement, deadline)) {
      return reading.next();
    } catch (RuntimeException e) {
      if (ClickHouseFailures.isDenial(e)) {
        return false;
      }
      throw e;
    }
  }
}
