package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

final class DecimalsProperties {

  @Property
  void halvesMakeUpTheNumberTheyWereCutFrom(@ForAll BigInteger number) {
    BigInteger cut = number.remainder(BigInteger.ONE.shiftLeft(127));
    long high = cut.shiftRight(64).longValue();
    assertThat(Decimals.volume(high, cut.longValue())).isEqualTo(new BigDecimal(cut, 8));
  }

  @Property
  void anyHalvesAreANumberOf128Bits(@ForAll long high, @ForAll long low) {
    BigInteger units = Decimals.volume(high, low).unscaledValue();
    assertThat(units.longValue()).isEqualTo(low);
    assertThat(units.shiftRight(64).longValueExact()).isEqualTo(high);
  }

  @Property
  void aPriceKeepsItsUnits(
      @ForAll
          @LongRange(min = -Decimals.MAX_PRICE_UNITS, max = Decimals.MAX_PRICE_UNITS)
          long units) {
    assertThat(Decimals.exactPrice("price", Decimals.price(units)).unscaledValue())
        .isEqualTo(BigInteger.valueOf(units));
  }
}
