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
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeFilter;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Fills in {@code fills}, of which the view shows the latest version. */
@Singleton
final class ClickHouseFillIndex implements FillIndex {

  /** The first 64 bits of the SHA-256 of the text of {@link DayCheck} of the columns. */
  private static final String HASH =
      """
      reinterpretAsUInt64(reverse(substring(SHA256(arrayStringConcat([
        account_id, trade_id, user_id, toString(sequence), symbol, toString(side),
        toDecimalString(quantity, 8), toDecimalString(price, 8),
        toDecimalString(commission, 4), toDecimalString(swap, 4),
        toDecimalString(funding, 4), currency, toString(toUnixTimestamp64Micro(executed_at)),
        position, strategy, arrayStringConcat(agents, ','), decision_id, order_id,
        execution_id, toDecimalString(multiplier, 8), toDecimalString(rate, 12)], '\\n')), 1, 8)))""";

  private static final String WITHIN =
      """
      tenant_id = {tenant:String} AND toUnixTimestamp64Micro(executed_at) >= {from:Int64}
        AND toUnixTimestamp64Micro(executed_at) < {to:Int64}""";

  /** The server's sum of 64 bits is modulo 2^64. */
  private static final String CHECK =
      """
      SELECT intDiv(toUnixTimestamp64Micro(executed_at), 86400000000) AS day, count() AS fills,
             sum(%s) AS hash
      FROM fills
      WHERE %s
      GROUP BY day"""
          .formatted(HASH, WITHIN);

  private static final String NEXT =
      """
      SELECT count() AS fills, toUnixTimestamp64Micro(min(executed_at)) AS at
      FROM fills
      WHERE tenant_id = {tenant:String} AND toUnixTimestamp64Micro(executed_at) >= {from:Int64}""";

  private static final String PRINTS =
      """
      SELECT account_id, trade_id, %s AS hash
      FROM fills
      WHERE %s
      LIMIT {most:UInt64}"""
          .formatted(HASH, WITHIN);

  /** Of the table, whose rows are of all versions: those with that hash, and no other. */
  private static final String REMOVE =
      """
      DELETE FROM quintet.fills
      WHERE %s AND %s IN {hashes:Array(UInt64)}"""
          .formatted(WITHIN, HASH);

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
            Map.of("from", micros(start(from)), "to", micros(start(to))),
            List.of("day", "fills", "hash")),
        deadline,
        (found, row) ->
            days.put(
                LocalDate.ofEpochDay(found.number(0, row)),
                new DayCheck(found.number(1, row), found.number(2, row))));
    return days;
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  @Override
  public Optional<Instant> next(TenantId tenant, Instant from, Deadline deadline) {
    List<Optional<Instant>> next =
        reads.list(
            Viewer.of(tenant),
            new Statement(
                "find next fill",
                NEXT,
                Map.of("from", micros(from)),
                List.of("fills", "at")),
            deadline,
            (found, row) ->
                found.number(0, row) == 0
                    ? Optional.empty()
                    : Optional.of(Instant.EPOCH.plus(found.number(1, row), ChronoUnit.MICROS)));
    return next.getFirst();
  }

  @Override
  public List<FillPrint> prints(
      TenantId tenant, Instant from, Instant to, int most, Deadline deadline) {
    return reads.list(
        Viewer.of(tenant),
        new Statement(
            "list prints of fills",
            PRINTS,
            Map.of("from", micros(from), "to", micros(to), "most", most),
            List.of("account_id", "trade_id", "hash")),
        deadline,
        (found, row) ->
            new FillPrint(
                found.text(0, row), found.text(1, row), found.number(2, row), false));
  }

  @Override
  public void remove(
      TenantId tenant, Instant from, Instant to, List<FillPrint> some, Deadline deadline) {
    String hashes =
        some.stream()
            .map(it -> Long.toUnsignedString(it.hash()))
            .collect(Collectors.joining(",", "[", "]"));
    writes.change(
        tenant,
        new Statement(
            "take out fills",
            REMOVE,
            Map.of("from", micros(from), "to", micros(to), "hashes", hashes),
            List.of()),
        deadline);
  }
}
