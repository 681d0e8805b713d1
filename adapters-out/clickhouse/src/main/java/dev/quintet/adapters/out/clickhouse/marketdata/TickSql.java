package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.writes.ProcessId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements that read ticks, and what a row of their answers says, except of the long one. */
final class TickSql {

  static final long NO_LIMIT = Long.MAX_VALUE;

  /** Ends a statement that reads all versions of one symbol's ticks: the latest of each identity. */
  static final String LATEST =
      """
      ORDER BY event_time DESC, sequence DESC, source DESC, received_time DESC, writer DESC
      LIMIT 1 BY event_time, sequence, source, kind, user_id""";

  private static final List<String> TICK =
      List.of(
          "symbol", "event_time", "sequence", "source", "kind", "bid", "ask", "price", "volume",
          "received_time", "annulled");

  private static final int QUOTE = 1;
  private static final long NANOS_PER_MICRO = 1_000;

  /** The newest tick of a symbol is in this hour. */
  record SymbolHour(String symbol, long hour) {}

  private TickSql() {}

  /**
   * Every version within the range, in the order of time, sequence and source; of one kind and owner the
   * latest comes last.
   *
   * @param limit how many versions at most
   */
  static Statement range(TickQuery query, long limit) {
    Map<String, Object> values = HourSql.values(query.symbol(), query.source());
    StringBuilder where = new StringBuilder(HourSql.sourceIs(query.source()));
    TickPosition after = query.after();
    long from = query.range().fromNanos();
    if (after != null) {
      from = Math.max(from, after.eventTime());
      where.append(
          "\n  AND (event_time, sequence, source, CAST(kind AS Int8)) > "
              + "(%s, {sequence:UInt32}, {after:String}, %d)"
                  .formatted(TimeSql.time(after.eventTime()), after.kind().ordinal() + 1));
      values.put("sequence", Integer.toString(after.sequence()));
      values.put("after", after.source().value());
    }
    Instant knownAt = query.knownAt();
    if (knownAt != null) {
      where.append("\n  AND ").append(TimeSql.known(knownAt));
    }
    return new Statement(
        "read ticks",
        """
        SELECT event_time, sequence, source, kind, if(kind = 'quote', bid, price) AS first,
          ask, volume, received_time, annulled, user_id
        FROM ticks
        WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
          AND event_time >= %s AND event_time < %s%s
        ORDER BY event_time, sequence, source, received_time, writer%s"""
            .formatted(
                TimeSql.time(from),
                TimeSql.time(query.range().toNanos()),
                where,
                limit == NO_LIMIT ? "" : "\nLIMIT " + limit),
        values,
        List.of(
            "event_time",
            "sequence",
            "source",
            "kind",
            "first",
            "ask",
            "volume",
            "received_time",
            "annulled",
            "user_id"));
  }

  static Statement latestHours(List<Symbol> symbols, long atNanos) {
    return new Statement(
        "find newest hours",
        """
        SELECT symbol, max(hour) AS hour
        FROM (
          SELECT symbol, %1$s AS hour, min(event_time) AS earliest
          FROM ticks
          WHERE tenant_id = {tenant:String} AND symbol IN {symbols:Array(String)}
            AND %1$s <= %2$d
          GROUP BY symbol, hour)
        WHERE earliest <= %3$s
        GROUP BY symbol"""
            .formatted(TimeSql.HOUR, atNanos / Period.HOUR, TimeSql.time(atNanos)),
        Map.of("symbols", Statement.array(symbols.stream().map(Symbol::value))),
        List.of("symbol", "hour"));
  }

  static Statement latest(List<SymbolHour> hours, long atNanos) {
    Map<String, Object> values = new HashMap<>();
    List<String> places = new ArrayList<>();
    for (SymbolHour hour : hours) {
      String name = "symbol" + places.size();
      values.put(name, hour.symbol());
      places.add(
          "(symbol = {%s:String} AND event_time >= %s AND event_time < %s)"
              .formatted(
                  name,
                  TimeSql.time(hour.hour() * Period.HOUR),
                  TimeSql.time((hour.hour() + 1) * Period.HOUR)));
    }
    return new Statement(
        "find newest ticks",
        """
        SELECT symbol, event_time, sequence, source, kind, bid, ask, price, volume, received_time,
          annulled
        FROM ticks
        WHERE tenant_id = {tenant:String} AND (%s) AND event_time <= %s
        ORDER BY symbol, event_time DESC, sequence DESC, source DESC, kind DESC,
          received_time DESC, writer DESC
        LIMIT 1 BY symbol"""
            .formatted(String.join(" OR ", places), TimeSql.time(atNanos)),
        values,
        TICK);
  }

