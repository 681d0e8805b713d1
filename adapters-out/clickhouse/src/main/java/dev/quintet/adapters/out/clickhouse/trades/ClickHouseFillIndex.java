package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.Generations;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillAuditIndex;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeFilter;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Fills in {@code fills}, of which the view shows the latest version. */
@Singleton
final class ClickHouseFillIndex implements FillIndex {

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;
  private final Generations generations;
  private final FillAuditIndex audit;

  ClickHouseFillIndex(
      ClickHouseReads reads,
      ClickHouseWrites writes,
      Generations generations,
      FillAuditIndex audit) {
    this.audit = audit;
    this.reads = reads;
    this.writes = writes;
    this.generations = generations;
  }

  @Override
  public StoreName store() {
    return ClickHouseFailures.STORE;
  }

  @Override
  public List<Performance> performance(
      TenantId tenant, TradeFilter filter, Performance.Grouping by, Deadline deadline) {
    return reads.list(
        new Viewer(tenant, filter.user()),
        TradeSums.of(filter, by),
        deadline,
        TradeSums::performance);
  }

  @Override
  public void put(TenantId tenant, List<FillChange.Recorded> fills, Deadline deadline) {
    put(tenant, fills, generations.live(tenant, TradeTables.PROJECTION, deadline), deadline);
  }

  @Override
  public void build(
      TenantId tenant, long generation, List<FillChange.Recorded> fills, Deadline deadline) {
    put(tenant, fills, List.of(generation), deadline);
  }

  private void put(
      TenantId tenant, List<FillChange.Recorded> fills, List<Long> to, Deadline deadline) {
    List<List<Object>> rows =
        to.stream()
            .flatMap(generation -> fills.stream().map(it -> row(tenant, it.fill(), generation)))
            .toList();
    List<List<Object>> trades =
        to.stream()
            .flatMap(
                generation ->
                    fills.stream()
                        .flatMap(it -> it.trades().stream())
                        .map(it -> TradeSums.row(tenant, it, generation)))
            .toList();
    writes.insert(
        List.of(
            new ClickHouseWrites.Rows(TradeTables.FILLS, rows, "storing fills"),
            new ClickHouseWrites.Rows(TradeTables.TRADES, trades, "storing trades")),
        deadline);
  }

  private static List<Object> row(TenantId tenant, RecordedFill recorded, long generation) {
    Fill fill = recorded.fill();
    Costs costs = fill.costs();
    Fill.Origin origin = fill.origin();
    return List.of(
        tenant.value(),
        fill.account().value(),
        fill.id().value(),
        recorded.user().value(),
        recorded.sequence(),
        fill.symbol().value(),
        switch (fill.side()) {
          case BUY -> 1;
          case SELL -> 2;
        },
        fill.quantity(),
        fill.price(),
        costs.currency().getCurrencyCode(),
        costs.commission().amount(),
        costs.swap().amount(),
        costs.funding().amount(),
        fill.at(),
        origin.position(),
        origin.strategy(),
        origin.agents(),
        origin.decision(),
        origin.order(),
        origin.execution(),
        recorded.recordedAt(),
        fill.conversion().multiplier(),
        fill.conversion().rate(),
        recorded.annulled() ? 2 : 1,
        generation,
        TradeSums.confidence(origin.confidence()),
        recorded.tier() == null ? "" : recorded.tier().word());
  }

  @Override
  public Map<LocalDate, DayCheck> check(
      TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
    return audit.check(tenant, Audited.FILLS, from, to, deadline);
  }
}
