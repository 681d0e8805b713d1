package dev.quintet.bootstrap.cli;

import dev.quintet.bootstrap.cli.kit.Format;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.client.Account;
import dev.quintet.client.Bar;
import dev.quintet.client.EquityCurve;
import dev.quintet.client.Fill;
import dev.quintet.client.Performance;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.TradeReport;
import dev.quintet.client.Trades;
import dev.quintet.client.User;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An account that follows two moving averages over the sample: one bitcoin is bought when the mean of the
 * last three hourly closes rises above that of the last twelve, and sold when it falls below. Shown again
 * nothing is recorded twice, because each fill is named after its hour.
 */
final class DemoTrader {

  private static final String USER = "demo-trader";
  private static final String ACCOUNT = "demo-btc";
  private static final String CURRENCY = "USD";
  private static final String STRATEGY = "moving average";
  private static final int FAST = 3;
  private static final int SLOW = 12;
  private static final BigDecimal FEE = new BigDecimal("0.0025");
  private static final int BAR_WIDTH = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final QuintetClient client;
  private final PrintWriter out;

  DemoTrader(QuintetClient client, PrintWriter out) {
    this.client = client;
    this.out = out;
  }

  /**
   * Trades the bars, and prints what came of it.
   *
   * @param bars of an hour
   */
  void show(String symbol, List<Bar> bars) {
    Instant start = bars.getFirst().start();
    open(start);
    List<Fill> fills = fills(symbol, bars);
    TradeReport report = client.trades().record(fills, List.of(), PATIENCE);
    out.printf(
        "A strategy of moving averages (%d over %d hours) makes %d fills: %d recorded now, %d before.%n",
        FAST, SLOW, fills.size(), report.recorded(), report.repeated());
    performance();
    LocalDate first = LocalDate.ofInstant(start, ZoneOffset.UTC);
    LocalDate end =
        LocalDate.ofInstant(bars.getLast().start(), ZoneOffset.UTC).plusDays(1);
    equity(client.trades().equity(ACCOUNT, first, end, "trade"));
  }

  private void open(Instant at) {
    if (!isOpen()) {
      User.Profile profile = new User.Profile("trader@example.com", USER, "pro", Map.of());
      User unused = client.users().create(USER, profile, null);
      Account opened =
          client.users().openAccount(ACCOUNT, USER, "demo", "Demo", ACCOUNT, "demo", CURRENCY);
    }
    Account.Change deposit =
        new Account.Change(
            "deposit", "deposit", new BigDecimal("2000"), CURRENCY, BigDecimal.ZERO, "", at);
    Account.Entry unused = client.users().append(ACCOUNT, deposit);
  }

  private boolean isOpen() {
    try {
      Account unused = client.users().account(ACCOUNT);
      return true;
    } catch (QuintetException e) {
      if (e.kind() == QuintetException.Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private static List<Fill> fills(String symbol, List<Bar> bars) {
    List<Fill> fills = new ArrayList<>();
    List<BigDecimal> closes = new ArrayList<>();
    boolean holds = false;
    for (Bar bar : bars) {
      Bar.Prices prices = bar.prices();
      if (prices == null) {
        continue;
      }
      closes.add(prices.close());
      boolean rises =
          closes.size() > SLOW && mean(closes, FAST).compareTo(mean(closes, SLOW)) > 0;
      if (rises != holds) {
        fills.add(fill(symbol, rises ? "buy" : "sell", bar.start(), prices.close()));
        holds = rises;
      }
    }
    return fills;
  }

  private static BigDecimal mean(List<BigDecimal> closes, int last) {
    return closes.subList(closes.size() - last, closes.size()).stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(last), MathContext.DECIMAL64);
  }

  private static Fill fill(String symbol, String side, Instant hour, BigDecimal price) {
    BigDecimal fee = price.multiply(FEE).setScale(2, RoundingMode.HALF_EVEN);
    return new Fill(
        "ma-" + hour.getEpochSecond(),
        ACCOUNT,
        symbol,
        side,
        BigDecimal.ONE,
        price,
        new Fill.Costs(fee, BigDecimal.ZERO, BigDecimal.ZERO, CURRENCY),
        hour.plusSeconds(3_600),
        new Fill.Origin("", STRATEGY, List.of(), "", "", ""));
  }

  private void performance() {
    Rows rows =
        Rows.of(
            Format.TABLE,
            out,
            List.of("strategy", "trades", "net_profit", "win_rate", "max_drawdown", "currency"));
    for (Performance one :
        client.trades().performance(Trades.Filter.of(ACCOUNT), "strategy")) {
      rows.row(
          one.key(),
          one.trades(),
          one.netProfit(),
          one.winRate(),
          one.maxDrawdown(),
          one.currency());
    }
    rows.end();
  }

  /** A line for each day, as long as its equity is above the lowest. */
  private void equity(EquityCurve curve) {
    BigDecimal low =
        curve.days().stream().map(EquityCurve.Day::equity).min(BigDecimal::compareTo).orElseThrow();
    BigDecimal high =
        curve.days().stream().map(EquityCurve.Day::equity).max(BigDecimal::compareTo).orElseThrow();
    BigDecimal range = high.subtract(low).max(BigDecimal.ONE);
    out.println();
    out.println("Equity of the account at the ends of days:");
    for (EquityCurve.Day day : curve.days()) {
      int length =
          day.equity()
              .subtract(low)
              .multiply(BigDecimal.valueOf(BAR_WIDTH))
              .divide(range, 0, RoundingMode.HALF_EVEN)
              .intValueExact();
      out.printf(
          "%s %10s %s %s%n",
          day.day(),
          day.equity().setScale(2, RoundingMode.HALF_EVEN).toPlainString(),
          curve.currency(),
          "#".repeat(1 + length));
    }
  }
}
