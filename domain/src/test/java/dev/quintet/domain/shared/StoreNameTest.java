package dev.quintet.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoreNameTest {

  @Test
  void aProblemNamesTheStoreAsDocumentsDo() {
    StoreName store = new StoreName("arangodb", "graph.traversal");

    assertThat(new Problem.Unavailable(store)).isEqualTo(new Problem.Unavailable("arangodb"));
    assertThat(store).hasToString("arangodb");
  }

  @ParameterizedTest
  @CsvSource({"'',a.b", "Weaviate,a.b", "two words,a.b", "weaviate,vector", "weaviate,a.b_seconds"})
  void wordsThatDocumentsAndMetricsCannotHoldAreRefused(String word, String histogram) {
    assertThatThrownBy(() -> new StoreName(word, histogram))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
