package dev.quintet.adapters.out.weaviate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.PatternIndexContract;
import dev.quintet.adapters.out.contract.StoreContract;
import dev.quintet.domain.patterns.Embedding;
import dev.quintet.domain.patterns.EmbeddingModel;
import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.engines.SharedEngines;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WeaviateStoreTest implements StoreContract {

  private final TestWeaviate weaviate = TestWeaviate.shared();
  private final TestWeaviate nowhere =
      new TestWeaviate(
          SharedEngines.weaviate(),
          Map.of(
              "quintet.weaviate.url", "http://127.0.0.1:1", "quintet.weaviate.grpc-port", "1"));

  @AfterAll
  void close() {
    nowhere.close();
  }

  @Override
  public Store store() {
    return weaviate.bean(Store.class);
  }

  @Override
  public Store away() {
    return nowhere.bean(Store.class);
  }

  @Override
  public TenantId provisioned() {
    return Fresh.tenant();
  }

  @Test
  void theDimensionIsThatOfTheModelThatHasTheMost() {
    EmbeddingModel model = new EmbeddingModel("wide", 300);
    weaviate
        .bean(PatternIndex.class)
        .put(
            Fresh.tenant(),
            List.of(PatternIndexContract.pattern("a").at(new Embedding(model, ones(300)))),
            Fresh.deadline());

    assertThat(store().figures(Fresh.deadline()).get(WeaviateStore.DIMENSIONS))
        .isEqualTo(BigDecimal.valueOf(300));
  }

  private static float[] ones(int dimension) {
    float[] ones = new float[dimension];
    Arrays.fill(ones, 1);
    return ones;
  }
}
