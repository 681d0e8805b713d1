package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchOutcomeTest {

  @Test
  void whatIsRecordedIsReadBack() {
    for (int count : new int[] {0, 1, 100_000, Integer.MAX_VALUE}) {
      BatchOutcome outcome = new BatchOutcome(count, 7, 3, Integer.MAX_VALUE - count);
      assertThat(BatchOutcome.of(outcome.text())).isEqualTo(outcome);
    }
  }

  /** Recorded texts are never rewritten. */
  @Test
  void theTextsOfAllVersionsStay() {
    assertThat(BatchOutcome.of("1 5 2")).isEqualTo(new BatchOutcome(5, 0, 0, 2));
    assertThat(BatchOutcome.of("2 5 4 3 2")).isEqualTo(new BatchOutcome(5, 4, 3, 2));
    assertThat(new BatchOutcome(5, 4, 3, 2).text()).isEqualTo("2 5 4 3 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 ", "1 5", "2 5 2", "1 5 x", "1 5 2 3", "2 5 4 3 2 1", "3 5 4 3 2"})
  void anotherTextIsNotTakenForOne(String text) {
    assertThatThrownBy(() -> BatchOutcome.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
