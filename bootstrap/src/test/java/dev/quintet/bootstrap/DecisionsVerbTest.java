package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.Verb;
import dev.quintet.client.Decision;
import dev.quintet.client.Decisions;
import dev.quintet.client.QuintetClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verbs about decisions, against the running service. */
final class DecisionsVerbTest {

  private static final Instant AT = Instant.parse("2026-02-03T10:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(30);

  private static RunningService service;
  private static String key = "";

  @BeforeAll
  static void start() throws Exception {
    service = RunningService.get();
    String admin = service.newAdmin("decisions_verb");
    key = service.newKey(admin, "decisions_verb", "service");
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

  private static Decision.Stated stated(String id, int second) {
    return new Decision.Stated(
        new Decision(
            id,
            "",
            "trend",
            "buy",
            "DAX",
            "1h",
            new BigDecimal("0.75"),
            new BigDecimal("0.5"),
            "m1",
            AT.plusSeconds(second)),
        new Decision.Grounds("because", "", "[1.50]"));
  }

  @Test
  void decisionsAreListedWithWhatCameOfThem() {
    try (QuintetClient client = RunningService.client(service.grpcPort(), key)) {
      Decisions decisions = client.decisions();
      Decisions.Report report =
          decisions.record(List.of(stated("1", 0), stated("2", 1)), List.of("clickhouse"), LONG);
      assertThat(report.receipts())
          .hasSize(2)
          .allMatch(it -> it.legs().stream().allMatch(leg -> leg.state().equals("committed")));
      assertThat(
              decisions
                  .settle(
                      List.of(
                          new Decisions.Settlement(
                              "1",
                              new Decision.Outcome(
                                  1, "loss", new BigDecimal("-1.5"), "EUR", AT.plusSeconds(60)))),
                      List.of(),
                      LONG)
                  .recorded())
          .isEqualTo(1);
    }
    assertThat(done("decisions", "--format", "csv"))
        .isEqualTo(
            """
            time,id,agent,type,symbol,timeframe,confidence,probability,model_version,outcome,profit,\
            currency,known_at
            2026-02-03T10:00:00Z,1,trend,buy,DAX,1h,0.75,0.5,m1,loss,-1.5,EUR,2026-02-03T10:01:00Z
            2026-02-03T10:00:01Z,2,trend,buy,DAX,1h,0.75,0.5,m1,pending,,,
            """);
    assertThat(done("decisions", "--outcome", "pending", "--agent", "trend", "--format", "csv").lines())
        .hasSize(2);
    assertThat(done("decisions", "--id", "1", "--format", "csv"))
        .isEqualTo("reasoning,conditions,features\nbecause,,[1.50]\n");
    assertThat(run("decisions", "--id", "none").err()).contains("no decision none");
    assertThat(run("decisions", "--type", "long").err()).contains("type: must be one of");
  }
}
