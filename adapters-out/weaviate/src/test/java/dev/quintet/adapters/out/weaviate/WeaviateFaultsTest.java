package dev.quintet.adapters.out.weaviate;

import static dev.quintet.adapters.out.contract.PatternIndexContract.direction;
import static dev.quintet.adapters.out.contract.PatternIndexContract.pattern;
import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.weaviate.WeaviateRest.As;
import dev.quintet.adapters.out.weaviate.WeaviateRest.Request;
import dev.quintet.domain.patterns.EmbeddedPattern;
import dev.quintet.domain.patterns.Embedding;
import dev.quintet.domain.patterns.EmbeddingModel;
import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.patterns.PatternQuery;
import dev.quintet.domain.patterns.SimilarPattern;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.engines.WeaviateEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of patterns when the server, or a tenant in it, is not there, and of those put at once. */
final class WeaviateFaultsTest {

  private final TestWeaviate weaviate = TestWeaviate.shared();
  private final PatternIndex index = weaviate.bean(PatternIndex.class);
  private final TenantId tenant = Fresh.tenant();

  private static List<SimilarPattern> search(PatternIndex of, TenantId tenant) {
    return search(of, tenant, direction(0));
  }

  private static List<SimilarPattern> search(
      PatternIndex of, TenantId tenant, Embedding embedding) {
    return of.search(
            Viewer.of(tenant), PatternQuery.of(embedding), null, 100, Fresh.deadline())
        .page()
        .items();
  }

  private static Shard shard(TenantId tenant) {
    return new Shard(WeaviateSchema.collection(direction(0).model()), tenant.value());
  }

  private void sleep(TenantId asleep) {
    weaviate
        .bean(WeaviateRest.class)
        .change(
            new Request(
                As.ADMIN,
                "put to sleep",
                "PUT",
                "/schema/" + shard(asleep).collection() + "/tenants",
                List.of(Map.of("name", asleep.value(), "activityStatus", "INACTIVE"))),
            200,
            Fresh.deadline());
  }

  @Test
  void aTenantThatIsAsleepIsWokenAndIsNeverAnsweredWithNothing() {
    EmbeddedPattern pattern = pattern("a").at(direction(1));
    index.put(tenant, List.of(pattern), Fresh.deadline());
    sleep(tenant);
    assertProblem(new Problem.Unavailable("weaviate"), () -> search(index, tenant));
    assertThat(awaitFound(index, tenant)).hasSize(1);
    sleep(tenant);
    assertProblem(
        new Problem.Unavailable("weaviate"),
        () -> index.count(tenant, direction(0).model(), Fresh.deadline()));
    awaitFound(index, tenant);
    sleep(tenant);
    assertProblem(
        new Problem.Unavailable("weaviate"),
        () -> index.put(tenant, List.of(pattern), Fresh.deadline()));
    assertThat(awaitFound(index, tenant)).hasSize(1);
    index.put(tenant, List.of(pattern), Fresh.deadline());
  }

  private static List<SimilarPattern> awaitFound(PatternIndex of, TenantId tenant) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsMatching(
            it -> it instanceof ProblemException e && e.problem() instanceof Problem.Unavailable)
        .until(() -> search(of, tenant), it -> true);
  }

  @Test
  void anObjectThatIsNotKeptIsNoticed() {
    index.put(tenant, List.of(pattern("a").at(direction(1))), Fresh.deadline());
    Embedding longer = new Embedding(new EmbeddingModel("other", 3), new float[] {1, 2, 3});
    var object = PatternObject.of(shard(tenant), tenant, pattern("b").at(longer));
    assertThatThrownBy(
            () -> weaviate.bean(WeaviateCalls.class).put("store", List.of(object), Fresh.deadline()))
        .isInstanceOf(WeaviateRefusal.class);
  }

  /** Of a model that nobody used before, so that all of them make its collection. */
  @Test
  void ofVersionsThatArePutAtOnceTheHighestStaysAlone() throws Exception {
    EmbeddingModel model = new EmbeddingModel("m" + Fresh.unique().substring(0, 8), 2);
    Embedding embedding = new Embedding(model, new float[] {1, 2});
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var puts =
          LongStream.rangeClosed(1, 12)
              .mapToObj(version -> pattern("a").version(version).at(embedding))
              .map(it -> threads.submit(() -> index.put(tenant, List.of(it), Fresh.deadline())))
              .toList();
      for (var put : puts) {
        put.get();
      }
    }
    assertThat(search(index, tenant, embedding))
        .extracting(it -> it.recorded().version())
        .containsExactly(12L);
    assertThat(index.count(tenant, model, Fresh.deadline())).isEqualTo(1);
  }

  @RepeatedTest(3)
  void whatWasPutIsThereAfterAKillAndCallsGoOnByThemselves(@TempDir Path directory) {
    WeaviateEngine engine = OwnEngine.start(directory);
    try (TestWeaviate own = new TestWeaviate(engine, Map.of())) {
      own.migrate();
      PatternIndex ofIt = own.bean(PatternIndex.class);
      ofIt.put(tenant, List.of(pattern("a").at(direction(1))), Fresh.deadline());
      ProcessHandle process = ProcessHandle.of(engine.pid()).orElseThrow();
      process.destroyForcibly();
      process.onExit().join();
      assertProblem(
          new Problem.Unavailable("weaviate"),
          () ->
              ofIt.search(
                  Viewer.of(tenant),
                  PatternQuery.of(direction(0)),
                  null,
                  10,
                  Deadline.after(Duration.ofSeconds(2))));
      assertThat(engine.startAgain()).isTrue();
      assertThat(awaitFound(ofIt, tenant)).hasSize(1);
    } finally {
      engine.kill();
    }
  }
}
