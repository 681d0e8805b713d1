package dev.quintet.bootstrap.cli.marketdata.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "1.39123, 139123000",
    "-1.39123, -139123000",
    "+7, 700000000",
    "0, 0",
    "-0.0, 0",
    ".5, 50000000",
    "5., 500000000",
    "0.00000001, 1",
    "0.000000010000000000000000000000000000, 1",
    "800.010000000000, 80001000000",
    "00001.5, 150000000",
    "92233720368.54775807, 9223372036854775807",
    "-92233720368.54775807, -9223372036854775807",
    "1e-05, 1000",
    "1.5E+3, 150000000000",
    "1e-8, 1",
    "10e-9, 1",
    "0e999999999, 0"
  })
  void aNumberBecomesExactUnits(String text, long units) throws RefusedRow {
    assertThat(Units.parse("bid", text, 8)).isEqualTo(units);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN", "Infinity", "-", "+", ".", "-.", "1,5", "1.2.3", "--1", "1-", "0x10", "1_000", "1d",
        "1f", " 1", "1 ", "1e", "e5", "1e5.5", "1e5e5", "１", "٣", "1e٣", "1e99999999999", "\u0000"
      })
  void whatIsNotANumberIsRefused(String text) {
    assertThatThrownBy(() -> Units.parse("bid", text, 8))
        .isInstanceOf(RefusedRow.class)
        .hasMessage("is not a number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.000000001", "1.123456789", "1.0000000010", "1e-9", "15e-9", "1e-999999999"
      })
  void digitsThatWouldBeLostAreRefused(String text) {
    assertThatThrownBy(() -> Units.parse("ask", text, 8))
        .isInstanceOf(RefusedRow.class)
        .hasMessage("has more than 8 digits after the point");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "92233720368.54775808", "-92233720368.54775808", "100000000000", "1e12", "1e999999999",
        "99999999999999999999999999999999"
      })
  void whatDoesNotFitIsRefused(String text) {
    assertThatThrownBy(() -> Units.parse("ask", text, 8))
        .isInstanceOf(RefusedRow.class)
        .hasMessage("is not within ±92233720368.54775807");
  }

  @Test
  void anEmptyCellIsRefused() {
    assertThatThrownBy(() -> Units.parse("bid", "", 8)).hasMessage("is empty");
  }

  @Test
  void anEndlessNumberIsRefused() {
    assertThatThrownBy(() -> Units.parse("bid", "1".repeat(4_000), 8))
        .isInstanceOf(RefusedRow.class);
  }

  @Test
  void withoutDigitsOnlyWholeNumbersAreTaken() throws RefusedRow {
    assertThat(Units.parse("time", "1385337600000000001.000", 0)).isEqualTo(1385337600000000001L);
    assertThatThrownBy(() -> Units.parse("time", "1.5", 0)).hasMessage("must be a whole number");
  }

  @Test
  void everyNumberReadsAsBigDecimalReadsIt() throws RefusedRow {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      long units = random.nextLong() >> random.nextInt(64);
      int digits = random.nextInt(10);
      String text = BigDecimal.valueOf(units, digits).toPlainString();
      assertThat(Units.parse("bid", text, digits)).as("seed %d, %s", seed, text).isEqualTo(units);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.000000005, 0.00000001",
    "1.123456784, 1.12345678",
    "1.123456785, 1.12345679",
    "-1.123456785, -1.12345679",
    "1.123456780000, 1.12345678"
  })
  void roundingIsToTheNearestAndHalvesAwayFromZero(String text, String rounded)
      throws RefusedRow {
    Units units = new Units(false, true);
    assertThat(units.price("bid", text)).isEqualTo(Units.parse("bid", rounded, 8));
    assertThat(units.takeRounded()).isEqualTo(new BigDecimal(text).compareTo(new BigDecimal(rounded)) != 0);
    assertThat(units.takeRounded()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.000000004", "1e-9", "1e-15"})
  void nothingIsRoundedToZero(String text) {
    assertThatThrownBy(() -> new Units(false, true).price("bid", text))
        .hasMessage("would be 0 with 8 digits after the point");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "0.00, 0",
    "1.50, 1.5",
    "9223372036854775807, 9223372036854775807",
    "1000000000000.25, 1000000000000.25",
    "92233720368.54775807, 92233720368.54775807",
    "1e12, 1000000000000"
  })
  void aVolumeHasAsManyDigitsAs64BitsHold(String text, BigDecimal volume) throws RefusedRow {
    assertThat(new Units(false, false).volume(text)).isEqualTo(volume);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775808, has more digits than 64 bits hold",
    "92233720368.54775808, has more digits than 64 bits hold",
    "1e99999, has more digits than 64 bits hold",
    "1.000000001, has more than 8 digits after the point",
    "-1, is negative",
    "many, is not a number"
  })
  void otherVolumesAreRefused(String text, String reason) {
    assertThatThrownBy(() -> new Units(false, false).volume(text)).hasMessage(reason);
  }

  @Test
  void aDecimalCommaIsReadWhenItIsSaid() throws RefusedRow {
    Units comma = new Units(true, false);
    assertThat(comma.price("bid", "1,09341")).isEqualTo(109_341_000);
    assertThatThrownBy(() -> comma.price("bid", "1.000,5"))
        .hasMessage("is not a number with a decimal comma");
    assertThatThrownBy(() -> new Units(false, false).price("bid", "1,09341"))
        .hasMessage("is not a number");
  }
}
