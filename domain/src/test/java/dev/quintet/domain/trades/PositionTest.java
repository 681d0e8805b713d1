package dev.quintet.domain.trades;

import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static dev.quintet.domain.trades.Trades.ACCOUNT;
import static dev.quintet.domain.trades.Trades.EUR;
import static dev.quintet.domain.trades.Trades.SYMBOL;
import static dev.quintet.domain.trades.Trades.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Refused;
import dev.quintet.domain.trades.PositionRules.Method;
import dev.quintet.domain.trades.PositionRules.Mode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class PositionTest {

  private static final PositionRules HEDGING = new PositionRules(Mode.HEDGING, Method.FIFO);

  private static Course course(PositionRules rules, TradeEvent... events) {
    List<TradeEvent.OfPosition> effective = Course.effective(Arrays.asList(events), rules);
    return Course.of(((Fill) effective.getFirst()).position(rules), EUR, rules, effective);
  }

  private static Course course(Method method, TradeEvent... events) {
    return course(new PositionRules(Mode.NETTING, method), events);
  }

  private static Money eur(String amount) {
    return Money.parse("amount", amount, "EUR");
  }

  private static Problem problem(ThrowingCallable call) {
    return catchThrowableOfType(ProblemException.class, call).problem();
  }

  @Test
  void eachMethodConsumesItsLotsAtItsCost() {
    Fill[] fills = {
      fill("1", BUY, "1", "100"), fill("2", BUY, "3", "120"), fill("3", SELL, "2", "130")
    };
    assertThat(course(Method.FIFO, fills).position().realised()).isEqualTo(eur("40"));
    assertThat(course(Method.LIFO, fills).position().realised()).isEqualTo(eur("20"));
    assertThat(course(Method.AVERAGE, fills).position().realised()).isEqualTo(eur("30"));
    assertThat(course(Method.FIFO, fills).position().averagePrice()).isEqualByComparingTo("120");
    assertThat(course(Method.LIFO, fills).position().averagePrice()).isEqualByComparingTo("110");
    assertThat(course(Method.AVERAGE, fills).position().averagePrice()).isEqualByComparingTo("115");
    assertThat(course(Method.LIFO, fills).closed())
        .extracting(lot -> lot.opened().value(), lot -> lot.quantity().toPlainString())
        .containsExactly(tuple("2", "2.00000000"));
  }

  @Test
  void aReversalRestartsTheAverageAndTheClosedCycleStays() {
    Course course =
        course(
            Method.FIFO,
            fill("1", BUY, "2", "100"),
            fill("2", SELL, "5", "110"),
            fill("3", BUY, "3", "105"));
    assertThat(course.position().isFlat()).isTrue();
    assertThat(course.position().cycles()).isEqualTo(2);
    assertThat(course.closed()).extracting(ClosedLot::cycle).containsExactly(1, 2);
    assertThat(course.closed()).extracting(ClosedLot::side).containsExactly(BUY, SELL);
    assertThat(course.closed()).extracting(ClosedLot::gross).containsExactly(eur("20"), eur("15"));
    Position reversed =
        course(Method.AVERAGE, fill("1", BUY, "2", "100"), fill("2", SELL, "5", "110")).position();
    assertThat(reversed.averagePrice()).isEqualByComparingTo("110");
    assertThat(reversed.quantity()).isEqualByComparingTo("-3");
    assertThat(reversed.open().unrealised(new BigDecimal("112.5"), BigDecimal.ONE)).isEqualTo(eur("-7.5"));
  }

  @Test
  void hedgedPositionsStandSideBySideAndAreClosedOnce() {
    Fill open = fill("1", BUY, "2", "100");
    assertThat(open.position(HEDGING)).isEqualTo(new Position.Key(ACCOUNT, SYMBOL, "1"));
    Fill close = fill("2").side(SELL).quantity(new BigDecimal("2")).position("1").make();
    assertThat(close.position(HEDGING)).isEqualTo(open.position(HEDGING));
    Fill more = fill("2").side(SELL).quantity(new BigDecimal("2.1")).position("1").make();
    Refused.field("quantity", () -> course(HEDGING, open, more));
    Fill again = fill("3").position("1").make();
    assertThat(problem(() -> course(HEDGING, open, close, again)))
        .isInstanceOf(Problem.NotReady.class);
  }

  @Test
  void aSplitChangesUnitsAndNotWhatTheyCost() {
    TradeEvent split =
        new TradeEvent.Split(new TradeId("s"), ACCOUNT, SYMBOL, 1, 3, Instant.EPOCH);
    Position position =
        course(Method.FIFO, fill("1", BUY, "5", "100"), fill("2", BUY, "5", "100"), split)
            .position();
    assertThat(position.quantity()).isEqualByComparingTo("3.33333333");
    assertThat(position.cost()).isEqualByComparingTo("1000");
    Fill all = fill("3", SELL, "3.33333333", "300");
    assertThat(
            course(Method.FIFO, fill("1", BUY, "5", "100"), fill("2", BUY, "5", "100"), split, all)
                .position()
                .realised())
        .isEqualTo(eur("0"));
    Fill least = fill("1", BUY, "0.00000001", "100");
    assertThat(problem(() -> course(Method.FIFO, least, split)))
        .isInstanceOf(Problem.NotReady.class);
  }

  @Test
  void aDividendIsReceivedForUnitsAndPaidForThoseSoldShort() {
    TradeEvent dividend =
        new TradeEvent.Dividend(
            new TradeId("d"), ACCOUNT, SYMBOL, new BigDecimal("0.12345"), Instant.EPOCH);
    assertThat(course(Method.FIFO, fill("1", BUY, "3", "100"), dividend).position().dividends())
        .isEqualTo(eur("0.3704"));
    assertThat(course(Method.FIFO, fill("1", SELL, "3", "100"), dividend).position().dividends())
        .isEqualTo(eur("-0.3704"));
  }

  @Test
  void whatIsNotThereCannotBeCorrected() {
    TradeEvent bust =
        new TradeEvent.Bust(new TradeId("b"), ACCOUNT, new TradeId("1"), Instant.EPOCH);
    assertThat(problem(() -> effective(bust))).isInstanceOf(Problem.NotFound.class);
    assertThat(problem(() -> effective(fill("1").make(), bust, bust)))
        .isEqualTo(new Problem.NotReady("trade 1 is annulled"));
    Fill other = fill("1", BUY, "1", "99");
    TradeEvent correction = new TradeEvent.Correction(new TradeId("c"), other, Instant.EPOCH);
    assertThat(problem(() -> effective(correction))).isInstanceOf(Problem.NotFound.class);
    assertThat(problem(() -> effective(fill("1").make(), bust, correction)))
        .isInstanceOf(Problem.NotReady.class);
    assertThat(effective(fill("1").make(), correction, fill("2").make()))
        .containsExactly(other, fill("2").make());
    Fill elsewhere = fill("1").position("2").make();
    Refused.field(
        "position",
        () ->
            Course.effective(
                List.of(
                    fill("1").make(),
                    new TradeEvent.Correction(new TradeId("c"), elsewhere, Instant.EPOCH)),
                HEDGING));
  }

  private static List<TradeEvent.OfPosition> effective(TradeEvent... events) {
    return Course.effective(List.of(events), PositionRules.STANDARD);
  }

  @Test
  void profitIsMultipliedAndConvertedAtTheRateOfTheClose() {
    Fill.Conversion opened = conversion("100000", "0.9");
    Fill.Conversion closed = conversion("100000", "0.912345678901");
    Fill open = fill("1").quantity(new BigDecimal("0.3")).price(new BigDecimal("1.1")).in(opened).make();
    Fill close =
        fill("2").side(SELL).quantity(new BigDecimal("0.1")).price(new BigDecimal("1.10001")).in(closed).make();
    Course course = course(Method.FIFO, open, close);
    assertThat(course.position().totals().gross()).isEqualByComparingTo("0.0912345678901");
    assertThat(course.position().realised()).isEqualTo(eur("0.0912"));
    assertThat(course.position().averagePrice()).as("as it is quoted").isEqualByComparingTo("1.1");
    assertThat(course.closed().getFirst().conversion()).isEqualTo(closed);
    assertThat(course.position().open().unrealised(new BigDecimal("1.2"), new BigDecimal("0.5")))
        .isEqualTo(eur("1000"));
    assertThat(course.position().open().at(BigDecimal.ONE, null, OpenPosition.Source.QUOTE, null))
        .as("a rate that nobody states is not guessed")
        .isEmpty();
    TradeEvent dividend =
        new TradeEvent.Dividend(
            new TradeId("d"), ACCOUNT, SYMBOL, new BigDecimal("0.001"), Instant.EPOCH);
    assertThat(course(Method.FIFO, open, dividend).position().dividends()).isEqualTo(eur("30"));
    Refused.field("multiplier", () -> course(Method.FIFO, open, fill("2", BUY, "1", "1")));
    Refused.field("multiplier", () -> course(Method.FIFO, open, fill("2", SELL, "1", "1")));
    Fill all = fill("2").side(SELL).quantity(new BigDecimal("0.3")).in(opened).make();
    assertThat(course(Method.FIFO, open, all, fill("3", BUY, "1", "1")).position().multiplier())
        .as("of what is opened anew")
        .isEqualByComparingTo("1");
    Refused.field("multiplier", () -> conversion("0", "1"));
    Refused.field("rate", () -> conversion("1", "-1"));
    Refused.field("rate", () -> conversion("1", "0.0000000000001"));
    Refused.field("quantity", () -> fill("1").quantity(new BigDecimal("1e9")).in(conversion("1e6", "1")).make());
  }

  private static Fill.Conversion conversion(String multiplier, String rate) {
    return new Fill.Conversion(new BigDecimal(multiplier), new BigDecimal(rate));
  }

  @Test
  void numbersThatDoNotFitAreRefusedWithTheirField() {
    Refused.field("quantity", () -> fill("1", BUY, "0", "1"));
    Refused.field("quantity", () -> fill("1", BUY, "-1", "1"));
    Refused.field("quantity", () -> fill("1", BUY, "0.000000001", "1"));
    Refused.field("quantity", () -> fill("1", BUY, "1e30", "1"));
    Refused.field("quantity", () -> fill("1", BUY, "1e15", "10"));
    Refused.field("price", () -> fill("1", BUY, "1", "0"));
    Refused.field("price", () -> fill("1", BUY, "1", "-1"));
    Refused.field("price", () -> fill("1", BUY, "1", "1e10"));
    Refused.field("trade_id", () -> fill("a b", BUY, "1", "1"));
    String most = "9999999999999999";
    assertThat(course(Method.FIFO, fill("1", BUY, most, "1")).position().quantity())
        .isEqualByComparingTo(most);
    Refused.field("quantity", () -> course(Method.FIFO, fill("1", BUY, most, "1"), fill("2", BUY, "1", "1")));
  }

  @Test
  void noMoreLotsAreOpenThanMayBe() {
    Position position =
        Position.none(new Position.Key(ACCOUNT, SYMBOL, ""), EUR)
            .after(fill("1").make(), PositionRules.STANDARD)
            .after();
    Position full =
        new Position(
            position.key(),
            Collections.nCopies(Position.MOST_LOTS, position.lots().getFirst()),
            position.totals(),
            1,
            Instant.EPOCH);
    assertThat(problem(() -> full.after(fill("2").make(), PositionRules.STANDARD)))
        .isInstanceOf(Problem.LimitExceeded.class);
    assertThat(full.after(fill("2", SELL, "1", "1"), PositionRules.STANDARD).closed()).hasSize(1);
  }
}
