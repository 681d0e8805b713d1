package dev.quintet.domain.trades;

import static dev.quintet.domain.trades.Trades.ACCOUNT;
import static dev.quintet.domain.trades.Trades.EUR;
import static dev.quintet.domain.trades.Trades.SYMBOL;
import static dev.quintet.domain.trades.Trades.fill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.trades.PositionRules.Method;
import dev.quintet.domain.trades.PositionRules.Mode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Courses of random fills, compared with a model that moves one unit after the other. */
final class CourseProperties {

  private static final Position.Key KEY = new Position.Key(ACCOUNT, SYMBOL, "");

  /** A unit that is open: of which fill, and its exact cost as a fraction. */
  private record Unit(String fill, BigInteger over, BigInteger under) {}

  /**
   * Holds a list with an entry for each unit of quantity 0.01 and counts in fractions, which are never
   * rounded; positive long, negative short.
   */
  private static final class Model {
    private final Method method;
    private final List<Unit> open = new ArrayList<>();
    private final Map<String, Integer> pairs = new HashMap<>();
    private int sign;
    private int cycles;
    private BigInteger over = BigInteger.ZERO;
    private BigInteger under = BigInteger.ONE;

    Model(Method method) {
      this.method = method;
    }

    void fill(Fill fill) {
      int units = fill.quantity().movePointRight(2).intValueExact();
      BigInteger price = fill.price().movePointRight(8).toBigIntegerExact();
      for (int i = 0; i < units; i++) {
        if (open.isEmpty()) {
          sign = fill.side().sign();
          cycles++;
        }
        if (sign == fill.side().sign()) {
          open.add(new Unit(fill.id().value(), price, BigInteger.ONE));
        } else {
          Unit unit = open.remove(method == Method.LIFO ? open.size() - 1 : 0);
          pairs.merge(unit.fill + ">" + fill.id(), 1, Integer::sum);
          BigInteger profit =
              price
                  .multiply(unit.under)
                  .subtract(unit.over)
                  .multiply(BigInteger.valueOf(sign))
                  .multiply(fill.conversion().multiplier().movePointRight(8).toBigIntegerExact())
                  .multiply(fill.conversion().rate().movePointRight(12).toBigIntegerExact());
          over = over.multiply(unit.under).add(profit.multiply(under));
          under = under.multiply(unit.under);
          BigInteger common = over.gcd(under);
          over = over.divide(common);
          under = under.divide(common);
        }
      }
      if (method == Method.AVERAGE) {
        average();
      }
    }

    private void average() {
      BigInteger sumOver = BigInteger.ZERO;
      BigInteger sumUnder = BigInteger.ONE;
      for (Unit unit : open) {
        sumOver = sumOver.multiply(unit.under).add(unit.over.multiply(sumUnder));
        sumUnder = sumUnder.multiply(unit.under);
        BigInteger common = sumOver.gcd(sumUnder);
        sumOver = sumOver.divide(common);
        sumUnder = sumUnder.divide(common);
      }
      BigInteger each = sumUnder.multiply(BigInteger.valueOf(Math.max(1, open.size())));
      BigInteger total = sumOver;
      open.replaceAll(unit -> new Unit(unit.fill, total, each));
    }

    /** In the currency, to far more digits than are compared. */
    BigDecimal gross() {
      return new BigDecimal(over)
          .movePointLeft(30)
          .divide(new BigDecimal(under), Fill.CONVERTED_SCALE, RoundingMode.HALF_EVEN);
    }
  }

  private static List<Fill> fills(long seed, int count) {
    Random random = new Random(seed);
    BigDecimal multiplier = BigDecimal.valueOf(1 + random.nextInt(99), 1);
    List<Fill> fills = new ArrayList<>();
    int second = 0;
    for (int i = 0; i < count; i++) {
      second += random.nextInt(3);
      fills.add(
          fill("t" + i)
              .side(random.nextInt(100) < 50 ? Side.BUY : Side.SELL)
              .quantity(BigDecimal.valueOf(1 + random.nextInt(9), 2))
              .price(BigDecimal.valueOf(1 + random.nextLong(30_000_000_000L), 8))
              .costs(cents(random), cents(random), cents(random))
              .at(Instant.EPOCH.plusSeconds(second))
              .in(
                  new Fill.Conversion(
                      multiplier, BigDecimal.valueOf(1 + random.nextLong(3_000_000_000_000L), 12)))
              .make());
    }
    return fills;
  }

  private static Money cents(Random random) {
    return new Money(BigDecimal.valueOf(random.nextInt(-20_000, 20_000), 4), EUR);
  }

  private static Course course(Method method, List<? extends TradeEvent> recorded) {
    PositionRules rules = new PositionRules(Mode.NETTING, method);
    return Course.of(KEY, EUR, rules, Course.effective(recorded, rules));
  }

