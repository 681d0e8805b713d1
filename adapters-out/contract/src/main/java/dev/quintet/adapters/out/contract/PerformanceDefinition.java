package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.TradesContract.costs;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.TradesContract.origin;
import static dev.quintet.adapters.out.contract.TradesContract.sure;
import static dev.quintet.adapters.out.contract.TradesContract.with;
import static dev.quintet.adapters.out.contract.UsersContract.AT;
import static dev.quintet.adapters.out.contract.UsersContract.eur;
import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.Performance.Grouping;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.TradingAccount;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** {@link Performance} by hand, for a few fills. */
final class PerformanceDefinition {

  private static final int DAY = 86_400;

  private PerformanceDefinition() {}

  static List<Fill> fills(TradingAccount account) {
    Symbol aex = new Symbol("AEX");
    return List.of(
        sure(
            with(
                fill(account, "1", 0, BUY, "4", "100"),
                TradesContract.DAX,
                origin("", "grid", "ann", "bob")),
            "0.5"),
        with(fill(account, "2", 1, SELL, "1", "110"), costs("1", "0", "0")),
        fill(account, "3", DAY, SELL, "1", "95"),
        fill(account, "4", DAY + 1, SELL, "1", "97"),
        sure(fill(account, "5", DAY + 2, SELL, "1", "100"), "1"),
        with(fill(account, "6", DAY + 3, BUY, "1", "50"), aex, origin("", "", "bob")),
        with(fill(account, "7", DAY + 4, SELL, "1", "60"), aex, origin("", "exit")));
  }

  /** Of an account with those fills. */
  static void check(
      TradingAccount account, BiFunction<TradeFilter, Grouping, List<Performance>> of) {
    TradeFilter filter = TradesContract.of(account);
    Performance all = of.apply(filter, Grouping.ACCOUNT).getFirst();
    assertThat(all.key()).isEqualTo(account.id().value());
    assertThat(all.trades()).isEqualTo(5);
    assertThat(all.closedQuantity()).isEqualByComparingTo("5");
    assertThat(all.gross()).isEqualTo(eur("12"));
    assertThat(all.costs()).isEqualTo(costs("1", "0", "0"));
    assertThat(all.net()).isEqualTo(eur("11"));
    assertThat(all.winRate()).isEqualByComparingTo("0.4");
    assertThat(all.profitFactor().orElseThrow()).isEqualByComparingTo("2.375");
    assertThat(all.maxDrawdown()).isEqualTo(eur("8"));
    assertThat(List.of(all.won(), all.lost())).containsExactly(2L, 2L);
    assertThat(all.expectancy()).isEqualTo(eur("2.2"));
    assertThat(all.averageWin()).contains(eur("9.5"));
    assertThat(all.averageLoss()).contains(eur("4"));
    assertThat(all.holding())
        .isEqualTo(
            new Performance.Holding(
                Duration.ofSeconds(1 + DAY + DAY + 1 + DAY + 2 + 1),
                Duration.ofSeconds(DAY + 3),
                AT,
                AT.plusSeconds(DAY + 4)));
    assertThat(all.averageHolding()).isEqualTo(Duration.ofSeconds(3 * DAY + 5).dividedBy(5));
    assertThat(all.exposure().orElseThrow()).isEqualByComparingTo("1.0000");
    assertThat(all.averageConfidence().orElseThrow())
        .as("of four trades; the fifth was opened without one, and what closes says nothing")
        .isEqualByComparingTo("0.5");
    assertThat(all.confidences().count()).isEqualTo(4);
    assertThat(all.days().count()).isEqualTo(2);
    assertThat(all.days().squares()).as("9 and 2").isEqualByComparingTo("85");
    assertThat(all.dailySharpe().orElseThrow()).as("5.5 / sqrt(24.5)").isEqualByComparingTo("1.1112");
    assertThat(all.dailySortino()).as("no day lost").isEmpty();
    Performance dax = of.apply(filter, Grouping.SYMBOL).getLast();
    assertThat(dax.days().lossSquares()).as("9 and -8").isEqualByComparingTo("64");
    assertThat(dax.dailySortino().orElseThrow()).as("0.5 / sqrt(32)").isEqualByComparingTo("0.0884");
    assertThat(keys(of.apply(filter, Grouping.USER))).containsExactly(account.user().value());
    assertThat(keys(of.apply(filter, Grouping.DAY))).containsExactly("2026-02-03", "2026-02-04");
    assertThat(of.apply(filter, Grouping.USER_DAY))
        .extracting(Performance::key, Performance::trades, it -> it.net().plain())
        .containsExactly(
            tuple(account.user() + " 2026-02-03", 1L, "9.00"),
            tuple(account.user() + " 2026-02-04", 4L, "2.00"));
    assertThat(keys(of.apply(filter, Grouping.SYMBOL))).containsExactly("AEX", "DAX");
    assertThat(keys(of.apply(filter, Grouping.STRATEGY))).containsExactly("", "grid");
    assertThat(of.apply(filter, Grouping.AGENT))
        .extracting(Performance::key, Performance::trades)
        .containsExactly(tuple("ann", 4L), tuple("bob", 5L));
    Performance won = of.apply(filter, Grouping.SYMBOL).getFirst();
    assertThat(won.averageConfidence()).as("none is known").isEmpty();
    assertThat(won.profitFactor()).as("nothing was lost").isEmpty();
    assertThat(won.averageLoss()).isEmpty();
    assertThat(won.dailySharpe()).as("one day").isEmpty();
    assertThat(won.maxDrawdown().isZero()).isTrue();
    TradeFilter first =
        new TradeFilter(null, account.id(), null, "grid", AT, AT.plusSeconds(DAY));
    assertThat(of.apply(first, Grouping.ACCOUNT).getFirst().trades()).isEqualTo(1);
    TradeFilter another = new TradeFilter(null, account.id(), new Symbol("X"), null, null, null);
    assertThat(of.apply(another, Grouping.ACCOUNT)).isEmpty();
  }

