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
      BatchOutcome outcome = new BatchOutcome(count, Integer.MAX_VALUE - count);
      assertThat(BatchOutcome.of(outcome.text())).isEqualTo(outcome);
    }
  }

  /** Recorded texts are never rewritten. */
  @Test
  void theTextOfTheFirstVersionStays() {
    assertThat(BatchOutcome.of("1 5 2")).isEqualTo(new BatchOutcome(5, 2));
    assertThat(new BatchOutcome(5, 2).text()).isEqualTo("1 5 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 ", "1 5", "2 5 2", "1 5 x", "1 5 2 3"})
  void anotherTextIsNotTakenForOne(String text) {
    assertThatThrownBy(() -> BatchOutcome.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
