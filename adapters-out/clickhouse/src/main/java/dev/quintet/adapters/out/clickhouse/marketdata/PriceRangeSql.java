package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.PriceSpan;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Viewer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The statement that finds the lowest and the highest prices of spans. */
final class PriceRangeSql {

  private PriceRangeSql() {}

  /**
   * Of each span that has a bar its number, from 1. The bars are those of whole hours; of each minute it is
   * known in which spans it lies.
   *
   * @param clean hours whose bars the rollup has; not used for one user
   * @param dirty hours whose bars are made from the ticks
   */
  static Statement of(
      Viewer viewer,
      Symbol symbol,
      Side side,
      List<PriceSpan> spans,
      List<Period> clean,
      List<Period> dirty) {
    Map<String, Object> values = new HashMap<>(HourSql.values(symbol, null));
    values.put("froms", array(spans, PriceSpan::from));
    values.put("tos", array(spans, PriceSpan::to));
    return new Statement(
        "find price ranges",
        """
        SELECT toInt64(span) AS number, min(w) AS low, max(h) AS high,
          toInt64(groupBitmap(toUInt32(minute))) AS minutes
        FROM (
          %s
          %s)
        ARRAY JOIN arrayFilter(
          (i, first, last) -> minute >= first AND minute < last,
          arrayEnumerate({froms:Array(Int64)}), {froms:Array(Int64)}, {tos:Array(Int64)}) AS span
        GROUP BY span"""
            .formatted(viewer.user() == null ? rolled(side, clean) : "", raw(side, dirty)),
        values,
        List.of("number", "low", "high", "minutes"));
  }

  private static String array(List<PriceSpan> spans, ToLongFunction<PriceSpan> minute) {
    return spans.stream()
        .map(span -> Long.toString(minute.applyAsLong(span)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String rolled(Side side, List<Period> clean) {
    return """
        SELECT minute, w, h
          FROM (
            SELECT intDiv(toInt64(start), 60) AS minute, %s
            FROM bars_1m
            WHERE tenant_id = {tenant:String} AND symbol = {symbol:String} AND %s)
          WHERE n > 0
          UNION ALL"""
        .formatted(BarSql.rolled(side), TimeSql.startIn(clean));
  }

  private static String raw(Side side, List<Period> dirty) {
    return """
        SELECT minute, min(p) AS w, max(p) AS h
          FROM (
            SELECT intDiv(%s, 60000000000) AS minute, annulled, %s AS p
            FROM ticks
            WHERE tenant_id = {tenant:String} AND symbol = {symbol:String}
              AND %s AND kind = '%s'
            %s)
          WHERE annulled = 0
          GROUP BY minute"""
        .formatted(
            TimeSql.NANOS,
            BarSql.price(side),
            TimeSql.in(dirty),
            Words.of(side.kind()),
            TickSql.LATEST);
  }
}
