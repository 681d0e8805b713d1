package dev.quintet.adapters.out.clickhouse;

import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that bars are read with.
 *
 * <p>Ticks of one feed are ordered by one number made of time and sequence, which the engine
 * compares five times faster than a tuple; the feeds of a bar are combined afterwards, by that
 * number and the feed. Mid prices are bid + ask throughout, and halved where they are exact.
 */
final class BarSql {

  /** Columns of {@link #rollup}: what stands in a row of an hour that is not clean, too. */
  static final List<String> ROLLUP_COLUMNS = rollupColumns();

  private static final String NANOS = "toUnixTimestamp64Nano(event_time)";

  private BarSql() {}

  private static List<String> rollupColumns() {
    List<String> columns = new ArrayList<>(PartialBar.COLUMNS);
    columns.add("hour_rows");
    columns.add("all_rows");
    return List.copyOf(columns);
  }

  /** Bars from the ticks themselves, of the given periods, by start. */
  static Statement raw(BarQuery query, List<Period> periods) {
    Map<String, Object> values = values(query.symbol(), query.source());
    String where = in(periods) + sourceIs(query.source());
    Instant knownAt = query.knownAt();
    if (knownAt != null) {
      where += " AND " + TickSql.known(knownAt);
    }
    return new Statement(
        """
        SELECT start, sum(n) AS ticks, toInt64(bitShiftRight(min(f), 32)) AS first_time,
          argMin(o, (f, source)) AS open, max(h) AS high, min(w) AS low,
          toInt64(bitShiftRight(max(l), 32)) AS last_time,
          argMax(c, (l, source)) AS close, sum(v) AS volume
        FROM (
          SELECT source, %1$s AS start, count() AS n, min(k) AS f, max(k) AS l,
            argMin(p, k) AS o, max(p) AS h, min(p) AS w, argMax(p, k) AS c, sum(volume) AS v
          FROM (
            SELECT source, event_time, kind, %2$s AS p, volume,
              toInt128(%5$s) * 4294967296 + sequence AS k
            FROM quintet_views.ticks
            WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
              AND %3$s
            ORDER BY event_time DESC, sequence DESC, source DESC, received_time DESC
            LIMIT 1 BY event_time, sequence, source)
          WHERE kind = '%4$s'
          GROUP BY source, start)
        GROUP BY start
        ORDER BY start"""
            .formatted(
                start(query, "intDiv(" + NANOS + ", 1000000000)"),
                price(query.side()),
                where,
                query.side().kind().name().toLowerCase(Locale.ROOT),
                NANOS),
        values,
        PartialBar.COLUMNS);
  }

  /**
   * Bars from the clean hours that the period touches, by start; before them a row for each hour
   * that is not clean, with {@code -1 - hour} for its start and the number of its rows.
   */
  static Statement rollup(BarQuery query, Period period) {
    Rolled side = Rolled.of(query.side());
    return new Statement(
        """
        SELECT if(chunk_rows = counted_rows, %1$s, -1 - hour) AS start,
          sumIf(n, used) AS ticks, toInt64(bitShiftRight(minIf(f, used), 32)) AS first_time,
          argMinIf(o, (f, source), used) AS open, maxIf(h, used) AS high, minIf(w, used) AS low,
          toInt64(bitShiftRight(maxIf(l, used), 32)) AS last_time,
          argMaxIf(c, (l, source), used) AS close, sumIf(v, used) AS volume,
          any(counted_rows) AS hour_rows, any(counted_all) AS all_rows
        FROM (
          SELECT hour, rows AS counted_rows, sum(rows) OVER () AS counted_all
          FROM (%2$s)) AS counted
        LEFT JOIN (
          SELECT intDiv(toInt64(start), 3600) AS hour, toInt64(start) AS minute, source, chunk_rows,
            %3$s, n > 0 AND minute >= %4$d AND minute < %5$d%6$s AS used
          FROM quintet_views.bars_1m
          WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
            AND start >= %7$s AND start < %8$s) AS built
        USING (hour)
        GROUP BY start
        ORDER BY start"""
            .formatted(
                start(query, "minute"),
                counted(period),
                side.columns(),
                seconds(period.from()),
                seconds(period.to()),
                sourceIs(query.source()),
                TickSql.second(period.firstHour() * 3_600),
                TickSql.second(period.endHour() * 3_600)),
        values(query.symbol(), query.source()),
        ROLLUP_COLUMNS);
  }

  /** How many rows the hours of the period have that are not among those given. */
  static Statement rowsOutside(Symbol symbol, Period period, List<Long> hours) {
    String besides =
        hours.isEmpty()
            ? ""
            : " AND %s NOT IN (%s)"
                .formatted(
                    TickSql.HOUR,
                    hours.stream().map(Object::toString).collect(Collectors.joining(", ")));
    return new Statement(
        """
        SELECT count() AS rows
        FROM quintet_views.ticks
        WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
          AND %1$s >= %2$d AND %1$s < %3$d%4$s"""
            .formatted(TickSql.HOUR, period.firstHour(), period.endHour(), besides),
        values(symbol, null),
        List.of("rows"));
  }

