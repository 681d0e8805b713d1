package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.Verb;
import dev.quintet.client.Prediction;
import dev.quintet.client.Predictions;
import dev.quintet.client.QuintetClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verb about predictions, against the running service. */
final class PredictionsVerbTest {

  private static final Instant AT = Instant.parse("2026-02-03T10:00:00Z");

  private static RunningService service;
  private static String key = "";

  @BeforeAll
  static void start() throws Exception {
    service = RunningService.get();
    String admin = service.newAdmin("predictions_verb");
    key = service.newKey(admin, "predictions_verb", "service");
  }

  private static Verb run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--port", Integer.toString(service.grpcPort()), "--key", key));
    return Verb.run(all.toArray(String[]::new));
  }

  private static String done(String... words) {
    Verb verb = run(words);
    assertThat(verb.err()).isEmpty();
    assertThat(verb.exitCode()).isZero();
    return verb.out();
  }

  private static Prediction prediction(String id, Instant at) {
    return new Prediction(
        id, "SMI", "1h", "trend", "2.1", "up", new BigDecimal("11000.5"), new BigDecimal("0.75"), at,
        at.plus(Duration.ofDays(300)), "{\"rsi\": 55.10}");
  }

  @Test
  void predictionsAreListedAndTheLatestSaysWhetherItIsCurrent() throws Exception {
    try (QuintetClient client = RunningService.client(service.grpcPort(), key)) {
      Predictions predictions = client.predictions();
      assertThat(predictions.store(List.of(prediction("1", AT), prediction("2", AT.plusSeconds(1)))))
          .isEqualTo(new Predictions.Report(2, 0, List.of()));
      assertThat(
              client
                  .trades()
                  .await("prediction:2", List.of(), Duration.ofSeconds(30))
                  .legs())
          .extracting(it -> it.store() + " " + it.state())
          .containsExactlyInAnyOrder(
              "postgresql committed", "clickhouse committed", "dragonflydb committed");
    }
    assertThat(done("predictions", "--symbol", "SMI", "--model", "trend", "--format", "csv"))
        .isEqualTo(
            """
            time,id,symbol,timeframe,model,version,direction,price,confidence,current_until,features
            2026-02-03T10:00:00Z,1,SMI,1h,trend,2.1,up,11000.5,0.75,2026-11-30T10:00:00Z,"{""rsi"": 55.10}"
            2026-02-03T10:00:01Z,2,SMI,1h,trend,2.1,up,11000.5,0.75,2026-11-30T10:00:01Z,"{""rsi"": 55.10}"
            """);
    assertThat(done("predictions", "--from", "2026-02-03T10:00:01Z", "--format", "csv").lines())
        .hasSize(2);
    String[] latest = {
      "predictions", "--latest", "--symbol", "SMI", "--timeframe", "1h", "--model", "trend"
    };
    assertThat(done(with(latest, "--format", "csv")))
        .contains("current,age_ms,store")
        .containsPattern("01Z,2,SMI,.*,(yes|no),[0-9]+,(dragonflydb|postgresql)\n");
    assertThat(run("predictions", "--latest", "--symbol", "SMI").exitCode()).isEqualTo(2);
    latest[3] = "NONE";
    assertThat(run(latest).exitCode()).isEqualTo(1);
    Verb none = run("predictions", "--symbol", "NONE");
    assertThat(none.err()).isEqualTo("quintet: there are no predictions\n");
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
