package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeFilter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Trades as rows, and their sums. */
final class TradeSums {

  private static final List<String> COLUMNS =
      List.of(
          "currency", "key", "count", "sums", "won", "lost", "in_market", "first", "last", "days");

  /** Of trades as they are. */
  private static final String WHOLE =
      """
      SELECT %s AS key, currency, account_id, symbol, position, number, closed_at, opened_at,
             quantity, gross, commission, swap, funding, confidences, confidence_sum
      FROM trades
      WHERE tenant_id = {tenant:String} AND notEmpty(part_openings)%s""";

  /** Of some parts of each. */
  private static final String PARTS =
      """
      SELECT %s AS key, currency, account_id, symbol, position, number, closed_at,
             min(part_opened) AS opened_at, sum(part_quantity) AS quantity, sum(part_profit) AS gross,
             sum(part_commission) AS commission, sum(part_swap) AS swap, sum(part_funded) AS funding,
             toUInt64(length(groupUniqArrayArray(part_confidence) AS different)) AS confidences,
             toDecimal64(arraySum(different), 8) AS confidence_sum
      FROM trades
      ARRAY JOIN part_strategies AS strategy, part_agents AS agents, part_openings AS part_opened,
                 part_quantities AS part_quantity, part_gross AS part_profit,
                 part_commissions AS part_commission, part_swaps AS part_swap,
                 part_funding AS part_funded,
                 arrayResize(part_confidences, length(part_openings)) AS part_confidence
      WHERE tenant_id = {tenant:String}%s
      GROUP BY key, currency, account_id, symbol, position, number, closed_at""";

  private static final String SUMS =
      """
      SELECT currency, key, toInt64(count()) AS count,
             arrayStringConcat([
               toDecimalString(sum(quantity), 8), toDecimalString(sum(gross), 4),
               toDecimalString(sum(commission), 4), toDecimalString(sum(swap), 4),
               toDecimalString(sum(funding), 4), toDecimalString(sumIf(net, net > 0), 4),
               toDecimalString(-sumIf(net, net < 0), 4), toDecimalString(max(fall), 4),
               toString(sum(toInt128(closed - opened))), toString(sum(confidences)),
               toDecimalString(sum(confidence_sum), 8)], '\\n') AS sums,
             toInt64(countIf(net > 0)) AS won, toInt64(countIf(net < 0)) AS lost,
             toInt64(intervalLengthSum(opened, closed)) AS in_market,
             min(opened) AS first, max(closed) AS last,
             arrayStringConcat([
               toString(uniqExact(intDiv(closed, 86400000000))),
               toDecimalString(
                 arraySum(x -> toDecimal256(x, 4) * toDecimal256(x, 4),
                          (sumMap([intDiv(closed, 86400000000)], [net]) AS profits).2), 8),
               toDecimalString(
                 arraySum(x -> toDecimal256(x, 4) * toDecimal256(x, 4),
                          arrayFilter(x -> x < 0, profits.2)), 8)],
               '\\n') AS days
      FROM (
        SELECT *, greatest(toDecimal128(0, 4), max(sum) OVER course) - sum AS fall
        FROM (
          SELECT *, gross - commission + swap + funding AS net, sum(net) OVER course AS sum,
                 toUnixTimestamp64Micro(opened_at) AS opened,
                 toUnixTimestamp64Micro(closed_at) AS closed
          FROM (%s)
          WINDOW course AS (PARTITION BY key, currency
                            ORDER BY closed_at, account_id, symbol, position, number
                            ROWS UNBOUNDED PRECEDING)
        )
        WINDOW course AS (PARTITION BY key, currency
                          ORDER BY closed_at, account_id, symbol, position, number
                          ROWS UNBOUNDED PRECEDING)
      )
      GROUP BY key, currency
      ORDER BY key, currency""";

  private TradeSums() {}

