package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MetricsControllerTest {

  private static final String PATH = "/prometheus";
  private static final String SCRAPE_KEY = "the-scraper-has-this-key-alone";

  private static RestServer server;

  @BeforeAll
  static void start() {
    server = RestServer.start(Map.of("quintet.rest.scrape-key", SCRAPE_KEY));
    server.post(
        "/api/v1/admin/tenants",
        server.operator(),
        "{\"tenant\":\"acme\",\"name\":\"A\",\"tier\":\"pro\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.bean(ScriptedObserver.class).calls.clear();
  }

  @Test
  void anOperatorReadsWhatWasMeasured() {
    RestServer.Answer answer = server.get(PATH, server.operator());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(ScriptedObserver.TEXT);
    assertThat(answer.header("content-type")).startsWith("text/plain").contains("version=0.0.4");
  }

  @Test
  void theScrapeKeyReadsItAndNothingElse() {
    assertThat(server.get(PATH, SCRAPE_KEY).status()).isEqualTo(200);
    assertThat(server.get("/api/v1/admin/tenants", SCRAPE_KEY).status()).isEqualTo(401);
    assertThat(server.get("/api/v1/usage", SCRAPE_KEY).status()).isEqualTo(401);
  }

  @Test
  void nobodyElseReadsIt() {
    assertThat(server.get(PATH, null).status()).isEqualTo(401);
    assertThat(server.get(PATH, SCRAPE_KEY + "x").status()).isEqualTo(401);
    assertThat(server.get(PATH, "").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "OPERATOR")
  void noTenantReadsIt(Role role) {
    assertThat(server.get(PATH, server.keyOf(role, "acme")).status()).isEqualTo(403);
  }

  @Test
  void withoutAScrapeKeyAnEmptyOneOpensNothing() {
    try (RestServer closed = RestServer.start()) {
      assertThat(closed.get(PATH, "").status()).isEqualTo(401);
      assertThat(closed.get(PATH, "null").status()).isEqualTo(401);
    }
  }

  @Test
  void readingItIsNotMetered() {
    server.get(PATH, server.keyOf(Role.SERVICE, "acme"));
    server.get(PATH, server.operator());
    server.bean(Metering.class).close();

    assertThat(
            server
                .bean(MemoryUsageLedger.class)
                .events(null, 10, Deadline.after(Duration.ofSeconds(1)))
                .page()
                .items())
        .isEmpty();
  }

  @Test
  void everyRequestIsWatchedByItsRouteAndItsEnd() {
    server.get("/api/v1/admin/tenants/acme", server.operator());
    server.get("/api/v1/admin/tenants/nobody_knows", server.operator());
    server.get("/api/v1/admin/tenants/acme", null);
    server.get("/no/such/path/acme", null);

    assertThat(server.bean(ScriptedObserver.class).calls)
        .containsExactlyElementsOf(
            List.of(
                "HTTP GET /api/v1/admin/tenants/{tenant} ok",
                "HTTP GET /api/v1/admin/tenants/{tenant} not_found",
                "HTTP GET /api/v1/admin/tenants/{tenant} unauthenticated",
                "HTTP none not_found"));
  }
}
