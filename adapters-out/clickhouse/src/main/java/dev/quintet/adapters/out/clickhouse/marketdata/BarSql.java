package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Side;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The statements that bars are read with.
 *
 * <p>Ticks of one feed are ordered by one number made of time and sequence, which the engine
 * compares five times faster than a tuple; the feeds of a bar are combined afterwards, by that
 * number and the feed. Mid prices are bid + ask throughout, and halved where they are exact.
 */
final class BarSql {

  private BarSql() {}

  /** Bars from the ticks themselves, of the given periods, by start. */
  static Statement raw(BarQuery query, List<Period> periods) {
    Map<String, Object> values = HourSql.values(query.symbol(), query.source());
    String where = TimeSql.in(periods) + HourSql.sourceIs(query.source());
    Instant knownAt = query.knownAt();
    if (knownAt != null) {
      where += " AND " + TimeSql.known(knownAt);
    }
    return new Statement(
        "read bars from ticks",
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
                start(query, "intDiv(" + TimeSql.NANOS + ", 1000000000)"),
                price(query.side()),
                where,
                query.side().kind().name().toLowerCase(Locale.ROOT),
                TimeSql.NANOS),
        values,
        PartialBar.COLUMNS);
  }

  /**
   * What the rollup makes of each hour that the period touches, each feed and each bar, in no order.
   * A bar without ticks stands for minutes of the hour that are not asked for.
   */
  static Statement rollup(BarQuery query, Period period) {
    return new Statement(
        "read rolled bars",
        """
        SELECT %1$s AS start, sumIf(n, used) AS ticks,
          toInt64(bitShiftRight(minIf(f, used), 32)) AS first_time,
          argMinIf(o, f, used) AS open, maxIf(h, used) AS high, minIf(w, used) AS low,
          toInt64(bitShiftRight(maxIf(l, used), 32)) AS last_time,
          argMaxIf(c, l, used) AS close, sumIf(v, used) AS volume,
          toInt64(bitAnd(minIf(f, used), 4294967295)) AS first_sequence,
          toInt64(bitAnd(maxIf(l, used), 4294967295)) AS last_sequence,
          source, hour, min(chunk_rows) AS least_rows, max(chunk_rows) AS most_rows
        FROM (
          SELECT intDiv(toInt64(start), 3600) AS hour, toInt64(start) AS minute, source, chunk_rows,
            %2$s, n > 0 AND minute >= %3$d AND minute < %4$d%5$s AS used
          FROM quintet_views.bars_1m
          WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
            AND start >= %6$s AND start < %7$s)
        GROUP BY source, hour, start"""
            .formatted(
                start(query, "minute"),
                Rolled.of(query.side()).columns(),
                HourSql.seconds(period.from()),
                HourSql.seconds(period.to()),
                HourSql.sourceIs(query.source()),
                TimeSql.second(period.firstHour() * 3_600),
                TimeSql.second(period.endHour() * 3_600)),
        HourSql.values(query.symbol(), query.source()),
        RolledPart.COLUMNS);
  }

  /**
   * The minutes that the rollup has of the hours that the period touches, as they are kept: for a few
   * of them the engine needs longer to plan expressions than we to compute them.
   */
  static Statement rolledMinutes(BarQuery query, Period period) {
    return new Statement(
        "read rolled minutes",
        """
        SELECT toInt64(start) AS minute, source, chunk_rows, %1$s
        FROM quintet_views.bars_1m
        WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
          AND start >= %2$s AND start < %3$s"""
            .formatted(
                Rolled.of(query.side()).columns(),
                TimeSql.second(period.firstHour() * 3_600),
                TimeSql.second(period.endHour() * 3_600)),
        HourSql.values(query.symbol(), query.source()),
        RolledPart.MINUTE_COLUMNS);
  }

  /** The start of the bar in seconds, from a time in seconds. */
  private static String start(BarQuery query, String seconds) {
    long length = query.interval().seconds();
    long origin = query.interval().originSeconds();
    return "intDiv(%s - %d, %d) * %d + %d".formatted(seconds, origin, length, length, origin);
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
      return """
          %1$ss AS n, first_%1$s AS f, last_%1$s AS l, %2$s AS o, %3$s AS h, %4$s AS w, %5$s AS c,
                      %1$s_volume AS v"""
          .formatted(kind, open, high, low, close);
    }
  }
}
