package dev.quintet.domain.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PatternTest {

  private static final Instant AT = Instant.parse("2026-03-04T05:06:07.123456789Z");

  private static Pattern pattern(String type, String confidence, String decision, Instant at) {
    return new Pattern(
        new PatternId("p"),
        null,
        new Symbol("EURUSD"),
        type,
        Interval.HOUR,
        new JsonText("{}"),
        new BigDecimal(confidence),
        decision,
        at);
  }

  @Test
  void confidenceAndTimeHaveTheDigitsOfTheirColumns() {
    assertThat(pattern("wedge", "0.5", "", AT)).isEqualTo(pattern("wedge", "0.50", "", AT));
    assertThat(pattern("wedge", "1", "", AT).at()).isEqualTo("2026-03-04T05:06:07.123456Z");
  }

  @Test
  void whatDoesNotFitIsRefusedByItsField() {
    assertRefused("type", "", "0.5", "", AT);
    assertRefused("type", "Wedge", "0.5", "", AT);
    assertRefused("type", "x".repeat(65), "0.5", "", AT);
    assertRefused("confidence", "wedge", "1.00000001", "", AT);
    assertRefused("confidence", "wedge", "-0.00000001", "", AT);
    assertRefused("confidence", "wedge", "0.000000001", "", AT);
    assertRefused("decision_id", "wedge", "0.5", "a b", AT);
    assertRefused("at", "wedge", "0.5", "", Instant.EPOCH.minusNanos(1));
    assertThatThrownBy(() -> new PatternId("a@b")).hasMessageStartingWith("pattern_id: ");
    assertThatThrownBy(() -> Pattern.Outcome.of("won")).hasMessageStartingWith("outcome: ");
  }

  @Test
  void aQueryChecksWhatItIsAsked() {
    PatternQuery query =
        PatternQuery.of(new Embedding(new EmbeddingModel("m", 2), new float[] {1, 0}));
    assertThat(query.atLeast(0).distance()).isEqualTo(2, within(PatternQuery.PRECISION));
    assertThat(query.atLeast(1).distance()).isEqualTo(0, within(PatternQuery.PRECISION));
    for (double certainty : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> query.atLeast(certainty)).hasMessage("certainty: must be 0 to 1");
    }
    for (int wrong : new int[] {0, 101}) {
      assertThatThrownBy(() -> PatternQuery.checkLimit(wrong)).hasMessage("limit: must be 1 to 100");
      assertThatThrownBy(() -> new PatternQuery.Diversity(PatternQuery.Diversity.By.DAY, wrong))
          .hasMessage("at_most: must be 1 to 100");
    }
    assertThatThrownBy(() -> new PatternFilter(null, null, null, null, AT, AT))
        .hasMessage("to: must be after from");
  }

  private static void assertRefused(
      String field, String type, String confidence, String decision, Instant at) {
    assertThatThrownBy(() -> pattern(type, confidence, decision, at))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(field + ": ");
  }
}