  /** The newest of an hour whose newest version does not annul it. */
  static Statement standing(SymbolHour hour, long atNanos) {
    return new Statement(
        "find newest standing tick",
        """
        SELECT symbol, event_time, sequence, source, kind, bid, ask, price, volume, received_time,
          annulled
        FROM (
          SELECT *
          FROM ticks
          WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
            AND event_time >= %s AND event_time < %s AND event_time <= %s
          %s)
        WHERE annulled = 0
        ORDER BY event_time DESC, sequence DESC, source DESC, kind DESC, received_time DESC,
          writer DESC
        LIMIT 1"""
            .formatted(
                TimeSql.time(hour.hour() * Period.HOUR),
                TimeSql.time((hour.hour() + 1) * Period.HOUR),
                TimeSql.time(atNanos),
                LATEST),
        Map.of("symbol", hour.symbol()),
        TICK);
  }

  static boolean isAnnulled(Reading reading, int row) {
    return reading.number(10, row) != 0;
  }

  /** Which of the instants a process received batches at that are there. */
  static Statement received(ProcessId by, Set<Instant> instants) {
    LongSummaryStatistics micros =
        instants.stream()
            .mapToLong(at -> ChronoUnit.MICROS.between(Instant.EPOCH, at))
            .summaryStatistics();
    return new Statement(
        "find received batches",
        """
        SELECT DISTINCT toUnixTimestamp64Micro(received_time) AS micros
        FROM ticks
        WHERE tenant_id = {tenant:String} AND writer = toUInt32(%1$s)
          AND received_time >= fromUnixTimestamp64Micro(%2$d, 'UTC')
          AND received_time <= fromUnixTimestamp64Micro(%3$d, 'UTC')
          AND toUnixTimestamp64Micro(received_time) IN (%4$s)"""
            .formatted(
                Integer.toUnsignedString(by.value()),
                micros.getMin(),
                micros.getMax(),
                micros(instants)),
        Map.of(),
        List.of("micros"));
  }

  static String micros(Set<Instant> instants) {
    return instants.stream()
        .map(at -> Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)))
        .collect(Collectors.joining(", "));
  }

  static Instant receivedOf(Reading reading, int row) {
    return Instant.EPOCH.plus(reading.number(0, row), ChronoUnit.MICROS);
  }

  static Statement symbols(String after, int limit) {
    return summaries(
        "list symbols", "symbol > {after:String}", Map.of("after", after), limit);
  }

  static Statement summary(Symbol symbol, @Nullable Source source) {
    return summaries(
        "summarize symbol",
        "symbol = {symbol:String}" + HourSql.sourceIs(source),
        HourSql.values(symbol, source),
        1);
  }

  private static Statement summaries(
      String operation, String condition, Map<String, Object> values, int limit) {
    return new Statement(
        operation,
        """
        SELECT symbol, min(event_time) AS first_tick, max(event_time) AS last_tick
        FROM ticks
        WHERE tenant_id = {tenant:String} AND %s
        GROUP BY symbol
        ORDER BY symbol
        LIMIT %d"""
            .formatted(condition, limit),
        values,
        List.of("symbol", "first_tick", "last_tick"));
  }

  static SymbolHour hourOf(Reading reading, int row) {
    return new SymbolHour(reading.text(0, row), reading.number(1, row));
  }

  static Tick tickOf(Reading reading, int row) {
    Symbol symbol = new Symbol(reading.text(0, row));
    Instant time = EventTime.instant(reading.number(1, row));
    int sequence = (int) reading.number(2, row);
    Source source = new Source(reading.text(3, row));
    BigDecimal volume = Decimals.volume(reading.column(8).highs[row], reading.number(8, row));
    Instant received = EventTime.instant(reading.number(9, row) * NANOS_PER_MICRO);
    return reading.number(4, row) == QUOTE
        ? new Tick.Quote(
            symbol,
            source,
            time,
            sequence,
            Decimals.price(reading.number(5, row)),
            Decimals.price(reading.number(6, row)),
            volume,
            received)
        : new Tick.TradePrint(
            symbol,
            source,
            time,
            sequence,
            Decimals.price(reading.number(7, row)),
            volume,
            received);
  }

  static SymbolSummary summaryOf(Reading reading, int row) {
    return new SymbolSummary(
        new Symbol(reading.text(0, row)),
        EventTime.instant(reading.number(1, row)),
        EventTime.instant(reading.number(2, row)));
  }
}
