package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.Verb;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A customer's way, as an operator goes it, on a running service. */
final class SubscriptionsVerbTest {

  private static RunningService service;
  private static String operator;

  @BeforeAll
  static void start() throws Exception {
    service = RunningService.get();
    operator = service.data().credential("operator").orElseThrow();
    service.newAdmin("verb_tenant");
  }

  private static Verb run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of(
            "--http-port", Integer.toString(service.httpPort()),
            "--port", Integer.toString(service.grpcPort()),
            "--key", operator,
            "--tenant", "verb_tenant"));
    return Verb.run(all.toArray(String[]::new));
  }

  @Test
  void aPlanIsChosenTriedPausedAndLeft() {
    Verb plans = run("plans", "--format", "csv");
    assertThat(plans.err()).isEmpty();
    assertThat(plans.out())
        .startsWith("plan,name,version,effective_from,cycle,price,currency\n")
        .contains("pro,Pro,1,2000-01-01T00:00:00Z,monthly,49,EUR\n");
    assertThat(run("subscriptions", "create", "verb", "--plan", "pro", "--format", "csv").out())
        .contains("\nverb,,active,pro,monthly,");
    assertThat(run("subscriptions", "pause", "verb", "--format", "csv").out())
        .contains("verb,,paused,pro");
    assertThat(run("subscriptions", "resume", "verb", "--format", "csv").out())
        .contains("verb,,active,pro");
    assertThat(
            run("subscriptions", "change", "verb", "--plan", "free", "--at-period-end", "--format", "csv")
                .out())
        .contains(",free,");
    assertThat(run("subscriptions", "keep", "verb", "--format", "json").out())
        .contains("\"next_plan\":null");
    assertThat(run("subscriptions").out()).contains("verb");
    assertThat(run("subscriptions", "cancel", "verb", "--format", "csv").out())
        .contains("verb,,cancelled,pro");
    Verb again = run("subscriptions", "pause", "verb");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("a subscription that is cancelled cannot be paused_by_customer");
  }

  @Test
  void whatIsMissingIsWrongUsage() {
    assertThat(run("subscriptions", "create", "x").exitCode()).isEqualTo(2);
    assertThat(run("subscriptions", "pause").exitCode()).isEqualTo(2);
    assertThat(run("subscriptions", "explode").exitCode()).isEqualTo(2);
  }
}
