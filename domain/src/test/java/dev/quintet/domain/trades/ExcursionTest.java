package dev.quintet.domain.trades;

import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static dev.quintet.domain.trades.Trades.ACCOUNT;
import static dev.quintet.domain.trades.Trades.EUR;
import static dev.quintet.domain.trades.Trades.SYMBOL;
import static dev.quintet.domain.trades.Trades.at;
import static dev.quintet.domain.trades.Trades.fill;
import static dev.quintet.domain.trades.Trades.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.PriceRange;
import dev.quintet.domain.marketdata.PriceSpan;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExcursionTest {

  private static final Instant OPENED = Instant.parse("2026-02-03T09:30:17Z");
  private static final Instant CLOSED = Instant.parse("2026-02-03T09:33:59.999999Z");

  /** What the fills close, with the last of them at {@link #CLOSED} and the others at {@link #OPENED}. */
  private static List<ClosedLot> lots(PositionRules.Method method, Fill... fills) {
    PositionRules rules = new PositionRules(PositionRules.Mode.NETTING, method);
    Fill[] timed = Arrays.stream(fills).map(it -> at(it, OPENED)).toArray(Fill[]::new);
    timed[fills.length - 1] = at(timed[fills.length - 1], CLOSED);
    return Course.of(
            new Position.Key(ACCOUNT, SYMBOL, ""),
            EUR,
            rules,
            Course.effective(Arrays.asList(timed), rules))
        .closed();
  }

  private static ClosedLot lot(Fill... fills) {
    return lots(PositionRules.Method.FIFO, fills).getFirst();
  }

  private static HeldLot held(ClosedLot lot, boolean split, String... agents) {
    return new HeldLot(lot, new UserId("ann"), "grid", List.of(agents), split);
  }

  private static PriceRange range(String low, String high) {
    return new PriceRange(
        new BigDecimal(low).setScale(8), new BigDecimal(high).setScale(8), 2);
  }

  private static Excursion of(ClosedLot lot, @Nullable PriceRange range) {
    return Excursion.of(held(lot, false), Excursion.span(lot, TickKind.QUOTE), range);
  }

  private static List<String> amounts(ClosedLot lot, String low, String high) {
    Excursion.Amounts amounts =
        Objects.requireNonNull(of(lot, range(low, high)).amounts());
    return List.of(
        amounts.adversePrice().toPlainString(),
        amounts.favourablePrice().toPlainString(),
        amounts.adverse().toPlainString(),
        amounts.favourable().toPlainString());
  }

  @Test
  void aLongLotLosesWithLowPricesAndAShortOneWithHighOnes() {
    Fill.Conversion lots = new Fill.Conversion(new BigDecimal("10"), new BigDecimal("0.5"));
    Fill buy = in(fill("1", BUY, "2", "100"), lots);
    Fill sell = in(fill("2", SELL, "2", "101"), lots);
    assertThat(amounts(lot(buy, sell), "95", "110"))
        .containsExactly("5.00000000", "10.00000000", "50.0000", "100.0000");
    assertThat(amounts(lot(in(fill("1", SELL, "2", "100"), lots), in(fill("2", BUY, "2", "101"), lots)), "95", "110"))
        .containsExactly("10.00000000", "5.00000000", "100.0000", "50.0000");
  }

  @Test
  void openingAndClosingPricesBelongToThePathAndNothingIsBelowZero() {
    ClosedLot lost = lot(fill("1", BUY, "1", "100"), fill("2", SELL, "1", "99"));
    assertThat(amounts(lost, "101", "102"))
        .as("closed below all bars")
        .containsExactly("1.00000000", "2.00000000", "1.0000", "2.0000");
    assertThat(amounts(lost, "97", "98"))
        .as("never above the opening")
        .containsExactly("3.00000000", "0.00000000", "3.0000", "0.0000");
    ClosedLot won = lot(fill("1", SELL, "1", "100"), fill("2", BUY, "1", "90"));
    assertThat(amounts(won, "91", "92"))
        .containsExactly("0.00000000", "10.00000000", "0.0000", "10.0000");
    assertThat(amounts(won, "-40", "92"))
        .containsExactly("0.00000000", "140.00000000", "0.0000", "140.0000");
  }

  /** A third of 301 has no end: the money is worked out of the cost, not of the price that is shown. */
  @Test
  void moneyIsThatOfTheCostBeforeItsRounding() {
    ClosedLot lot =
        lots(
                PositionRules.Method.AVERAGE,
                fill("1", BUY, "1000000", "100"),
                fill("2", BUY, "2000000", "100.5"),
                fill("3", SELL, "3000000", "101"))
            .getFirst();
    BigDecimal cost = lot.cost();
    Excursion.Amounts amounts =
        Objects.requireNonNull(of(lot, range("100", "102")).amounts());
    assertThat(amounts.adverse())
        .isEqualByComparingTo(
            cost.subtract(lot.quantity().multiply(new BigDecimal("100")))
                .setScale(4, RoundingMode.HALF_EVEN));
    assertThat(amounts.adverse())
        .isNotEqualByComparingTo(amounts.adversePrice().multiply(lot.quantity()));
  }

  @Test
  void onlyWholeMinutesOfTheHoldingTimeCount() {
    ClosedLot bought = lot(fill("1", BUY, "1", "100"), fill("2", SELL, "1", "99"));
    ClosedLot sold = lot(fill("1", SELL, "1", "100"), fill("2", BUY, "1", "99"));
    long first = Instant.parse("2026-02-03T09:31:00Z").getEpochSecond() / 60;
    assertThat(Excursion.span(bought, TickKind.QUOTE))
        .isEqualTo(
            new PriceSpan(SYMBOL, dev.quintet.domain.marketdata.Side.BID, first, first + 2));
    assertThat(Excursion.span(sold, TickKind.QUOTE).side())
        .isEqualTo(dev.quintet.domain.marketdata.Side.ASK);
    assertThat(Excursion.span(sold, TickKind.TRADE).side())
        .isEqualTo(dev.quintet.domain.marketdata.Side.TRADE);
    Instant minute = Instant.ofEpochSecond(first * 60);
    assertThat(minutes(minute, minute.plusSeconds(60))).isEqualTo(1);
    assertThat(minutes(minute.plusNanos(1), minute.plusSeconds(119))).isZero();
    assertThat(minutes(minute.plusSeconds(1), minute.plusSeconds(2))).isZero();
    assertThat(minutes(Instant.MIN, EventTime.MIN.plusSeconds(60))).isEqualTo(1);
    assertThat(minutes(EventTime.END.minusSeconds(60), Instant.MAX)).isEqualTo(1);
    assertThat(minutes(Instant.MIN, Instant.MIN)).isZero();
  }

  private static long minutes(Instant opened, Instant closed) {
    return PriceSpan.between(
            SYMBOL, dev.quintet.domain.marketdata.Side.BID, opened, closed)
        .minutes();
  }

  @Test
  void whatIsNotKnownIsNotZeroAndSaysWhy() {
    ClosedLot lot = lot(fill("1", BUY, "1", "100"), fill("2", SELL, "1", "99"));
    Excursion none = of(lot, null);
    assertThat(none.amounts()).isNull();
    assertThat(none.missing()).contains(Excursion.Missing.NO_BARS);
    assertThat(none).extracting(Excursion::minutes, Excursion::covered).containsExactly(2L, 0L);
    PriceSpan instant = new PriceSpan(SYMBOL, dev.quintet.domain.marketdata.Side.BID, 5, 5);
    assertThat(Excursion.of(held(lot, false), instant, null).missing())
        .contains(Excursion.Missing.SHORT);
    PriceSpan span = Excursion.span(lot, TickKind.QUOTE);
    Excursion split = Excursion.of(held(lot, true), span, range("1", "2"));
    assertThat(split.missing()).contains(Excursion.Missing.SPLIT);
    assertThat(split.amounts()).isNull();
    assertThat(of(lot, range("1", "2")).missing()).isEmpty();
  }

  @Test
  void averagesAreOfWhatIsKnown() {
    ClosedLot lot = lot(fill("1", BUY, "1", "100"), fill("2", SELL, "1", "100"));
    PriceSpan span = Excursion.span(lot, TickKind.QUOTE);
    List<Excursion> all =
        List.of(
            Excursion.of(held(lot, false, "a", "b"), span, range("90", "101")),
            Excursion.of(held(lot, false, "b"), span, range("95", "100")),
            Excursion.of(held(lot, true, "b"), span, range("1", "900")),
            Excursion.of(held(lot, false), span, null));
    assertThat(ExcursionSummary.of(all, Performance.Grouping.ACCOUNT))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.key()).isEqualTo("acc");
              assertThat(row.currency()).isEqualTo(EUR);
              assertThat(List.of(row.lots(), row.known(), row.minutes(), row.covered()))
                  .containsExactly(4L, 2L, 8L, 6L);
              assertThat(row.averageAdverse()).contains(new BigDecimal("7.5000"));
              assertThat(row.averageFavourable()).contains(new BigDecimal("0.5000"));
              assertThat(row.mostAdverse()).contains(new BigDecimal("10.0000"));
              assertThat(row.mostFavourable()).contains(new BigDecimal("1.0000"));
            });
    assertThat(ExcursionSummary.of(all, Performance.Grouping.AGENT))
        .extracting(ExcursionSummary::key, ExcursionSummary::lots, ExcursionSummary::averageAdverse)
        .containsExactly(
            tuple("", 1L, Optional.empty()),
            tuple("a", 1L, Optional.of(new BigDecimal("10.0000"))),
            tuple("b", 3L, Optional.of(new BigDecimal("7.5000"))));
    assertThat(ExcursionSummary.of(all, Performance.Grouping.AGENT).getFirst().mostAdverse())
        .isEmpty();
    assertThat(
            Arrays.stream(Performance.Grouping.values())
                .map(by -> ExcursionSummary.of(all, by).getLast().key()))
        .containsExactly(
            "ann", "acc", "2026-02-03", "ann 2026-02-03", "DAX", "grid", "b");
    assertThat(ExcursionSummary.of(List.of(), Performance.Grouping.DAY)).isEmpty();
  }
}
