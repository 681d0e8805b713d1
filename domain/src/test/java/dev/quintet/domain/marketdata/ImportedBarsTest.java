package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Refused;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ImportedBarsTest {

  private static final Instant NINE = Instant.parse("2024-05-08T09:00:00Z");

  private static ImportedBar bar(
      Instant start, String open, String high, String low, String close, String volume) {
    return new ImportedBar(
        start,
        new Bar.Prices(
            new BigDecimal(open), new BigDecimal(high), new BigDecimal(low), new BigDecimal(close)),
        new BigDecimal(volume),
        Map.of());
  }

  private static ImportedBar at(Instant start) {
    return bar(start, "1", "1", "1", "1", "0");
  }

  private static ImportedBars batch(String source, List<ImportedBar> bars) {
    return new ImportedBars(
        new BatchId("b"), new Symbol("EURUSD"), new Source(source), Interval.HOUR, bars);
  }

  @Test
  void aBarsHighAndLowHoldItsOpenAndClose() {
    assertThat(bar(NINE, "-1", "2", "-3", "0", "0").prices().low()).isEqualByComparingTo("-3");
    Refused.field("high", () -> bar(NINE, "2", "1", "1", "1", "0"));
    Refused.field("high", () -> bar(NINE, "1", "1", "1", "2", "0"));
    Refused.field("high", () -> bar(NINE, "1", "1", "2", "1", "0"));
    Refused.field("low", () -> bar(NINE, "1", "2", "1.5", "2", "0"));
    Refused.field("low", () -> bar(NINE, "2", "2", "1.5", "1", "0"));
  }

  @Test
  void numbersAreExactAndWithinTheirLimits() {
    assertThat(at(NINE).prices().open()).isEqualTo(new BigDecimal("1.00000000"));
    Refused.field("open", () -> bar(NINE, "1.000000001", "2", "1", "1", "0"));
    Refused.field("close", () -> bar(NINE, "1", "2", "1", "1.000000001", "0"));
    Refused.field("high", () -> bar(NINE, "1", "10000000000", "1", "1", "0"));
    Refused.field("volume", () -> bar(NINE, "1", "1", "1", "1", "-1"));
  }

  @Test
  void indicatorsAreNamedPlainlyAndAreAtMost64() {
    assertThat(indicated(Map.of("rsi_14", "61.25")).technicalIndicators())
        .containsEntry("rsi_14", new BigDecimal("61.250000000000000000"));
    for (String name : List.of("", "a b", "é", "a\n", "n".repeat(65))) {
      Refused.field("technical_indicators", () -> indicated(Map.of(name, "1")));
    }
    Refused.field("technical_indicators.a", () -> indicated(Map.of("a", "1e20")));
    Refused.field("technical_indicators.a", () -> indicated(Map.of("a", "1e-19")));
    Map<String, String> many = new HashMap<>();
    IntStream.range(0, 65).forEach(i -> many.put("i" + i, "1"));
    Refused.field("technical_indicators", () -> indicated(many));
  }

  private static ImportedBar indicated(Map<String, String> values) {
    Map<String, BigDecimal> indicators = new HashMap<>();
    values.forEach((name, value) -> indicators.put(name, new BigDecimal(value)));
    ImportedBar plain = at(NINE);
    return new ImportedBar(NINE, plain.prices(), plain.volume(), indicators);
  }

  @Test
  void aStartIsAStartOfTheIntervalAndThereOnce() {
    Refused.field("bars[1].start", () -> batch("v", List.of(at(NINE), at(NINE))));
    Refused.field("bars[0].start", () -> batch("v", List.of(at(NINE.plusSeconds(60)))));
    Refused.field("bars[0].start", () -> batch("v", List.of(at(NINE.plusNanos(1)))));
    Refused.field("start", () -> at(EventTime.END));
    Refused.field("start", () -> at(EventTime.MIN.minusNanos(1)));
  }

  @Test
  void aBatchHasOneToTenThousandBars() {
    List<ImportedBar> most =
        IntStream.range(0, 10_000).mapToObj(i -> at(NINE.plusSeconds(3_600L * i))).toList();
    assertThat(batch("v", most).bars()).hasSize(10_000);
    Refused.field("bars", () -> batch("v", List.of()));
    Refused.field("bars", () -> batch("v", Collections.nCopies(10_001, at(NINE))));
  }

  @Test
  void theSameBarsHaveTheSameHashInAnyOrderAndScale() {
    ImportedBar first = bar(NINE, "1", "2", "1", "1", "3");
    ImportedBar second = at(NINE.plusSeconds(3_600));
    String hash = batch("v", List.of(first, second)).contentHash();
    assertThat(hash).matches("[0-9a-f]{64}");
    ImportedBar sameFirst = bar(NINE, "1.0", "2.000", "1", "1", "3.00");
    assertThat(batch("v", List.of(second, sameFirst)).contentHash()).isEqualTo(hash);
    assertThat(batch("w", List.of(first, second)).contentHash()).isNotEqualTo(hash);
    assertThat(batch("v", List.of(first)).contentHash()).isNotEqualTo(hash);
    ImportedBar other = bar(NINE, "1", "2", "1", "1", "4");
    assertThat(batch("v", List.of(other, second)).contentHash()).isNotEqualTo(hash);
  }
}
