package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.RowBlock;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.domain.trades.Signal;
import dev.quintet.domain.trades.SignalChange;
import dev.quintet.domain.trades.SignalFilter;
import dev.quintet.domain.trades.SignalIndex;
import dev.quintet.domain.trades.TradeId;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Signals in {@code signals}. */
@Singleton
final class ClickHouseSignalIndex implements SignalIndex {

  private static final String LIST =
      """
      SELECT signal_id, user_id, toString(symbol) AS name, timeframe, toString(type) AS kind,
             toDecimalString(strength, 8) AS strong, toDecimalString(confidence, 8) AS sure,
             toString(strategy) AS method, arrayStringConcat(agents, ',') AS authors,
             toUnixTimestamp64Micro(signalled_at) AS time, toString(tier) AS level, number,
             toUnixTimestamp64Micro(recorded_at) AS recorded
      FROM signals
      WHERE tenant_id = {tenant:String}
        AND ({symbol:String} = '' OR symbol = {symbol:String})
        AND ({any:UInt8} = 1 OR strategy = {strategy:String})
        AND time >= {from:Int64} AND time < {to:Int64}
        AND (time, number) > ({last:Int64}, {behind:UInt64})
      ORDER BY time, number LIMIT {most:UInt64}""";

  private static final List<String> COLUMNS =
      List.of(
          "signal_id", "user_id", "name", "timeframe", "kind", "strong", "sure", "method",
          "authors", "time", "level", "number", "recorded");

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;

  ClickHouseSignalIndex(ClickHouseReads reads, ClickHouseWrites writes) {
    this.reads = reads;
    this.writes = writes;
  }

  @Override
  public StoreName store() {
    return ClickHouseFailures.STORE;
  }

  @Override
  public void put(TenantId tenant, List<RecordedSignal> signals, Deadline deadline) {
    writes.insert(
        TradeTables.SIGNALS,
        RowBlock.encode(
            TradeTables.SIGNALS, signals.stream().map(it -> row(tenant, it)).toList()),
        "storing signals",
        deadline);
  }

  private static List<Object> row(TenantId tenant, RecordedSignal recorded) {
    Signal signal = recorded.signal();
    UserId user = signal.user();
    return List.of(
        tenant.value(),
        signal.id().value(),
        user == null ? "" : user.value(),
        signal.symbol().value(),
        signal.timeframe().seconds(),
        switch (signal.type()) {
          case BUY -> 1;
          case SELL -> 2;
          case HOLD -> 3;
          case CLOSE -> 4;
        },
        signal.strength(),
        signal.confidence(),
        signal.strategy(),
        signal.agents(),
        signal.at(),
        recorded.tier().word(),
        recorded.number(),
        recorded.recordedAt());
  }

  @Override
  public Page<RecordedSignal> list(
      Viewer viewer, SignalFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = filter.listing(viewer);
    Last last = after == null ? Last.NONE : listing.position(after, 2, Last::of);
    Map<String, Object> values =
        Map.of(
            "symbol", filter.symbol() == null ? "" : filter.symbol().value(),
            "any", filter.strategy() == null ? 1 : 0,
            "strategy", Objects.requireNonNullElse(filter.strategy(), ""),
            "from", filter.from() == null ? 0L : micros(filter.from()),
            "to", filter.to() == null ? Long.MAX_VALUE : micros(filter.to()),
            "last", last.time,
            "behind", last.number,
            "most", limit + 1L);
    List<RecordedSignal> found =
        reads.list(
            viewer,
            new Statement("list signals", LIST, values, COLUMNS),
            deadline,
            ClickHouseSignalIndex::signal);
    return listing.page(
        found,
        limit,
        it -> List.of(Long.toString(micros(it.signal().at())), Long.toString(it.number())));
  }

  private static RecordedSignal signal(Reading row, int at) {
    String user = row.text(1, at);
    Signal signal =
        new Signal(
            new TradeId(row.text(0, at)),
            user.isEmpty() ? null : new UserId(user),
            new Symbol(row.text(2, at)),
            new Interval(row.number(3, at)),
            Signal.Type.of(row.text(4, at)),
            new BigDecimal(row.text(5, at)),
            new BigDecimal(row.text(6, at)),
            row.text(7, at),
            SignalChange.agents(row.text(8, at)),
            instant(row.number(9, at)));
    return new RecordedSignal(
        signal, Tier.of(row.text(10, at)), row.number(11, at), instant(row.number(12, at)));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Where a page begins behind. */
  private record Last(long time, long number) {
    static final Last NONE = new Last(-1, 0);

    static Last of(List<String> parts) {
      return new Last(Long.parseLong(parts.get(0)), Long.parseUnsignedLong(parts.get(1)));
    }
  }
}
