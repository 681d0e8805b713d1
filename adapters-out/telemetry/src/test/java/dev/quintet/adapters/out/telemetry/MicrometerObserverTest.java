package dev.quintet.adapters.out.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.Observer.Protocol;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MicrometerObserverTest {

  private final ApplicationContext context = ApplicationContext.run();
  private final Observer observer = context.getBean(Observer.class);

  @AfterEach
  void close() {
    context.close();
  }

  private long series(String name) {
    return observer.exposition().lines().filter(line -> line.startsWith(name)).count();
  }

  @Test
  void eachStoreAndEachProtocolHasAHistogram() {
    observer.statement(Stores.POSTGRESQL, "find key", "SELECT 1").end(Observation.OK);
    observer.statement(Stores.CLICKHOUSE, "read ticks", "SELECT 2").end(Observation.FAILED);
    observer.statement(Stores.CACHE, "find quote", "find quote").end("hit");
    observer.call(Protocol.GRPC, "a.B/C", null).end("denied");
    observer.call(Protocol.HTTP, "GET /a/{b}", null).end(Observation.OK);

    assertThat(observer.exposition())
        .contains("postgresql_query_seconds_bucket{operation=\"find key\",outcome=\"ok\",le=\"0.001\"}")
        .contains("clickhouse_query_seconds_count{operation=\"read ticks\",outcome=\"failed\"} 1")
        .contains("cache_access_seconds_count{operation=\"find quote\",outcome=\"hit\"} 1")
        .contains("grpc_call_seconds_count{method=\"a.B/C\",outcome=\"denied\"} 1")
        .contains("http_call_seconds_count{outcome=\"ok\",route=\"GET /a/{b}\"} 1");
  }

  @Test
  void aPieceOfWorkEndsOnce() {
    Observation call = observer.call(Protocol.GRPC, "a.B/C", null);
    call.end(Observation.OK);
    call.end("cancelled");
    Observation statement = observer.statement(Stores.CACHE, "x", "x");
    statement.end(Observation.OK);
    statement.end(Observation.FAILED);

    assertThat(series("grpc_call_seconds_count")).isEqualTo(1);
    assertThat(series("cache_access_seconds_count")).isEqualTo(1);
  }

  @Test
  void whatItsReaderDidIsNotItsTime() {
    Observation statement = observer.statement(Stores.CLICKHOUSE, "x", "x");
    statement.end(Observation.OK, 1, Duration.ofHours(1).toNanos());

    assertThat(observer.exposition())
        .contains("clickhouse_query_seconds_bucket{operation=\"x\",outcome=\"ok\",le=\"0.001\"} 1");
  }

  @Test
  void labelsStayFewWhateverSomebodyMistakesForOne() {
    for (int i = 0; i < 1_000; i++) {
      observer.statement(Stores.POSTGRESQL, "operation " + i, "x").end("outcome " + i % 50);
      observer.statement(Stores.POSTGRESQL, "find key", "x").end("outcome " + i);
    }

    assertThat(series("postgresql_query_seconds_count")).isLessThan(2_200);
    assertThat(observer.exposition())
        .contains("operation=\"other\"")
        .doesNotContain("operation 999")
        .doesNotContain("outcome 999");
  }

  @Test
  void theProcessAndNumbersOfTheMomentAreShown() {
    observer.gauge("waiting", "somewhere", "How many wait", () -> 42);
    observer.statement(Stores.POSTGRESQL, "find key", "SELECT 1").end(Observation.OK);

    assertThat(observer.exposition())
        .contains("waiting{of=\"somewhere\"} 42")
        .contains("jvm_memory_used_bytes")
        .contains("process_uptime_seconds")
        .contains("process_files_open_files")
        .contains("slow_statements_total{store=\"postgresql\"} 0");
  }

  @Test
  void withoutACollectorThereAreNoTraces() {
    String caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    assertThat(observer.call(Protocol.GRPC, "a.B/C", caller).traceId()).isNull();
  }

  @Test
  void theThresholdIsASetting() {
    assertThat(context.getBean(TelemetryConfiguration.class).slowStatement())
        .isEqualTo(Duration.ofMillis(500));
    try (ApplicationContext other =
        ApplicationContext.run(Map.of("quintet.telemetry.slow-statement", "2s"))) {
      assertThat(other.getBean(TelemetryConfiguration.class).slowStatement())
          .isEqualTo(Duration.ofSeconds(2));
    }
    assertThatThrownBy(() -> new TelemetryConfiguration(Duration.ZERO, null, 1))
        .hasMessageContaining("quintet.telemetry.slow-statement");
    assertThatThrownBy(() -> new TelemetryConfiguration(Duration.ofSeconds(1), null, 101))
        .hasMessageContaining("quintet.telemetry.traced-percent");
    assertThatThrownBy(
            () -> new TelemetryConfiguration(Duration.ofSeconds(1), URI.create("collector"), 1))
        .hasMessageContaining("quintet.telemetry.endpoint");
  }
}
