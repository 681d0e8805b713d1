package dev.quintet.adapters.out.clickhouse;

import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.shared.Cursor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements that read ticks, and what their answers hold. */
final class TickSql {

  /** The hour of a tick, as the projection counts it. */
  static final String HOUR = "intDiv(toUnixTimestamp64Nano(event_time), 3600000000000)";

  private static final int QUOTE = 1;
  private static final long NANOS_PER_MICRO = 1_000;

  /** The newest tick of a symbol is in this hour. */
  record SymbolHour(String symbol, long hour) {}

  private TickSql() {}

  /** Every version within the range, in order; of one identity the latest comes last. */
  static Statement range(TickQuery query) {
    Map<String, Object> values = new HashMap<>();
    values.put("symbol", query.symbol().value());
    StringBuilder where = new StringBuilder();
    Source source = query.source();
    if (source != null) {
      where.append("\n  AND source = {source:String}");
      values.put("source", source.value());
    }
    TickPosition after = query.after();
    long from = query.range().fromNanos();
    if (after != null) {
      from = Math.max(from, after.eventTime());
      where.append(
          "\n  AND (event_time, sequence, source) > "
              + "(%s, {sequence:UInt32}, {after:String})".formatted(time(after.eventTime())));
      values.put("sequence", Integer.toString(after.sequence()));
      values.put("after", after.source().value());
    }
    Instant knownAt = query.knownAt();
    if (knownAt != null) {
      where.append("\n  AND ").append(known(knownAt));
    }
    return new Statement(
        """
        SELECT event_time, sequence, source, kind, if(kind = 'quote', bid, price) AS first,
          ask, volume, received_time
        FROM quintet_views.ticks
        WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
          AND event_time >= %s AND event_time < %s%s
        ORDER BY event_time, sequence, source, received_time"""
            .formatted(time(from), time(query.range().toNanos()), where),
        values,
        List.of(
            "event_time", "sequence", "source", "kind", "first", "ask", "volume", "received_time"));
  }

  static Statement latestHours(List<Symbol> symbols, long atNanos) {
    return new Statement(
        """
        SELECT symbol, max(hour) AS hour
        FROM (
          SELECT symbol, %1$s AS hour, min(event_time) AS earliest
          FROM quintet_views.ticks
          WHERE tenant_id = {tenant:String} AND symbol IN {symbols:Array(String)}
            AND %1$s <= %2$d
          GROUP BY symbol, hour)
        WHERE earliest <= %3$s
        GROUP BY symbol"""
            .formatted(HOUR, atNanos / Period.HOUR, time(atNanos)),
        Map.of("symbols", array(symbols)),
        List.of("symbol", "hour"));
  }

  static List<SymbolHour> symbolHours(Reading reading) {
    List<SymbolHour> hours = new ArrayList<>();
    while (reading.next()) {
      for (int row = 0; row < reading.rows(); row++) {
        hours.add(new SymbolHour(reading.column(0).text(row), reading.column(1).longs[row]));
      }
    }
    return hours;
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
                  time(hour.hour() * Period.HOUR),
                  time((hour.hour() + 1) * Period.HOUR)));
    }
    return new Statement(
        """
        SELECT symbol, event_time, sequence, source, kind, bid, ask, price, volume, received_time
        FROM quintet_views.ticks
        WHERE tenant_id = {tenant:String} AND (%s) AND event_time <= %s
        ORDER BY symbol, event_time DESC, sequence DESC, source DESC, received_time DESC
        LIMIT 1 BY symbol"""
            .formatted(String.join(" OR ", places), time(atNanos)),
        values,
        List.of(
            "symbol",
            "event_time",
            "sequence",
            "source",
            "kind",
            "bid",
            "ask",
            "price",
            "volume",
            "received_time"));
  }

  static List<Tick> ticks(Reading reading) {
    List<Tick> ticks = new ArrayList<>();
    while (reading.next()) {
      for (int row = 0; row < reading.rows(); row++) {
        ticks.add(tick(reading, row));
      }
    }
    return ticks;
  }

  private static Tick tick(Reading reading, int row) {
    Symbol symbol = new Symbol(reading.column(0).text(row));
    Instant time = EventTime.instant(reading.column(1).longs[row]);
    int sequence = (int) reading.column(2).longs[row];
    Source source = new Source(reading.column(3).text(row));
    BigDecimal volume =
        Decimals.volume(reading.column(8).highs[row], reading.column(8).longs[row]);
    Instant received = EventTime.instant(reading.column(9).longs[row] * NANOS_PER_MICRO);
    return reading.column(4).longs[row] == QUOTE
        ? new Tick.Quote(
            symbol,
            source,
            time,
            sequence,
            Decimals.price(reading.column(5).longs[row]),
            Decimals.price(reading.column(6).longs[row]),
            volume,
            received)
        : new Tick.TradePrint(
            symbol,
            source,
            time,
            sequence,
            Decimals.price(reading.column(7).longs[row]),
            volume,
            received);
  }

  static Statement symbols(@Nullable Cursor after, int limit) {
    return new Statement(
        """
        SELECT symbol, min(event_time) AS first_tick, max(event_time) AS last_tick
        FROM quintet_views.ticks
        WHERE tenant_id = {tenant:String} AND symbol > {after:String}
        GROUP BY symbol
        ORDER BY symbol
        LIMIT %d"""
            .formatted(limit),
        Map.of("after", after == null ? "" : Symbol.at(after).value()),
        List.of("symbol", "first_tick", "last_tick"));
  }

  static Statement summary(Symbol symbol, @Nullable Source source) {
    Map<String, Object> values = new HashMap<>();
    values.put("symbol", symbol.value());
    if (source != null) {
      values.put("source", source.value());
    }
    return new Statement(
        """
        SELECT symbol, min(event_time) AS first_tick, max(event_time) AS last_tick
        FROM quintet_views.ticks
        WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}%s
        GROUP BY symbol"""
            .formatted(source == null ? "" : " AND source = {source:String}"),
        values,
        List.of("symbol", "first_tick", "last_tick"));
  }

  static List<SymbolSummary> summaries(Reading reading) {
    List<SymbolSummary> summaries = new ArrayList<>();
    while (reading.next()) {
      for (int row = 0; row < reading.rows(); row++) {
        summaries.add(
            new SymbolSummary(
                new Symbol(reading.column(0).text(row)),
                EventTime.instant(reading.column(1).longs[row]),
                EventTime.instant(reading.column(2).longs[row])));
      }
    }
    return summaries;
  }

  /** An instant as nanoseconds; what lies outside the times of ticks is at its edge. */
  static long nanosWithinRange(Instant instant) {
    if (instant.isBefore(EventTime.MIN)) {
      return -1;
    }
    return instant.isBefore(EventTime.END)
        ? EventTime.nanos(instant)
        : EventTime.nanos(EventTime.END);
  }

  /** A literal of the type of event_time, which the primary key is searched with. */
  static String time(long nanos) {
    return "fromUnixTimestamp64Nano(" + nanos + ", 'UTC')";
  }

  /** A literal of the type of a bar's start. */
  static String second(long seconds) {
    return "CAST(" + seconds + " AS DateTime64(0, 'UTC'))";
  }

  /** Received not after an instant. */
  static String known(Instant at) {
    long micros = Math.floorDiv(nanosWithinRange(at), NANOS_PER_MICRO);
    return "received_time <= fromUnixTimestamp64Micro(" + micros + ", 'UTC')";
  }

  private static String array(List<Symbol> symbols) {
    return symbols.stream()
        .map(symbol -> "'" + symbol.value() + "'")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
