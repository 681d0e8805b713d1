package dev.quintet.domain.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class ProrationProperties {

  @Provide
  Arbitrary<Currency> currencies() {
    return Arbitraries.of("EUR", "JPY", "KWD", "CLF").map(Currency::getInstance);
  }

  private static Money money(long units, Currency currency) {
    return new Money(
        BigDecimal.valueOf(units, currency.getDefaultFractionDigits()), currency);
  }

  private static Cycle cycle(int anchored, CycleLength length) {
    LocalDate day = LocalDate.of(2000, 1, 1).plusDays(anchored);
    return CycleAnchor.of(day, length).cycle(day);
  }

  @Property
  void anySplitOfACycleSumsToTheWholeToTheSmallestUnit(
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long units,
      @ForAll @From("currencies") Currency currency,
      @ForAll @IntRange(max = 146_097) int anchored,
      @ForAll CycleLength length,
      @ForAll @Size(max = 40) Set<@IntRange(min = 1, max = 365) Integer> cuts) {
    Money whole = money(units, currency);
    Cycle cycle = cycle(anchored, length);
    Proration proration = new Proration(whole, cycle);
    TreeSet<LocalDate> days = new TreeSet<>(Set.of(cycle.from(), cycle.to()));
    cuts.forEach(cut -> days.add(cycle.from().plusDays(cut % cycle.days())));
    List<LocalDate> ends = new ArrayList<>(days);
    Money sum = Money.zero(currency);
    for (int i = 1; i < ends.size(); i++) {
      Money share = proration.share(ends.get(i - 1), ends.get(i));
      assertThat(share).isEqualTo(share.rounded());
      sum = sum.plus(share);
    }
    assertThat(sum).isEqualTo(whole);
  }

  @Property
  void aShareIsWithinOneUnitOfItsExactPart(
      @ForAll @LongRange(max = 1_000_000_000_000L) long units,
      @ForAll @From("currencies") Currency currency,
      @ForAll @IntRange(max = 146_097) int anchored,
      @ForAll CycleLength length,
      @ForAll @IntRange(max = 365) int one,
      @ForAll @IntRange(max = 365) int two) {
    Cycle cycle = cycle(anchored, length);
    LocalDate from = cycle.from().plusDays(Math.min(one, two) % (cycle.days() + 1));
    LocalDate to = cycle.from().plusDays(Math.max(one, two) % (cycle.days() + 1));
    if (to.isBefore(from)) {
      return;
    }
    Money share = new Proration(money(units, currency), cycle).share(from, to);
    BigDecimal exact =
        BigDecimal.valueOf(units)
            .multiply(BigDecimal.valueOf(from.until(to, java.time.temporal.ChronoUnit.DAYS)))
            .divide(BigDecimal.valueOf(cycle.days()), 20, RoundingMode.HALF_EVEN)
            .movePointLeft(currency.getDefaultFractionDigits());
    assertThat(share.amount().subtract(exact).abs())
        .isLessThanOrEqualTo(BigDecimal.ONE.movePointLeft(currency.getDefaultFractionDigits()));
  }

  @Example
  void halvesGoToTheEvenUnit() {
    Cycle february = new Cycle(LocalDate.of(2027, 2, 1), LocalDate.of(2027, 3, 1));
    Currency euro = Currency.getInstance("EUR");
    LocalDate middle = LocalDate.of(2027, 2, 15);
    assertThat(new Proration(money(1, euro), february).share(february.from(), middle))
        .isEqualTo(money(0, euro));
    assertThat(new Proration(money(3, euro), february).share(february.from(), middle))
        .isEqualTo(money(2, euro));
    assertThat(new Proration(money(3, euro), february).share(middle, february.to()))
        .isEqualTo(money(1, euro));
  }

  @Example
  void whatIsNotAWholeNumberOfUnitsIsRefused() {
    Cycle month = new Cycle(LocalDate.of(2027, 2, 1), LocalDate.of(2027, 3, 1));
    assertThatThrownBy(() -> new Proration(Money.parse("price", "0.001", "EUR"), month))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("price");
  }
}
