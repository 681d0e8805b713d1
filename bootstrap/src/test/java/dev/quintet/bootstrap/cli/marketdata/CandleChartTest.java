package dev.quintet.bootstrap.cli.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.client.Bar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CandleChartTest {

  private static final Instant START = Instant.parse("2013-11-25T00:00:00Z");

  private static Bar bar(int hour, Bar.@Nullable Prices prices) {
    return new Bar(
        START.plusSeconds(3_600L * hour), prices, BigDecimal.ZERO, 1, false, false, Map.of());
  }

  private static Bar bar(int hour, String open, String high, String low, String close) {
    return bar(
        hour,
        new Bar.Prices(
            new BigDecimal(open), new BigDecimal(high), new BigDecimal(low), new BigDecimal(close)));
  }

  /** Nine heights on five lines: a price is the number of its half. */
  private static final List<Bar> BARS =
      List.of(
          bar(0, "2", "9", "0", "7"),
          bar(6, "7", "9", "0", "2"),
          bar(12, "4", "4", "4", "4"),
          bar(18, null),
          bar(24, "0", "9", "0", "9"),
          bar(30, "5", "5", "5", "5"));

  @Test
  void candlesStandWhereTheirPricesAre() {
    assertThat(new CandleChart(BARS, 5, false).draw())
        .isEqualTo(
            """
            8.00 ┤││  ┃
                 │┃┃  ┃
                 │┃┃╻ ┃╹
                 │┃┃  ┃
            0.00 ┤││  ┃
                  +-+ ++
                  Nov 25
            """);
  }

  @Test
  void pricesOfDifferentLengthEndAtTheSameColumn() {
    assertThat(new CandleChart(List.of(bar(0, "2", "18", "0", "7")), 5, false).draw())
        .contains("16.00 ┤")
        .contains(" 0.00 ┤");
  }

  @Test
  void coloursSayWhetherAPriceRose() {
    assertThat(new CandleChart(BARS.subList(0, 2), 5, true).draw())
        .contains("\u001b[32m┃\u001b[0m\u001b[31m┃\u001b[0m")
        .doesNotContain("+-");
  }

  @Test
  void aSinglePriceAndNoBarsCanBeDrawn() {
    assertThat(new CandleChart(BARS.subList(2, 3), 3, false).draw()).contains("4.00").contains("+");
    assertThat(new CandleChart(List.of(), 3, false).draw()).hasLineCount(5);
  }
}
