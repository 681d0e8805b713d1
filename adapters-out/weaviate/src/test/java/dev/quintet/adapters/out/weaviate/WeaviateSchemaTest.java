package dev.quintet.adapters.out.weaviate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.patterns.EmbeddingModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WeaviateSchemaTest {

  private static String collection(String model, int dimension) {
    return WeaviateSchema.collection(new EmbeddingModel(model, dimension));
  }

  @Test
  void noTwoModelsHaveOneCollection() {
    List<String> names =
        List.of(
            collection("a", 12),
            collection("a_1", 2),
            collection("a.1", 2),
            collection("a-1", 2),
            collection("a_h1", 2),
            collection("a_", 12),
            collection("a_u1", 2),
            collection("a1", 2));
    assertThat(names).doesNotHaveDuplicates().allMatch(WeaviateSchema::isOfPatterns);
    assertThat(collection("bge-small.v1_5", 384)).isEqualTo("MarketPattern_bge_hsmall_dv1_u5_384");
    assertThat(WeaviateSchema.dimension(collection("m3-4", 4_096))).isEqualTo(4_096);
    assertThat(WeaviateSchema.isOfPatterns(WeaviateSchema.GENERATIONS)).isFalse();
  }

  @Test
  void permissionsAreTheSameInWhateverOrderTheyCome() {
    Object read = Map.of("action", "read_data", "data", Map.of("tenant", "*", "collection", "A"));
    Object make = Map.of("action", "make_data", "data", Map.of("tenant", "*", "collection", "A"));
    Object other = Map.of("action", "read_data", "data", Map.of("tenant", "b", "collection", "A"));
    assertThat(WeaviateSchema.sentences(List.of(read, make)))
        .isEqualTo(WeaviateSchema.sentences(List.of(make, read)))
        .isNotEqualTo(WeaviateSchema.sentences(List.of(make, other)));
  }
}
