package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.Viewer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements about hours: their rows, which of them are clean, which minutes have ticks. */
final class HourSql {

  private HourSql() {}

  /** The hours of the period that have ticks, and how many rows each has. */
  static Statement rows(Symbol symbol, Period period) {
    return new Statement(
        "count ticks by hour", counted(period), values(symbol, null), List.of("hour", "rows"));
  }

  /**
   * The hours of the period that have ticks, ascending, and whether each is clean, which none is for
   * one user.
   */
  static Statement hours(Viewer viewer, Symbol symbol, Period period) {
    return new Statement(
        "list hours",
        viewer.user() == null
            ? withRollup(period)
            : "SELECT hour, 0 AS clean FROM (" + counted(period) + ") ORDER BY hour",
        values(symbol, null),
        List.of("hour", "clean"));
  }

  private static String withRollup(Period period) {
    return """
        SELECT hour, max(chunk_rows) = any(rows) AS clean
        FROM (%1$s) AS counted
        LEFT JOIN (
          SELECT intDiv(toInt64(start), 3600) AS hour, max(chunk_rows) AS chunk_rows
          FROM bars_1m
          WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
            AND start >= %2$s AND start < %3$s
          GROUP BY hour) AS built
        USING (hour)
        GROUP BY hour
        ORDER BY hour"""
            .formatted(
                counted(period),
                TimeSql.second(period.firstHour() * 3_600),
                TimeSql.second(period.endHour() * 3_600));
  }

  /** The minutes with ticks, ascending: of some periods by the rollup, of others by the ticks. */
  static Statement minutes(
      Viewer viewer,
      Symbol symbol,
      @Nullable Source source,
      List<Period> clean,
      List<Period> dirty) {
    return new Statement(
        "list minutes",
        """
        SELECT minute
        FROM (
          %1$s
          SELECT intDiv(%3$s, 60000000000) AS minute
          FROM (
            SELECT event_time, annulled
            FROM ticks
            WHERE tenant_id = {tenant:String} AND symbol = {symbol:String} AND %4$s%2$s
            %5$s)
          WHERE annulled = 0)
        GROUP BY minute
        ORDER BY minute"""
            .formatted(
                viewer.user() == null ? rolledMinutes(source, clean) : "",
                sourceIs(source),
                TimeSql.NANOS,
                TimeSql.in(dirty),
                TickSql.LATEST),
        values(symbol, source),
        List.of("minute"));
  }

  private static String rolledMinutes(@Nullable Source source, List<Period> clean) {
    return """
        SELECT intDiv(toInt64(start), 60) AS minute
          FROM bars_1m
          WHERE tenant_id = {tenant:String} AND symbol = {symbol:String} AND %s%s
            AND quotes + trades > 0
          UNION ALL"""
        .formatted(TimeSql.startIn(clean), sourceIs(source));
  }

  /** Rows per hour, from the projection. */
  private static String counted(Period period) {
    return """
        SELECT %1$s AS hour, count() AS rows
            FROM ticks
            WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
              AND %1$s >= %2$d AND %1$s < %3$d
            GROUP BY hour"""
        .formatted(TimeSql.HOUR, period.firstHour(), period.endHour());
  }

  static Map<String, Object> values(Symbol symbol, @Nullable Source source) {
    Map<String, Object> values = new HashMap<>();
    values.put("symbol", symbol.value());
    if (source != null) {
      values.put("source", source.value());
    }
    return values;
  }

  static String sourceIs(@Nullable Source source) {
    return source == null ? "" : " AND source = {source:String}";
  }
}
