package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.tenancy.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SubscriptionControllerTest {

  private static final String SUBSCRIPTIONS = "/api/v1/subscriptions";

  private static RestServer server;
  private static String operator;

  @BeforeAll
  static void start() {
    server = RestServer.start();
    operator = server.operator();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Makes a tenant, and gives its admin's key. */
  private static String tenant(String id) {
    return server
        .post(
            "/api/v1/admin/tenants",
            operator,
            "{\"tenant\":\"%s\",\"name\":\"T\",\"tier\":\"pro\"}".formatted(id))
        .text("tenant_admin_key");
  }

  private static RestServer.Answer post(String tenant, String path, String body) {
    return server.send(
        server
            .request(path, operator)
            .header("x-tenant-id", tenant)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static RestServer.Answer subscribe(String tenant, String more) {
    return post(
        tenant,
        SUBSCRIPTIONS,
        "{\"subscription\":\"main\",\"plan\":\"pro\",\"cycle\":\"monthly\"" + more + "}");
  }

  private static RestServer.Answer ask(
      String key, String admin, String body, @Nullable String tag) {
    HttpRequest.Builder request =
        server
            .request(SUBSCRIPTIONS + "/main/changes", admin)
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .POST(BodyPublishers.ofString(body));
    return server.send(tag == null ? request : request.header("if-match", tag));
  }

  @Test
  void aSubscriptionIsMadeOnceShownAndListed() {
    String admin = tenant("made");
    RestServer.Answer made = subscribe("made", "");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("subscription_state")).isEqualTo("active");
    assertThat(subscribe("made", "").status()).isEqualTo(201);
    assertThat(subscribe("made", ",\"grace_days\":\"3\"").text("kind")).isEqualTo("conflict");
    RestServer.Answer shown = server.get(SUBSCRIPTIONS + "/main", admin);
    assertThat(shown.body()).isEqualTo(made.body());
    assertThat(shown.header("etag")).isEqualTo(made.header("etag")).isEqualTo("\"2\"");
    assertThat(server.get(SUBSCRIPTIONS, admin).json().get("subscriptions").size()).isEqualTo(1);
    assertThat(server.get(SUBSCRIPTIONS + "/other", admin).status()).isEqualTo(404);
    String others = tenant("made_other");
    assertThat(server.get(SUBSCRIPTIONS + "/main", others).status()).isEqualTo(404);
    assertThat(server.get(SUBSCRIPTIONS + "/main/history", others).status()).isEqualTo(404);
    assertThat(server.get(SUBSCRIPTIONS, others).json().get("subscriptions").size()).isZero();
  }

  @Test
  void aTrialAndABeginningLaterAreShownAsSuch() {
    tenant("later");
    String at = Clock.systemUTC().instant().plus(Duration.ofDays(3)).toString();
    RestServer.Answer made =
        subscribe("later", ",\"starts_at\":\"" + at + "\",\"trial_days\":\"14\"");
    assertThat(made.text("subscription_state")).isEqualTo("scheduled");
    tenant("trying");
    assertThat(subscribe("trying", ",\"trial_days\":\"14\"").text("subscription_state"))
        .isEqualTo("trialing");
  }

  @Test
  void aChangeIsMadeOnceForItsKeyAndOnlyToTheVersionThatWasSeen() {
    String admin = tenant("changed");
    String tag = subscribe("changed", "").header("etag");
    RestServer.Answer paused = ask("1", admin, "{\"action\":\"pause\"}", tag);
    assertThat(paused.text("subscription_state")).isEqualTo("paused");
    assertThat(ask("1", admin, "{\"action\":\"pause\"}", tag).body()).isEqualTo(paused.body());
    assertThat(ask("1", admin, "{\"action\":\"resume\"}", null).text("kind"))
        .isEqualTo("conflict");
    assertThat(ask("2", admin, "{\"action\":\"pause\"}", null).text("kind"))
        .isEqualTo("not_ready");
    assertThat(ask("3", admin, "{\"action\":\"resume\"}", tag).text("kind")).isEqualTo("stale");
    assertThat(ask("4", admin, "{\"action\":\"resume\"}", paused.header("etag")).status())
        .isEqualTo(200);
    RestServer.Answer downgraded =
        ask(
            "5",
            admin,
            "{\"action\":\"change_plan\",\"plan\":\"free\",\"cycle\":\"monthly\",\"when\":\"period_end\"}",
            null);
    assertThat(downgraded.text("next_plan")).isEqualTo("free");
    assertThat(downgraded.text("plan")).isEqualTo("pro");
    assertThat(ask("6", admin, "{\"action\":\"cancel\",\"when\":\"now\"}", null).text("subscription_state"))
        .isEqualTo("cancelled");
    RestServer.Answer history = server.get(SUBSCRIPTIONS + "/main/history?page_size=3", admin);
    assertThat(history.json().get("changes").size()).isEqualTo(3);
    assertThat(history.body()).contains("made", "started", "paused_by_customer");
    assertThat(
            server
                .get(
                    SUBSCRIPTIONS + "/main/history?cursor=" + history.text("next_cursor"), admin)
                .body())
        .contains("resumed", "plan_change_agreed", "cancelled_by_customer");
  }

  @Test
  void whatIsWrongIsNamed() {
    String admin = tenant("wrong");
    for (String[] wrong :
        List.of(
            new String[] {"\"plan\":\"gold\",\"cycle\":\"monthly\"", "plan"},
            new String[] {"\"plan\":\"free\",\"cycle\":\"yearly\"", "cycle"},
            new String[] {"\"plan\":\"pro\",\"cycle\":\"weekly\"", "cycle"},
            new String[] {"\"plan\":\"pro\",\"cycle\":\"monthly\",\"trial_days\":\"367\"", "trial_days"},
            new String[] {"\"plan\":\"pro\",\"cycle\":\"monthly\",\"trial_days\":14", "trial_days"},
            new String[] {"\"plan\":\"pro\",\"cycle\":\"monthly\",\"starts_at\":\"soon\"", "starts_at"},
            new String[] {
              "\"plan\":\"pro\",\"cycle\":\"monthly\",\"starts_at\":\"2020-01-01T00:00:00Z\"", "starts_at"
            },
            new String[] {
              "\"plan\":\"pro\",\"cycle\":\"monthly\",\"ends_at\":\"2020-01-01T00:00:00Z\"", "ends_at"
            },
            new String[] {"\"plan\":\"pro\",\"cycle\":\"monthly\",\"user\":\"Ä\"", "user_id"})) {
      RestServer.Answer answer =
          post("wrong", SUBSCRIPTIONS, "{\"subscription\":\"w\"," + wrong[0] + "}");
      assertThat(answer.status()).as(wrong[0]).isEqualTo(400);
      assertThat(answer.text("field")).isEqualTo(wrong[1]);
    }
    subscribe("wrong", "");
    assertThat(ask("1", admin, "{\"action\":\"explode\"}", null).text("field")).isEqualTo("action");
    assertThat(ask("1", admin, "{\"action\":\"cancel\"}", null).text("field")).isEqualTo("when");
    assertThat(ask("1", admin, "{\"action\":\"pause\"}", "\"x\"").text("field")).isEqualTo("if-match");
    assertThat(
            server
                .post(SUBSCRIPTIONS + "/main/changes", admin, "{\"action\":\"pause\"}")
                .text("field"))
        .isEqualTo("idempotency-key");
  }

  @Test
  void plansOverridesAndGrantsMakeTheTerms() {
    String admin = tenant("terms");
    assertThat(server.get("/api/v1/plans", admin).body()).contains("enterprise", "free", "pro");
    String later = Clock.systemUTC().instant().plusSeconds(5).toString();
    String version =
        "{\"version\":\"1\",\"effective_from\":\"%s\",\"currency\":\"EUR\",\"monthly\":\"10.50\",\"name\":\"Gold\","
                .formatted(later)
            + "\"usage\":\"api_calls 1000 rollover graduated 5000:0.001 *:0.0005\","
            + "\"limits\":\"max_symbols 10 hard, ticks 5000 soft\"}";
    for (int i = 0; i < 2; i++) {
      assertThat(server.post("/api/v1/plans/gold/versions", operator, version).status())
          .isEqualTo(201);
    }
    assertThat(
            server
                .post("/api/v1/plans/gold/versions", operator, version.replace("10.50", "10.505"))
                .text("field"))
        .isEqualTo("prices");
    assertThat(
            server
                .post("/api/v1/plans/gold/versions", operator, version.replace("10.50", "11"))
                .text("kind"))
        .isEqualTo("already_exists");
    assertThat(
            server
                .post("/api/v1/plans/gold/versions", operator, version.replace("10 hard", "ten hard"))
                .text("field"))
        .isEqualTo("limits");

    subscribe("terms", "");
    String from = Clock.systemUTC().instant().minusSeconds(60).toString();
    String override =
        "{\"id\":\"deal\",\"from\":\"%s\",\"price\":\"40\",\"currency\":\"EUR\",\"limits\":\"max_symbols 7 hard\",\"unlimited\":\"ticks\"}"
            .formatted(from);
    for (int i = 0; i < 2; i++) {
      assertThat(post("terms", "/api/v1/overrides", override).text("version")).isEqualTo("1");
    }
    assertThat(post("terms", "/api/v1/overrides", override.replace("40", "41")).text("kind"))
        .isEqualTo("conflict");
    String grant =
        "{\"id\":\"sorry\",\"from\":\"%s\",\"to\":\"2100-01-01T00:00:00Z\",\"credit\":\"5\",\"currency\":\"EUR\",\"reason\":\"outage\"}"
            .formatted(from);
    for (int i = 0; i < 2; i++) {
      assertThat(post("terms", "/api/v1/grants", grant).status()).isEqualTo(201);
    }
    RestServer.Answer terms = server.get("/api/v1/terms", admin);
    assertThat(terms.text("price")).isEqualTo("40.0000");
    assertThat(terms.body())
        .contains("{\"limit\":\"max_symbols\",\"value\":7,\"hard\":true}", "outage")
        .doesNotContain("\"limit\":\"ticks\"");
    assertThat(server.get("/api/v1/terms?at=2001-01-01T00:00:00Z", admin).text("price"))
        .isEqualTo("49.0000");
    assertThat(server.get("/api/v1/terms", server.keyOf(Role.READER, "terms")).status())
        .isEqualTo(403);
  }

  @Test
  void anOperatorSeesWhenJobsRun() {
    assertThat(server.get("/api/v1/jobs", operator).json().get("jobs").size()).isZero();
  }
}