  /** The hours of the period that have ticks, ascending, and whether each is clean. */
  static Statement hours(Symbol symbol, Period period) {
    return new Statement(
        """
        SELECT hour, max(chunk_rows) = any(rows) AS clean
        FROM (%1$s) AS counted
        LEFT JOIN (
          SELECT intDiv(toInt64(start), 3600) AS hour, max(chunk_rows) AS chunk_rows
          FROM quintet_views.bars_1m
          WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
            AND start >= %2$s AND start < %3$s
          GROUP BY hour) AS built
        USING (hour)
        GROUP BY hour
        ORDER BY hour"""
            .formatted(
                counted(period),
                TickSql.second(period.firstHour() * 3_600),
                TickSql.second(period.endHour() * 3_600)),
        values(symbol, null),
        List.of("hour", "clean"));
  }

  /** The minutes with ticks, ascending: of some periods by the rollup, of others by the ticks. */
  static Statement minutes(
      Symbol symbol, @Nullable Source source, List<Period> clean, List<Period> dirty) {
    List<String> parts = new ArrayList<>();
    if (!clean.isEmpty()) {
      parts.add(
          """
          SELECT intDiv(toInt64(start), 60) AS minute
          FROM quintet_views.bars_1m
          WHERE tenant_id = {tenant:String} AND symbol = {symbol:String} AND %s%s"""
              .formatted(
                  clean.stream()
                      .map(
                          period ->
                              "(start >= %s AND start < %s)"
                                  .formatted(
                                      TickSql.second(seconds(period.from())),
                                      TickSql.second(seconds(period.to()))))
                      .collect(Collectors.joining(" OR ", "(", ")")),
                  sourceIs(source)));
    }
    if (!dirty.isEmpty()) {
      parts.add(
          """
          SELECT intDiv(%s, 60000000000) AS minute
          FROM quintet_views.ticks
          WHERE tenant_id = {tenant:String} AND symbol = {symbol:String} AND %s%s"""
              .formatted(NANOS, in(dirty), sourceIs(source)));
    }
    return new Statement(
        """
        SELECT minute
        FROM (%s)
        GROUP BY minute
        ORDER BY minute"""
            .formatted(String.join(" UNION ALL ", parts)),
        values(symbol, source),
        List.of("minute"));
  }

  /** Rows per hour, from the projection. */
  private static String counted(Period period) {
    return """
        SELECT %1$s AS hour, count() AS rows
            FROM quintet_views.ticks
            WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
              AND %1$s >= %2$d AND %1$s < %3$d
            GROUP BY hour"""
        .formatted(TickSql.HOUR, period.firstHour(), period.endHour());
  }

  private static Map<String, Object> values(Symbol symbol, @Nullable Source source) {
    Map<String, Object> values = new HashMap<>();
    values.put("symbol", symbol.value());
    if (source != null) {
      values.put("source", source.value());
    }
    return values;
  }

  private static String sourceIs(@Nullable Source source) {
    return source == null ? "" : " AND source = {source:String}";
  }

  static String in(List<Period> periods) {
    return periods.stream()
        .map(
            period ->
                "(event_time >= %s AND event_time < %s)"
                    .formatted(TickSql.time(period.from()), TickSql.time(period.to())))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** The start of the bar in seconds, from a time in seconds. */
  private static String start(BarQuery query, String seconds) {
    long length = query.interval().seconds();
    long origin = query.interval().originSeconds();
    return "intDiv(%s - %d, %d) * %d + %d".formatted(seconds, origin, length, length, origin);
  }

  private static long seconds(long nanos) {
    return nanos / 1_000_000_000L;
  }

  private static String price(Side side) {
    return switch (side) {
      case BID -> "bid";
      case ASK -> "ask";
      case MID -> "bid + ask";
      case TRADE -> "price";
    };
  }

  /** What the rollup keeps for a side. */
  private record Rolled(String kind, String open, String high, String low, String close) {

    static Rolled of(Side side) {
      return switch (side) {
        case BID -> new Rolled("quote", "bid_open", "bid_high", "bid_low", "bid_close");
        case ASK -> new Rolled("quote", "ask_open", "ask_high", "ask_low", "ask_close");
        case MID ->
            new Rolled(
                "quote", "bid_open + ask_open", "sum_high", "sum_low", "bid_close + ask_close");
        case TRADE ->
            new Rolled("trade", "trade_open", "trade_high", "trade_low", "trade_close");
      };
    }

    String columns() {
      return "%1$ss AS n, first_%1$s AS f, last_%1$s AS l, %2$s AS o, %3$s AS h, %4$s AS w, %5$s AS c, %1$s_volume AS v"
          .formatted(kind, open, high, low, close);
    }
  }
}