  /** In the order of the table's columns. */
  static List<Object> row(TenantId tenant, Trade trade, long generation) {
    Costs costs = trade.costs();
    Set<BigDecimal> confidences = trade.confidences();
    return List.of(
        tenant.value(),
        trade.position().account().value(),
        trade.user().value(),
        trade.closedAt(),
        trade.closed().value(),
        trade.sequence(),
        trade.position().symbol().value(),
        trade.position().hedge(),
        trade.number(),
        trade.currency().getCurrencyCode(),
        trade.openedAt(),
        trade.quantity(),
        trade.gross().amount(),
        costs.commission().amount(),
        costs.swap().amount(),
        costs.funding().amount(),
        parts(trade, Trade.Part::strategy),
        parts(trade, Trade.Part::agents),
        parts(trade, Trade.Part::openedAt),
        parts(trade, Trade.Part::quantity),
        parts(trade, part -> part.gross().amount()),
        parts(trade, part -> part.costs().commission().amount()),
        parts(trade, part -> part.costs().swap().amount()),
        parts(trade, part -> part.costs().funding().amount()),
        generation,
        confidences.size(),
        confidences.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
        parts(trade, part -> confidence(part.confidence())));
  }

  /** As an array of one or of none. */
  static List<BigDecimal> confidence(@Nullable BigDecimal known) {
    return known == null ? List.of() : List.of(known);
  }

  private static <T> List<T> parts(Trade trade, Function<Trade.Part, T> of) {
    return trade.parts().stream().map(of).toList();
  }

  static Statement of(TradeFilter filter, Performance.Grouping by) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder conditions = new StringBuilder();
    and(conditions, values, "account_id = {account:String}", "account", filter.account());
    and(conditions, values, "symbol = {symbol:String}", "symbol", filter.symbol());
    and(conditions, values, "strategy = {strategy:String}", "strategy", filter.strategy());
    and(conditions, values, "closed_at >= " + time("from"), "from", micros(filter.from()));
    and(conditions, values, "closed_at < " + time("to"), "to", micros(filter.to()));
    boolean parts = filter.strategy() != null || by == Performance.Grouping.STRATEGY
        || by == Performance.Grouping.AGENT;
    return new Statement(
        "sum up trades",
        SUMS.formatted((parts ? PARTS : WHOLE).formatted(key(by), conditions)),
        values,
        COLUMNS);
  }

  private static String key(Performance.Grouping by) {
    return switch (by) {
      case USER -> "user_id";
      case ACCOUNT -> "account_id";
      case DAY -> "toString(toDate(closed_at, 'UTC'))";
      case USER_DAY -> "concat(user_id, ' ', toString(toDate(closed_at, 'UTC')))";
      case SYMBOL -> "symbol";
      case STRATEGY -> "strategy";
      case AGENT -> "arrayJoin(if(empty(agents), [''], agents))";
    };
  }

  private static String time(String name) {
    return "fromUnixTimestamp64Micro({" + name + ":Int64}, 'UTC')";
  }

  private static @Nullable Long micros(@Nullable Instant time) {
    return time == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static void and(
      StringBuilder conditions,
      Map<String, Object> values,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      conditions.append(" AND ").append(condition);
      values.put(name, value instanceof Long number ? number : value.toString());
    }
  }

  static Performance performance(Reading found, int row) {
    Currency currency = Money.currency(found.text(0, row));
    Iterator<BigDecimal> sums = numbers(found.text(3, row));
    Iterator<BigDecimal> days = numbers(found.text(9, row));
    return new Performance(
        found.text(1, row),
        found.number(2, row),
        sums.next(),
        money(sums, currency),
        new Costs(money(sums, currency), money(sums, currency), money(sums, currency)),
        found.number(4, row),
        found.number(5, row),
        money(sums, currency),
        money(sums, currency),
        money(sums, currency),
        new Performance.Holding(
            Duration.of(sums.next().longValueExact(), ChronoUnit.MICROS),
            Duration.of(found.number(6, row), ChronoUnit.MICROS),
            time(found.number(7, row)),
            time(found.number(8, row))),
        new Performance.Days(days.next().longValueExact(), days.next(), days.next()),
        new Performance.Confidences(sums.next().longValueExact(), sums.next()));
  }

  private static Iterator<BigDecimal> numbers(String lines) {
    return lines.lines().map(BigDecimal::new).iterator();
  }

  private static Money money(Iterator<BigDecimal> amounts, Currency currency) {
    return new Money(amounts.next(), currency);
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
