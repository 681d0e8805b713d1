package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.shared.Words;
import java.time.Instant;
import java.util.List;

/**
 * The statements that bars are read with.
 *
 * <p>Ticks of one feed are ordered by one number made of time, sequence and owner, which the engine
 * compares five times faster than a tuple; the feeds of a bar are combined afterwards, by that
 * number and the feed. Mid prices are bid + ask throughout, and halved where they are exact.
 */
final class BarSql {

  private BarSql() {}

  /** Bars from the ticks themselves, of the given periods, by start. */
  static Statement raw(BarQuery query, List<Period> periods) {
    Instant knownAt = query.knownAt();
    return new Statement(
        "read bars from ticks",
        """
        SELECT start, sum(n) AS ticks, min(f) AS first, argMin(o, (f, source)) AS open,
          max(h) AS high, min(w) AS low, max(l) AS last, argMax(c, (l, source)) AS close,
          sum(v) AS volume
        FROM (
          SELECT source, %1$s AS start, count() AS n, min(k) AS f, max(k) AS l,
            argMin(p, k) AS o, max(p) AS h, min(p) AS w, argMax(p, k) AS c, sum(volume) AS v
          FROM (
            SELECT source, event_time, annulled, %2$s AS p, volume,
              %3$s AS k
            FROM ticks
            WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
              AND %4$s%5$s%6$s AND kind = '%7$s'
            %8$s)
          WHERE annulled = 0
          GROUP BY source, start)
        GROUP BY start
        ORDER BY start"""
            .formatted(
                start(query, "intDiv(" + TimeSql.NANOS + ", 1000000000)"),
                price(query.side()),
                TimeSql.PLACE,
                TimeSql.in(periods),
                HourSql.sourceIs(query.source()),
                knownAt == null ? "" : " AND " + TimeSql.known(knownAt),
                Words.of(query.side().kind()),
                TickSql.LATEST),
        HourSql.values(query.symbol(), query.source()),
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
        SELECT %1$s AS start, sumIf(n, used) AS ticks, minIf(f, used) AS first,
          argMinIf(o, f, used) AS open, maxIf(h, used) AS high, minIf(w, used) AS low,
          maxIf(l, used) AS last, argMaxIf(c, l, used) AS close, sumIf(v, used) AS volume, source,
          if(min(chunk_rows) = max(chunk_rows), toInt64(max(chunk_rows)), -1) AS made_from, hour
        FROM (
          SELECT intDiv(toInt64(start), 3600) AS hour, toInt64(start) AS minute, source, chunk_rows,
            %2$s, n > 0 AND minute >= %3$d AND minute < %4$d%5$s AS used
          FROM %6$s)
        GROUP BY source, hour, start"""
            .formatted(
                start(query, "minute"),
                rolled(query.side()),
                TimeSql.seconds(period.from()),
                TimeSql.seconds(period.to()),
                HourSql.sourceIs(query.source()),
                minutes(period)),
        HourSql.values(query.symbol(), query.source()),
        RolledBars.Part.COLUMNS);
  }

  /**
   * The minutes that the rollup has of the hours that the period touches, as they are kept: for a few
   * of them the engine needs longer to plan expressions than we to compute them.
   */
  static Statement rolledMinutes(BarQuery query, Period period) {
    return new Statement(
        "read rolled minutes",
        "SELECT toInt64(start) AS minute, %s, source, chunk_rows FROM %s"
            .formatted(rolled(query.side()), minutes(period)),
        HourSql.values(query.symbol(), query.source()),
        RolledBars.Part.COLUMNS_OF_MINUTE);
  }

  private static String minutes(Period period) {
    return """
        bars_1m
          WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
            AND start >= %s AND start < %s"""
        .formatted(
            TimeSql.second(period.firstHour() * 3_600), TimeSql.second(period.endHour() * 3_600));
  }

  /** The start of the bar in seconds, from a time in seconds. */
  private static String start(BarQuery query, String seconds) {
    long length = query.interval().seconds();
    long origin = query.interval().originSeconds();
    return "intDiv(%s - %d, %d) * %d + %d".formatted(seconds, origin, length, length, origin);
  }

  /** Of a tick. */
  static String price(Side side) {
    return switch (side) {
      case BID -> "bid";
      case ASK -> "ask";
      case MID -> "bid + ask";
      case TRADE -> "price";
    };
  }

  /** What the rollup keeps for a side. */
  static String rolled(Side side) {
    String prices =
        switch (side) {
          case BID, ASK, TRADE ->
              "%1$s_open AS o, %1$s_high AS h, %1$s_low AS w, last_%2$s AS l, %1$s_close AS c";
          case MID ->
              "bid_open + ask_open AS o, sum_high AS h, sum_low AS w, last_%2$s AS l,"
                  + " bid_close + ask_close AS c";
        };
    return ("%2$ss AS n, first_%2$s AS f, " + prices + ", %2$s_volume AS v")
        .formatted(side.word(), Words.of(side.kind()));
  }
}
