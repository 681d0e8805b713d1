package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.application.shared.Readiness;
import dev.quintet.domain.tenancy.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthControllerTest {

  private static final String HEALTH = "/api/v1/health";

  private static RestServer server;

  @BeforeAll
  static void start() {
    server = RestServer.start();
  }

  @BeforeEach
  void ready() {
    server.bean(Readiness.class).report(List.of());
    server.bean(ScriptedStores.class).down.clear();
    soon(() -> assertThat(server.get(HEALTH, null).body()).isEqualTo(brief("healthy")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** What was measured is remembered for a second. */
  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(10)).untilAsserted(assertion);
  }

  private static String brief(String status) {
    return "{\"status\":\"" + status + "\"}";
  }

  @Test
  void anybodyButAnOperatorSeesTheStatusAlone() {
    for (String key :
        new String[] {
          null,
          "qk_wrong",
          "qk_aaaaaaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          server.platformKey(Role.BILLING),
          server.keyOf(Role.TENANT_ADMIN, "acme"),
          server.keyOf(Role.OPERATOR, "acme")
        }) {
      RestServer.Answer answer = server.get(HEALTH, key);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(brief("healthy"));
    }
    assertThat(
            server
                .send(server.request(HEALTH, server.operator()).header("x-tenant-id", "acme"))
                .body())
        .as("an operator's call for one tenant")
        .isEqualTo(brief("healthy"));
  }

  @Test
  void anOperatorSeesEverythingThatIsMeasured() {
    RestServer.Answer answer = server.get(HEALTH, server.operator());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Instant.parse(answer.text("timestamp")))
        .isBetween(Instant.now().minusSeconds(5), Instant.now());
    assertThat(
            answer
                .body()
                .replaceAll("\"[^\"]*T[^\"]*Z\"", "T")
                .replaceAll("\"active_tenants\":[0-9]+", "\"active_tenants\":N")
                .replaceAll("\"performance_metrics\":\\{[^}]*}", "\"performance_metrics\":P"))
        .isEqualTo(
            """
            {"service_name":"database-service","status":"healthy","timestamp":T,\
            "version":"1.2.3","uptime_seconds":90,"performance_metrics":P,\
            "system_resources":{"cpu_usage_percent":12.5,"memory_usage_mb":256.000,\
            "disk_usage_percent":null},\
            "dependencies":{"postgresql":"healthy","clickhouse":"healthy","dragonflydb":"healthy",\
            "arangodb":"not_configured","weaviate":"not_configured"},\
            "tenant_context":{"active_tenants":N,"tenant_isolation_status":"unknown",\
            "isolation_checked_at":T},\
            "database_details":{\
            "postgresql":{"active_connections":7,"max_connections":100},\
            "clickhouse":{"active_queries":2,"disk_usage_gb":1.234568},\
            "dragonflydb":{"cache_hit_rate_percent":null},\
            "arangodb":{"collections_count":null,"graph_performance_ms":null},\
            "weaviate":{"objects_count":null,"vector_dimensions":null}},\
            "multi_db_performance":{"cross_database_queries":0,"transaction_consistency":null},\
            "comparisons":{"days":0,"agreeing_days":0,"mended_rows":0,"oldest_compared_at":null},\
            "usage":{"consistency":"consistent","unbilled_batches":0,"unfinished_calls":0,"waiting_calls":0,"complete_until":T,\
            "drifting_sums":null,"sums_compared_at":null,"months_ahead":null,"closed_period":null},\
            "payments":{"quarantined_messages":0,"oldest_quarantined_seconds":0}}""");
  }

  @Test
  void callsAreCountedButNotTheLooksAtTheHealth() {
    String operator = server.operator();
    for (int call = 0; call < 20; call++) {
      server.get("/api/v1/admin/tenants", operator);
    }
    soon(
        () ->
            assertThat(server.get(HEALTH, operator).body())
                .matches(
                    ".*\"performance_metrics\":\\{\"response_time_ms\":[0-9]+\\.[0-9]{3},"
                        + "\"throughput_rps\":[0-9]+\\.[0-9]{3},\"error_rate_percent\":0\\.000}.*"));
  }

  @Test
  void aStoreThatIsDownDegradesTheServiceAndSaysNoNumbers() {
    server.bean(ScriptedStores.class).down.add("clickhouse");
    server.bean(Readiness.class).report(List.of("clickhouse"));

    soon(() -> assertThat(server.get(HEALTH, null).body()).isEqualTo(brief("degraded")));
    assertThat(server.get(HEALTH, null).status()).isEqualTo(200);
    assertThat(server.get(HEALTH, server.operator()).body())
        .contains(
            "\"clickhouse\":\"unhealthy\"",
            "\"clickhouse\":{\"active_queries\":null,\"disk_usage_gb\":null}");
    assertThat(server.get(HEALTH + "/ready", null).status()).isEqualTo(503);
  }

  @Test
  void aReadyProcessSaysSo() {
    RestServer.Answer answer = server.get(HEALTH + "/ready", null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ready\",\"missing\":[]}");
  }

  @Test
  void aProcessThatIsNotReadySaysWhatIsMissingAndStillLives() {
    server.bean(Readiness.class).report(List.of("postgresql", "clickhouse"));

    RestServer.Answer ready = server.get(HEALTH + "/ready", null);

    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body())
        .isEqualTo("{\"status\":\"not_ready\",\"missing\":[\"postgresql\",\"clickhouse\"]}");
    soon(() -> assertThat(server.get(HEALTH, null).body()).isEqualTo(brief("unhealthy")));
    assertThat(server.get(HEALTH, null).status()).isEqualTo(503);
    assertThat(server.get(HEALTH + "/live", null).status()).isEqualTo(200);
  }

  @Test
  void aKeyThatIsWrongDoesNotMatterToHealth() {
    assertThat(server.get(HEALTH + "/live", "qk_wrong").status()).isEqualTo(200);
  }
}
