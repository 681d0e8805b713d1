package dev.quintet.adapters.in.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.memory.MemoryApiKeyStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Role;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallFilterTest {

  private static final String TENANTS = "/api/v1/admin/tenants";

  private static RestServer server;
  private static String operator;

  @BeforeAll
  static void start() {
    server = RestServer.start();
    operator = server.operator();
    server.post(TENANTS, operator, "{\"tenant\":\"acme\",\"name\":\"A\",\"tier\":\"pro\"}");
    server.post(TENANTS, operator, "{\"tenant\":\"rival\",\"name\":\"R\",\"tier\":\"pro\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void nobodyGetsInWithoutAKey() {
    RestServer.Answer answer = server.get(TENANTS, null);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("kind")).isEqualTo("unauthenticated");
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer qk_",
        "Bearer qk_aaaaaaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Bearer null",
        "Bearer ' OR 1=1 --",
        "Bearer ../../etc/passwd",
        "Basic cXU6aW50ZXQ=",
        "qk_aaaaaaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void aKeyThatIsNoneOrNotKnownIsRefused(String authorization) {
    RestServer.Answer answer =
        server.send(server.request(TENANTS, null).header("authorization", authorization));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("qk_aaaa");
  }

  @Test
  void aKeyWithAWrongSecretIsRefusedLikeAnUnknownOne() {
    String wrong = operator.substring(0, operator.length() - 4) + "aaaa";
    String unknown = "qk_aaaaaaaaaaaaaaaa_" + "a".repeat(32);

    assertThat(server.get(TENANTS, wrong).text("detail"))
        .isEqualTo(server.get(TENANTS, unknown).text("detail"));
    assertThat(server.get(TENANTS, wrong).status()).isEqualTo(401);
  }

  @Test
  void aRevokedKeyIsRefusedWithinASecond() {
    String key = server.operator();
    assertThat(server.get(TENANTS, key).status()).isEqualTo(200);

    server
        .bean(MemoryApiKeyStore.class)
        .revoke(key.split("_")[1], Instant.now(), Deadline.after(Duration.ofSeconds(5)));

    await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> server.get(TENANTS, key).status() == 401);
  }

  @Test
  void aTenantHeaderNarrowsAndNeverWidens() {
    String admin = server.keyOf(Role.TENANT_ADMIN, "acme");

    assertThat(narrowed(admin, "acme", "acme")).isEqualTo(200);
    assertThat(narrowed(admin, "rival", "acme")).isEqualTo(403);
    assertThat(narrowed(admin, "rival", "rival")).isEqualTo(403);
    assertThat(narrowed(operator, "acme", "acme")).isEqualTo(200);
    assertThat(narrowed(operator, "acme", "rival")).isEqualTo(404);
  }

  private static int narrowed(String key, String header, String tenant) {
    return server
        .send(server.request(TENANTS + "/" + tenant, key).header("x-tenant-id", header))
        .status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ACME", "../acme", "acme;rival", "acme,rival", "acme'--", "pg_catalog", "a", ""})
  void aForgedTenantHeaderIsRefused(String header) {
    RestServer.Answer answer =
        server.send(
            server
                .request(TENANTS + "/acme", server.keyOf(Role.TENANT_ADMIN, "acme"))
                .header("x-tenant-id", header));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo("x-tenant-id");
  }

  @Test
  void aHeaderThatIsThereTwiceIsRefused() {
    String admin = server.keyOf(Role.TENANT_ADMIN, "acme");

    assertThat(
            server
                .send(
                    server
                        .request(TENANTS + "/acme", admin)
                        .header("x-tenant-id", "acme")
                        .header("x-tenant-id", "rival"))
                .text("field"))
        .isEqualTo("x-tenant-id");
    assertThat(
            server
                .send(
                    server
                        .request(TENANTS, operator)
                        .header("authorization", "Bearer " + admin))
                .text("field"))
        .isEqualTo("authorization");
  }

  @Test
  void aLineBreakInAHeaderInjectsNothing() throws IOException {
    String admin = server.keyOf(Role.TENANT_ADMIN, "acme");
    for (String header : new String[] {"acme\rx-forged: 1", "acme\nx-tenant-id: rival", "ac\0me"}) {
      String answer =
          server.raw(
              "GET " + TENANTS + "/rival HTTP/1.1",
              "Host: quintet",
              "Connection: close",
              "Authorization: Bearer " + admin,
              "x-tenant-id: " + header);

      assertThat(answer).doesNotContain("HTTP/1.1 200", "x-forged", "Rival");
      assertThat(answer).startsWith("HTTP/1.1 40");
    }
  }

  @Test
  void aRefusedCallIsRefusedBeforeItsBodyIsRead() throws IOException {
    try (Socket socket = server.connect()) {
      socket
          .getOutputStream()
          .write(
              ("POST " + TENANTS + " HTTP/1.1\r\nHost: q\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 1000\r\n\r\n")
                  .getBytes(US_ASCII));

      byte[] first = socket.getInputStream().readNBytes(12);

      assertThat(new String(first, US_ASCII))
          .isEqualTo("HTTP/1.1 401");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/admin/tenants/",
        "//api/v1/admin/tenants",
        "/api//v1/admin/tenants",
        "/api/v1/admin/./tenants",
        "/api/v1/health/../admin/tenants",
        "/api/v1/health/%2e%2e/admin/tenants",
        "/api/v1/health/..;/admin/tenants",
        "/api/v1/admin;x=y/tenants",
        "/api/v1/admin/tenants;jsessionid=1",
        "/api/v1/admin/%74enants",
        "/%61pi/v1/admin/tenants",
        "/api%2fv1%2fadmin%2ftenants",
        "/API/v1/admin/tenants",
        "/api/v1/health/live/../../admin/tenants",
        "/api/v1/admin/tenants%00",
        "/api/v1/admin/tenants%0d%0ax-forged:1",
        "/api/v1/admin/tenants/acme",
        "/api/v1/admin/tenants/%61cme",
        "/api/v1/admin/tenants/acme%2f..%2frival",
        "http://evil.example/api/v1/admin/tenants",
        "*",
        "/"
      })
  void noSpellingOfAPathGetsPastTheFilter(String path) throws IOException {
    String answer = server.raw("GET " + path + " HTTP/1.1", "Host: quintet", "Connection: close");

    assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|401|404) .*");
    assertThat(answer).doesNotContain("acme", "x-forged:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/admin/tenants/..%2frival",
        "/api/v1/admin/tenants/%2e%2e/tenants/rival",
        "/api/v1/admin/tenants/acme/../rival",
        "/api/v1/admin/tenants/acme%2f..%2frival",
        "/api/v1/admin/tenants/rival;acme",
        "/api/v1/admin/tenants/rival%00acme",
        "/api/v1/admin/tenants//rival",
        "/api/v1/admin/tenants/RIVAL",
        "/api/v1/admin/tenants/rival"
      })
  void noSpellingOfAPathShowsAnotherTenant(String path) throws IOException {
    String answer =
        server.raw(
            "GET " + path + " HTTP/1.1",
            "Host: quintet",
            "Connection: close",
            "Authorization: Bearer " + server.keyOf(Role.TENANT_ADMIN, "acme"));

    assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|404) .*");
    assertThat(answer).doesNotContain("\"name\"");
  }

  @Test
  void whatIsNotThereBelowTheRootOfTheInterfaceIsAnsweredWithAKeyOnly() {
    assertThat(server.get("/api/v1/nothing", null).status()).isEqualTo(401);
    assertThat(server.get("/api/v1/nothing", operator).status()).isEqualTo(404);
    assertThat(server.get("/nothing", null).status()).isEqualTo(404);
  }
}
