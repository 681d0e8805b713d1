package dev.quintet.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Currency;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

final class MoneyProperties {

  private static final Currency EUR = Money.currency("EUR");
  private static final long MOST = 9_999_999_999_999_999L;

  private static Money units(long units) {
    return new Money(BigDecimal.valueOf(units, Money.SCALE), EUR);
  }

  @Property
  void whatIsAddedCanBeTakenAway(
      @ForAll @LongRange(min = -MOST, max = MOST) long a,
      @ForAll @LongRange(min = -MOST, max = MOST) long b) {
    assertThat(units(a).plus(units(b)).minus(units(b))).isEqualTo(units(a));
    assertThat(units(a).plus(units(a).negated()).isZero()).isTrue();
    assertThat(units(a).compareTo(units(b))).isEqualTo(Long.compare(a, b));
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll @LongRange(min = -MOST, max = MOST) long units) {
    Money money = units(units);
    assertThat(Money.parse("amount", money.amount().toPlainString(), "EUR")).isEqualTo(money);
  }

  @Property
  void roundingMovesByHalfACentAtMost(@ForAll @LongRange(min = -MOST, max = MOST) long units) {
    BigDecimal moved = units(units).rounded().minus(units(units)).amount().abs();
    assertThat(moved).isLessThanOrEqualTo(new BigDecimal("0.005"));
  }

  @Example
  void equalAmountsAreEqualHoweverWritten() {
    assertThat(Money.parse("amount", "1e2", "EUR")).isEqualTo(Money.parse("amount", "100.0", "EUR"));
    assertThat(Money.parse("amount", "-0", "EUR")).isEqualTo(Money.zero(EUR));
  }

  @Example
  void halvesGoToTheEvenNeighbour() {
    assertThat(units(12_350).times(BigDecimal.ONE, 2).amount()).isEqualByComparingTo("1.24");
    assertThat(units(12_450).rounded().amount()).isEqualByComparingTo("1.24");
    assertThat(Money.parse("amount", "2.5", "JPY").rounded().amount()).isEqualByComparingTo("2");
  }

  @Example
  void whatDoesNotFitIsRefusedByItsField() {
    Refused.field("balance", () -> Money.parse("balance", "0.00001", "EUR"));
    Refused.field("balance", () -> Money.parse("balance", "10000000000000000", "EUR"));
    Refused.field("balance", () -> Money.parse("balance", "1e999999999", "EUR"));
    Refused.field("balance", () -> Money.parse("balance", "1e-999999999", "EUR"));
    Refused.field("balance", () -> Money.parse("balance", "9".repeat(65), "EUR"));
    Refused.field("balance", () -> Money.parse("balance", "NaN", "EUR"));
    Money most = Money.parse("amount", "9999999999999999.9999", "EUR");
    Refused.field("amount", () -> most.plus(units(1)));
    Refused.field("amount", () -> most.times(2));
    Refused.field("amount", () -> most.times(BigDecimal.TEN, 2));
  }

  @Example
  void currenciesAreThoseOfIsoAndAreNotMixed() {
    for (String code : new String[] {"", "eur", "EURO", "XXX", "XTS", "ZZZ", "EÜR"}) {
      Refused.field("currency", () -> Money.currency(code));
    }
    Money dollars = Money.parse("amount", "1", "USD");
    Refused.field("currency", () -> units(1).plus(dollars));
    Refused.field("currency", () -> units(1).minus(dollars));
    Refused.field("currency", () -> units(1).compareTo(dollars));
  }
}
