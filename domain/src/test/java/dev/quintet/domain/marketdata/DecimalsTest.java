package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Refused;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalsTest {

  @Test
  void aPriceIsItsUnitsWithEightDigits() {
    assertThat(Decimals.price(139_123_000)).isEqualTo(new BigDecimal("1.39123000"));
    assertThat(Decimals.price(-1)).isEqualTo(new BigDecimal("-0.00000001"));
    assertThat(Decimals.price(Decimals.MAX_PRICE_UNITS))
        .isEqualTo(new BigDecimal("9999999999.99999999"));
  }

  @Test
  void aVolumeIsMadeOfItsHalves() {
    assertThat(Decimals.volume(0, 1)).isEqualTo(new BigDecimal("0.00000001"));
    assertThat(Decimals.volume(-1, -1)).isEqualTo(new BigDecimal("-0.00000001"));
    assertThat(Decimals.volume(0, Long.MAX_VALUE))
        .isEqualTo(new BigDecimal("92233720368.54775807"));
    assertThat(Decimals.volume(0, Long.MIN_VALUE))
        .isEqualTo(new BigDecimal("92233720368.54775808"));
    assertThat(Decimals.volume(0, -1)).isEqualTo(new BigDecimal("184467440737.09551615"));
    assertThat(Decimals.volume(1, 0)).isEqualTo(new BigDecimal("184467440737.09551616"));
  }

  @Test
  void powersOfTenReachEight() {
    for (int exponent = 0; exponent <= 8; exponent++) {
      assertThat(BigDecimal.valueOf(Decimals.powerOfTen(exponent)))
          .isEqualByComparingTo(BigDecimal.ONE.movePointRight(exponent));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "-0.00", "1", "1e9", "9999999999.99999999", "-9999999999.99999999", "0.00000001",
        "1.5000000000000", "1e-8", "0e999999999", "0e-999999999"
      })
  void aPriceThatFitsIsTheSameNumberAtScaleEight(String text) {
    BigDecimal price = Decimals.exactPrice("price", new BigDecimal(text));
    assertThat(price).isEqualByComparingTo(text);
    assertThat(price.scale()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10000000000", "-10000000000", "0.000000001", "1.123456789", "1e10", "1e999999999",
        "1e-999999999", "-1e-9"
      })
  void aPriceThatDoesNotFitIsRefusedAtOnce(String text) {
    Refused.field("price", () -> Decimals.exactPrice("price", new BigDecimal(text)));
  }

  @Test
  void aVolumeHasThirtyDigitsAndNoSign() {
    BigDecimal most = new BigDecimal("9".repeat(30) + ".99999999");
    assertThat(Decimals.exactVolume("volume", most)).isEqualTo(most);
    for (String text : List.of("-0.00000001", "1e30", "0.000000001")) {
      Refused.field("volume", () -> Decimals.exactVolume("volume", new BigDecimal(text)));
    }
  }
}
