package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.marketdata.TickQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements that read ticks; {@link TickAnswers} knows what they answer. */
final class TickSql {

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
              + "(%s, {sequence:UInt32}, {after:String})"
                  .formatted(TimeSql.time(after.eventTime())));
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
          ask, volume, received_time
        FROM quintet_views.ticks
        WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
          AND event_time >= %s AND event_time < %s%s
        ORDER BY event_time, sequence, source, received_time"""
            .formatted(TimeSql.time(from), TimeSql.time(query.range().toNanos()), where),
        values,
        List.of(
            "event_time", "sequence", "source", "kind", "first", "ask", "volume", "received_time"));
  }

  static Statement latestHours(List<Symbol> symbols, long atNanos) {
    return new Statement(
        "find newest hours",
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
            .formatted(TimeSql.HOUR, atNanos / Period.HOUR, TimeSql.time(atNanos)),
        Map.of("symbols", array(symbols)),
        List.of("symbol", "hour"));
  }

  static Statement latest(List<TickAnswers.SymbolHour> hours, long atNanos) {
    Map<String, Object> values = new HashMap<>();
    List<String> places = new ArrayList<>();
    for (TickAnswers.SymbolHour hour : hours) {
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
        SELECT symbol, event_time, sequence, source, kind, bid, ask, price, volume, received_time
        FROM quintet_views.ticks
        WHERE tenant_id = {tenant:String} AND (%s) AND event_time <= %s
        ORDER BY symbol, event_time DESC, sequence DESC, source DESC, received_time DESC
        LIMIT 1 BY symbol"""
            .formatted(String.join(" OR ", places), TimeSql.time(atNanos)),
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

  static Statement symbols(String after, int limit) {
    return new Statement(
        "list symbols",
        """
        SELECT symbol, min(event_time) AS first_tick, max(event_time) AS last_tick
        FROM quintet_views.ticks
        WHERE tenant_id = {tenant:String} AND symbol > {after:String}
        GROUP BY symbol
        ORDER BY symbol
        LIMIT %d"""
            .formatted(limit),
        Map.of("after", after),
        List.of("symbol", "first_tick", "last_tick"));
  }

  static Statement summary(Symbol symbol, @Nullable Source source) {
    Map<String, Object> values = new HashMap<>();
    values.put("symbol", symbol.value());
    if (source != null) {
      values.put("source", source.value());
    }
    return new Statement(
        "summarize symbol",
        """
        SELECT symbol, min(event_time) AS first_tick, max(event_time) AS last_tick
        FROM quintet_views.ticks
        WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}%s
        GROUP BY symbol"""
            .formatted(source == null ? "" : " AND source = {source:String}"),
        values,
        List.of("symbol", "first_tick", "last_tick"));
  }

  private static String array(List<Symbol> symbols) {
    return symbols.stream()
        .map(symbol -> "'" + symbol.value() + "'")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
