package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.tenancy.Role;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PerformanceControllerTest {

  private static final String PERFORMANCE = "/api/v1/metrics/performance";

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

  private static RestServer.Answer setBaseline(String key) {
    return server.send(
        server
            .request(PERFORMANCE + "/baseline", key)
            .PUT(HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  void figuresAreNotMadeUpAndComparedOnceTheyAreThere() {
    assertThat(server.get(PERFORMANCE, operator).body())
        .contains(
            "\"baseline\":null",
            "{\"name\":\"calls p50\",\"unit\":\"ms\",\"direction\":\"lower_is_better\","
                + "\"current\":null,\"baseline\":null,\"ratio\":null,"
                + "\"verdict\":\"not_measured\"}");
    assertThat(setBaseline(operator).status()).as("too few calls").isEqualTo(409);
    for (int call = 0; call < 25; call++) {
      server.get("/api/v1/admin/tenants", operator);
    }
    assertThat(server.get(PERFORMANCE, operator).body()).contains("\"verdict\":\"no_baseline\"");

    RestServer.Answer first = setBaseline(operator);
    RestServer.Answer again = setBaseline(operator);

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body())
        .contains(
            "\"set_by\":\"" + operator.split("_")[1] + "\"",
            "\"name\":\"GET /api/v1/admin/tenants p99\"",
            "\"verdict\":\"same\"");
    assertThat(server.get(PERFORMANCE, operator).body())
        .containsPattern("\"name\":\"calls throughput\".*?\"ratio\":[0-9.]+");
  }

  @Test
  void onlyAnOperatorOfThePlatformSeesAndSetsThem() {
    for (String key :
        new String[] {
          server.platformKey(Role.BILLING),
          server.keyOf(Role.OPERATOR, "acme"),
          server.keyOf(Role.TENANT_ADMIN, "acme")
        }) {
      assertThat(server.get(PERFORMANCE, key).status()).isEqualTo(403);
      assertThat(setBaseline(key).status()).isEqualTo(403);
    }
    assertThat(server.get(PERFORMANCE, null).status()).isEqualTo(401);
    assertThat(server.get(PERFORMANCE + "?window=5", operator).text("field")).isEqualTo("window");
  }
}
