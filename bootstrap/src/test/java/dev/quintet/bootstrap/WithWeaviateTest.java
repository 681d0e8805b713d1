package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.patterns.Embedding;
import dev.quintet.domain.patterns.EmbeddingModel;
import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.patterns.PatternQuery;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.engines.EngineException;
import dev.quintet.engines.StartProgress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A service that has Weaviate, and one that has not. */
final class WithWeaviateTest {

  private static final Map<String, Object> WITH = Map.of(Service.WEAVIATE, true);

  private static Service start(Path place, Map<String, Object> overrides) {
    try {
      return Service.start(
          new DataDirectory(place),
          new ServiceSettings(Wiring.EMBEDDED, 0, 0, overrides),
          StartProgress.SILENT);
    } catch (EngineException e) {
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw e;
      }
      throw new TestAbortedException("needs engines: " + e.getMessage(), e);
    }
  }

  private static String health(Service service, Path place) throws Exception {
    String key = new DataDirectory(place).credential("operator").orElseThrow();
    URI health = URI.create("http://127.0.0.1:" + service.httpPort() + "/api/v1/health");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(health).header("authorization", "Bearer " + key).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static List<String> storesOfGenerations(Service service) {
    return service.beans().getBeansOfType(GenerationIndex.class).stream()
        .filter(it -> it.projection().equals(PatternIndex.PROJECTION))
        .map(it -> it.store().word())
        .sorted()
        .toList();
  }

  private static void search(PatternIndex index) {
    Embedding embedding = new Embedding(new EmbeddingModel("none", 2), new float[] {1, 0});
    assertThat(
            index
                .search(
                    Viewer.of(new TenantId("acme")),
                    PatternQuery.of(embedding),
                    null,
                    10,
                    Deadline.after(Duration.ofSeconds(30)))
                .page()
                .items())
        .isEmpty();
  }

  @Test
  void patternsAreFoundByItAndItIsInHealthAndMetrics(@TempDir Path place) throws Exception {
    try (Service service = start(place, WITH)) {
      PatternIndex index = service.beans().getBean(PatternIndex.class);
      assertThat(index.store().word()).isEqualTo("weaviate");
      assertThat(storesOfGenerations(service)).containsExactly("clickhouse", "weaviate");
      search(index);
      assertThat(service.beans().getBean(Observer.class).exposition())
          .contains("vector_search_seconds");
      assertThat(health(service, place))
          .contains("\"weaviate\":\"healthy\"", "\"objects_count\"", "\"vector_dimensions\"");
    }
  }

  @Test
  void withoutItPatternsAreFoundByClickHouseAndNothingOfItIsStarted(@TempDir Path place)
      throws Exception {
    try (Service service = start(place, Map.of())) {
      PatternIndex index = service.beans().getBean(PatternIndex.class);
      assertThat(index.store().word()).isEqualTo("clickhouse");
      assertThat(storesOfGenerations(service)).containsExactly("clickhouse");
      search(index);
      assertThat(health(service, place)).contains("\"weaviate\":\"not_configured\"");
      assertThat(new DataDirectory(place).engines().resolve("weaviate")).doesNotExist();
    }
  }
}