  @Property(tries = 600)
  void aCourseIsWhatTheModelSays(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count, @ForAll Method method) {
    List<Fill> fills = fills(seed, count);
    Course course = course(method, fills);
    Model model = new Model(method);
    fills.forEach(model::fill);
    Position position = course.position();
    assertThat(position.quantity().movePointRight(2).intValueExact())
        .isEqualTo(model.sign * model.open.size());
    assertThat(position.cycles()).isEqualTo(model.cycles);
    BigDecimal tolerance =
        method == Method.AVERAGE ? new BigDecimal("0.000000000001") : BigDecimal.ZERO;
    assertThat(position.totals().gross().subtract(model.gross()).abs())
        .isLessThanOrEqualTo(tolerance);
    Map<String, Integer> pairs = new HashMap<>();
    for (ClosedLot lot : course.closed()) {
      pairs.merge(
          lot.opened() + ">" + lot.closed(),
          lot.quantity().movePointRight(2).intValueExact(),
          Integer::sum);
    }
    assertThat(pairs).isEqualTo(model.pairs);
  }

  @Property(tries = 600)
  void nothingIsLostWhenProfitAndCostsAreDivided(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count, @ForAll Method method) {
    Fill.Conversion same = new Fill.Conversion(new BigDecimal("2.5"), new BigDecimal("0.007"));
    List<Fill> fills = fills(seed, count).stream().map(it -> Trades.in(it, same)).toList();
    Course course = course(method, fills);
    Position position = course.position();
    Costs costs = Costs.none(EUR);
    for (Lot lot : position.lots()) {
      costs = costs.plus(lot.costs());
    }
    Money gross = Money.zero(EUR);
    for (ClosedLot lot : course.closed()) {
      costs = costs.plus(lot.costs());
      gross = gross.plus(lot.gross());
    }
    Costs paid = fills.stream().map(Fill::costs).reduce(Costs.none(EUR), Costs::plus);
    assertThat(costs).isEqualTo(paid).isEqualTo(position.totals().costs());
    assertThat(gross).isEqualTo(position.realised());
    // What was paid and received is what was made and what is still open.
    BigDecimal cash = BigDecimal.ZERO;
    for (Fill fill : fills) {
      BigDecimal value = fill.quantity().multiply(fill.price());
      cash = fill.side() == Side.BUY ? cash.subtract(value) : cash.add(value);
    }
    BigDecimal open =
        position.quantity().signum() < 0 ? position.cost().negate() : position.cost();
    assertThat(position.totals().gross()).isEqualByComparingTo(same.of(cash.add(open)));
  }

  @Property(tries = 300)
  void aCloseBearsItsShareOfTheCosts(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count, @ForAll Method method) {
    Map<String, Fill> byId = new HashMap<>();
    List<Fill> fills = fills(seed, count);
    fills.forEach(fill -> byId.put(fill.id().value(), fill));
    for (ClosedLot lot : course(method, fills).closed()) {
      BigDecimal fair = BigDecimal.ZERO;
      for (TradeId id : List.of(lot.opened(), lot.closed())) {
        Fill fill = Objects.requireNonNull(byId.get(id.value()));
        fair =
            fair.add(
                fill.costs()
                    .commission()
                    .amount()
                    .multiply(lot.quantity())
                    .divide(fill.quantity(), 20, RoundingMode.HALF_EVEN));
      }
      assertThat(lot.costs().commission().amount().subtract(fair).abs())
          .isLessThanOrEqualTo(new BigDecimal("0.0010"));
    }
  }

  @Property(tries = 300)
  void theOrderInWhichFillsAreRecordedDoesNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count, @ForAll Method method) {
    List<Fill> fills = new ArrayList<>();
    for (Fill fill : fills(seed, count)) {
      fills.add(Trades.at(fill, Instant.EPOCH.plusSeconds(fills.size())));
    }
    Course course = course(method, fills);
    Collections.shuffle(fills, new Random(seed));
    assertThat(course(method, fills)).isEqualTo(course);
  }

  @Property(tries = 300)
  void goingOnFromAnyStepIsReplayingAll(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int count, @ForAll Method method) {
    PositionRules rules = new PositionRules(Mode.NETTING, method);
    List<Fill> fills = fills(seed, count);
    int split = new Random(seed).nextInt(count);
    Position position = course(method, fills.subList(0, split)).position();
    for (Fill fill : fills.subList(split, count)) {
      position = position.after(fill, rules).after();
    }
    assertThat(position).isEqualTo(course(method, fills).position());
  }

  @Property(tries = 300)
  void correctionsAndBustsAreAsIfTheFillHadBeenSo(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 40) int count, @ForAll Method method) {
    List<Fill> fills = fills(seed, count);
    Random random = new Random(seed);
    int corrected = random.nextInt(count);
    int busted = random.nextInt(count);
    Fill changed =
        Trades.in(
            Trades.at(fills(seed + 1, count).get(corrected), fills.get(corrected).at()),
            fills.get(corrected).conversion());
    List<TradeEvent> recorded = new ArrayList<>(fills);
    recorded.add(new TradeEvent.Correction(new TradeId("c"), changed, Instant.EPOCH));
    recorded.add(
        new TradeEvent.Bust(new TradeId("b"), ACCOUNT, fills.get(busted).id(), Instant.EPOCH));
    List<Fill> meant = new ArrayList<>(fills);
    meant.set(corrected, changed);
    meant.remove(busted);
    assertThat(course(method, recorded)).isEqualTo(course(method, meant));
  }
}
