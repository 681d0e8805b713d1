package dev.quintet.domain.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quintet.domain.shared.ProblemException;
import org.junit.jupiter.api.Test;

final class EmbeddingTest {

  private static final EmbeddingModel MODEL = new EmbeddingModel("m", 3);

  private static Embedding of(float... values) {
    return new Embedding(MODEL, values);
  }

  @Test
  void whatIsNoDirectionIsRefused() {
    assertRefused("must not be all zero", 0, -0f, 0);
    assertRefused("number 1 is not finite", 1, Float.NaN, 1);
    assertRefused("number 2 is not finite", 1, 1, Float.POSITIVE_INFINITY);
    assertRefused("number 0 is not finite", Float.NEGATIVE_INFINITY, 1, 1);
  }

  @Test
  void oneOfAnotherDimensionIsRefused() {
    assertRefused("has 2 numbers, and those of m have 3", 1, 2);
    assertRefused("has 4 numbers, and those of m have 3", 1, 2, 3, 4);
    assertRefused("has 0 numbers, and those of m have 3");
    assertThat(new EmbeddingModel("m", 2).dimension()).isEqualTo(2);
    assertThat(new EmbeddingModel("m", 4_096).dimension()).isEqualTo(4_096);
    for (int dimension : new int[] {-1, 0, 1, 4_097, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> new EmbeddingModel("m", dimension))
          .isInstanceOf(ProblemException.class)
          .hasMessage("embedding: must have 2 to 4096 numbers");
    }
    for (String name : new String[] {"", "M", "-m", "a b", "a/b", "x".repeat(65)}) {
      assertThatThrownBy(() -> new EmbeddingModel(name, 2)).hasMessageStartingWith("model: ");
    }
  }

  private static void assertRefused(String reason, float... values) {
    assertThatThrownBy(() -> of(values))
        .isInstanceOf(ProblemException.class)
        .hasMessage("embedding: " + reason);
  }

  @Test
  void distanceIsOfDirectionsAlone() {
    assertThat(of(1, 2, 3).distance(of(2, 4, 6))).isEqualTo(0, within(1e-12));
    assertThat(of(1, 0, 0).distance(of(0, 0, Float.MIN_VALUE))).isEqualTo(1);
    assertThat(of(1, -1, 0).distance(of(-Float.MAX_VALUE, Float.MAX_VALUE, 0)))
        .isEqualTo(2, within(1e-12));
    assertThatThrownBy(() -> of(1, 2, 3).distance(new Embedding(new EmbeddingModel("n", 3), new float[] {1, 2, 3})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsUnitHasLengthOne() {
    assertThat(of(Float.MAX_VALUE, 0, -Float.MAX_VALUE).unit())
        .containsExactly(new float[] {0.70710677f, 0, -0.70710677f}, within(1e-7f));
    assertThat(of(0, Float.MIN_VALUE, 0).unit()).containsExactly(0, 1, 0);
  }

  @Test
  void nobodyChangesItsNumbers() {
    float[] given = {1, 2, 3};
    Embedding embedding = of(given);
    given[0] = 9;
    embedding.values()[1] = 9;
    assertThat(embedding.values()).containsExactly(1, 2, 3);
    assertThat(embedding).isEqualTo(of(1, 2, 3)).hasSameHashCodeAs(of(1, 2, 3));
    assertThat(embedding).isNotEqualTo(of(2, 4, 6)).hasToString("m/3:P4AAAEAAAABAQAAA");
  }
}