  /** Lots that were opened with several confidences, and closed by one fill. */
  static List<Fill> several(TradingAccount account) {
    Fill.Origin grid = origin("", "grid", "ann", "bob");
    Fill.Origin trend = origin("", "trend", "bob");
    Symbol dax = TradesContract.DAX;
    return List.of(
        sure(with(fill(account, "1", 0, BUY, "1", "100"), dax, grid), "0.25"),
        sure(with(fill(account, "2", 1, BUY, "1", "100"), dax, grid), "1"),
        sure(with(fill(account, "3", 2, BUY, "1", "100"), dax, trend), "0.25"),
        with(fill(account, "4", 3, BUY, "1", "100"), dax, trend),
        sure(with(fill(account, "5", 4, BUY, "1", "100"), dax, trend), "0"),
        fill(account, "6", 5, SELL, "4", "101"),
        fill(account, "7", 6, SELL, "1", "101"));
  }

  /** Of an account with those. */
  static void checkSeveral(
      TradingAccount account, BiFunction<TradeFilter, Grouping, List<Performance>> of) {
    TradeFilter filter = TradesContract.of(account);
    assertThat(of.apply(filter, Grouping.ACCOUNT).getFirst().confidences())
        .as("0.25 and 1 of one trade, 0 of the other")
        .isEqualTo(new Performance.Confidences(3, new BigDecimal("1.25")));
    assertThat(of.apply(filter, Grouping.ACCOUNT).getFirst().averageConfidence().orElseThrow())
        .isEqualByComparingTo("0.4167");
    assertThat(of.apply(filter, Grouping.STRATEGY))
        .extracting(Performance::key, Performance::confidences)
        .containsExactly(
            tuple("grid", new Performance.Confidences(2, new BigDecimal("1.25"))),
            tuple("trend", new Performance.Confidences(2, new BigDecimal("0.25"))));
    assertThat(of.apply(filter, Grouping.AGENT))
        .extracting(Performance::key, it -> it.confidences().count())
        .containsExactly(tuple("ann", 2L), tuple("bob", 3L));
  }

  private static List<String> keys(List<Performance> rows) {
    return rows.stream().map(Performance::key).toList();
  }
}
