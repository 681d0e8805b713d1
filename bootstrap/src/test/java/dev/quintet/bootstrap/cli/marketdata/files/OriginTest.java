package dev.quintet.bootstrap.cli.marketdata.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OriginTest {

  @Test
  void aFileNameTellsSymbolSourceAndDateButNoOffset() throws UnusableFile {
    assertThat(Origin.of("eurusd_fxcm_20140508_quote.zip", null, null, null, null))
        .isEqualTo(new Origin("EURUSD", "fxcm", LocalDate.parse("2014-05-08"), null));
  }

  @Test
  void whatTheOptionsSayGoesFirst() throws UnusableFile {
    LocalDate day = LocalDate.parse("2020-01-01");
    ZoneOffset offset = ZoneOffset.ofHours(-5);
    assertThat(Origin.of("eurusd_fxcm_20140508_quote.zip", "XAUUSD", "other", day, offset))
        .isEqualTo(new Origin("XAUUSD", "other", day, offset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eurusd.csv", "eurusd_fxcm_20140532_quote.zip", "eurusd_fxcm_2014_quote.zip",
        "eurusd_20140508_quote.zip", "_fxcm_20140508_quote.zip", "a_b_c_20140508_quote.zip",
        "eurusd_fxcm_20140508_trade.zip"
      })
  void anotherNameTellsNothing(String name) throws UnusableFile {
    assertThatThrownBy(() -> Origin.of(name, null, null, null, null))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("--symbol");
    assertThat(Origin.of(name, "EURUSD", null, null, null))
        .isEqualTo(new Origin("EURUSD", "import", null, null));
  }
}
