package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.RowBlock;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeFilter;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fills in {@code fills}, of which the view shows the latest version. */
@Singleton
final class ClickHouseFillIndex implements FillIndex {

  /** Of the columns, the text of {@link DayCheck}; the server's sum of 64 bits is modulo 2^64. */
  private static final String CHECK =
      """
      SELECT intDiv(toUnixTimestamp64Micro(executed_at), 86400000000) AS day, count() AS fills,
             sum(reinterpretAsUInt64(reverse(substring(SHA256(arrayStringConcat([
               account_id, trade_id, user_id, toString(sequence), symbol, toString(side),
               toDecimalString(quantity, 8), toDecimalString(price, 8),
               toDecimalString(commission, 4), toDecimalString(swap, 4),
               toDecimalString(funding, 4), currency, toString(toUnixTimestamp64Micro(executed_at)),
               position, strategy, arrayStringConcat(agents, ','), decision_id, order_id,
               execution_id, toDecimalString(multiplier, 8), toDecimalString(rate, 12)], '\\n')), 1, 8)))) AS hash
      FROM fills
      WHERE tenant_id = {tenant:String} AND day >= {from:Int64} AND day < {to:Int64}
      GROUP BY day""";

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;

  ClickHouseFillIndex(ClickHouseReads reads, ClickHouseWrites writes) {
    this.reads = reads;
    this.writes = writes;
  }

  @Override
  public StoreName store() {
    return ClickHouseFailures.STORE;
  }

  @Override
  public void put(TenantId tenant, List<FillChange.Recorded> fills, Deadline deadline) {
    writes.insert(
        TradeTables.FILLS,
        RowBlock.encode(
            TradeTables.FILLS, fills.stream().map(it -> row(tenant, it.fill())).toList()),
        "storing fills",
        deadline);
    List<List<Object>> trades =
        fills.stream()
            .flatMap(it -> it.trades().stream())
            .map(it -> TradeSums.row(tenant, it))
            .toList();
    if (!trades.isEmpty()) {
      writes.insert(
          TradeTables.TRADES,
          RowBlock.encode(TradeTables.TRADES, trades),
          "storing trades",
          deadline);
    }
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

  private static List<Object> row(TenantId tenant, RecordedFill recorded) {
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
        recorded.annulled() ? 2 : 1);
  }

  @Override
  public Map<LocalDate, DayCheck> check(
      TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
    Map<LocalDate, DayCheck> days = new TreeMap<>();
    reads.each(
        Viewer.of(tenant),
        new Statement(
            "check fills",
            CHECK,
            Map.of("from", from.toEpochDay(), "to", to.toEpochDay()),
            List.of("day", "fills", "hash")),
        deadline,
        (found, row) ->
            days.put(
                LocalDate.ofEpochDay(found.number(0, row)),
                new DayCheck(found.number(1, row), found.number(2, row))));
    return days;
  }
}
