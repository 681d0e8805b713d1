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
    all.addAll(List.of("--tenant", "verb_tenant"));
    return ofAll(all.toArray(String[]::new));
  }

  /** With a key that is narrowed to no tenant. */
  private static Verb ofAll(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of(
            "--http-port", Integer.toString(service.httpPort()),
            "--port", Integer.toString(service.grpcPort()),
            "--key", operator));
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
  void aPlanIsAddedAndWhatIsAgreedBesideItIsRecordedOnce() {
    String id = "verb-" + Long.toHexString(System.nanoTime());
    String[] plan = {
      "plans", "add", id, "--plan-version", "1", "--name", "Verb, made", "--from", "2100-01-01",
      "--currency", "EUR", "--monthly", "7.50", "--limits", "rows 1000 soft", "--format", "csv"
    };
    Verb made = ofAll(plan);
    assertThat(made.err()).isEmpty();
    assertThat(made.out())
        .isEqualTo(
            "plan,name,version,effective_from,cycle,price,currency\n"
                + id + ",\"Verb, made\",1,2100-01-01T00:00:00Z,monthly,7.5,EUR\n");
    assertThat(ofAll(plan).out()).as("the same again is done once").isEqualTo(made.out());
    plan[12] = "8";
    Verb other = ofAll(plan);
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("exists already");

    String[] override = {
      "override", "agreed", "--from", "2026-11-01", "--limits", "rows 5000 hard", "--unlimited",
      "ticks", "--format", "json"
    };
    assertThat(run(override).out())
        .contains("\"override\":\"agreed\"", "\"number\":1", "\"from\":\"2026-11-01T00:00:00Z\"");
    assertThat(run(override).out()).contains("\"number\":1");

    String[] grant = {
      "grant", "gift", "--from", "2026-11-01", "--to", "2027-01-01", "--reason", "a gift",
      "--credit", "12.5", "--currency", "EUR"
    };
    assertThat(run(grant).out()).contains("gift", "12.5", "a gift");
    assertThat(run(grant).exitCode()).isZero();
    grant[9] = "13";
    assertThat(run(grant).err()).contains("was used before with other content");
  }

  @Test
  void tenantsWithoutASubscriptionAreListed() throws Exception {
    service.newAdmin("verb_unsubscribed");
    Verb missing = ofAll("subscriptions", "missing", "--format", "csv");
    assertThat(missing.err()).isEmpty();
    assertThat(missing.out())
        .startsWith("tenant,tier,created_at,subscribed_at\n")
        .containsPattern("verb_unsubscribed,[a-z]+,[^,]+Z,[^,]+Z\n");
    assertThat(run("subscriptions", "missing").err()).contains("not allowed: invoices:export");
  }

  @Test
  void theInvoicesOfAllAreALineEach() {
    Verb all = ofAll("invoice", "--all", "--format", "csv");
    assertThat(all.err()).isEmpty();
    assertThat(all.out())
        .startsWith("tenant,user,period,amount,currency,complete\n")
        .contains("\nverb_tenant,,");
    assertThat(run("invoice", "--all", "--plan", "pro").exitCode()).isEqualTo(2);
    assertThat(run("invoice", "--all").err()).contains("not allowed: invoices:export");
  }

  @Test
  void whatIsMissingIsWrongUsage() {
    assertThat(run("plans", "add", "x").exitCode()).isEqualTo(2);
    assertThat(run("override", "x").exitCode()).isEqualTo(2);
    assertThat(run("grant", "x", "--from", "2026-11-01").exitCode()).isEqualTo(2);
    assertThat(run("subscriptions", "create", "x").exitCode()).isEqualTo(2);
    assertThat(run("subscriptions", "pause").exitCode()).isEqualTo(2);
    assertThat(run("subscriptions", "explode").exitCode()).isEqualTo(2);
  }
}
