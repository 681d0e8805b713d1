package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.tenancy.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyControllerTest {

  private static final String TENANTS = "/api/v1/admin/tenants";

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

  private static String keysOf(String tenant) {
    return TENANTS + "/" + tenant + "/keys";
  }

  private static String admin(String tenant) {
    return server
        .post(
            TENANTS,
            operator,
            "{\"tenant\":\"%s\",\"name\":\"T\",\"tier\":\"pro\"}".formatted(tenant))
        .text("tenant_admin_key");
  }

  private static RestServer.Answer issue(String tenant, String by, String role) {
    return server.post(keysOf(tenant), by, "{\"role\":\"" + role + "\"}");
  }

  private static RestServer.Answer delete(String path, String by) {
    return server.send(server.request(path, by).DELETE());
  }

  @Test
  void aKeyIsShownOnceAndListedWithoutItsSecret() {
    String admin = admin("shown");

    RestServer.Answer issued = issue("shown", admin, "service");

    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.header("cache-control")).isEqualTo("no-store");
    assertThat(issued.text("role")).isEqualTo("service");
    assertThat(Instant.parse(issued.text("created_at"))).isBefore(Instant.now().plusSeconds(1));
    assertThat(issued.text("key")).startsWith("qk_" + issued.text("prefix") + "_");
    RestServer.Answer listed = server.get(keysOf("shown"), admin);
    assertThat(listed.status()).isEqualTo(200);
    assertThat(listed.json().get("keys").size()).isEqualTo(2);
    assertThat(listed.body()).contains(issued.text("prefix")).doesNotContain("qk_");
  }

  @Test
  void aRevokedKeyIsRefusedAndKeepsItsFirstEnd() {
    String admin = admin("ended");
    RestServer.Answer issued = issue("ended", admin, "tenant-admin");
    String path = keysOf("ended") + "/" + issued.text("prefix");

    RestServer.Answer first = delete(path, admin);
    RestServer.Answer again = delete(path, admin);

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.text("revoked_at")).isEqualTo(first.text("revoked_at")).isNotEmpty();
    assertThat(server.get(keysOf("ended"), issued.text("key")).status()).isEqualTo(401);
  }

  @Test
  void aLostAdminKeyIsReplacedByAnOperatorWhoGetsNoKeyForData() {
    admin("lost");

    RestServer.Answer replaced = issue("lost", operator, "tenant-admin");

    assertThat(replaced.status()).isEqualTo(201);
    assertThat(server.get(TENANTS + "/lost", replaced.text("key")).status()).isEqualTo(200);
    for (String role : List.of("service", "reader", "billing", "operator")) {
      assertThat(issue("lost", operator, role).status()).as(role).isEqualTo(403);
    }
  }

  @Test
  void keysAreListedOnceInPages() {
    String admin = admin("paged");
    for (int i = 0; i < 8; i++) {
      issue("paged", admin, "reader");
    }

    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      RestServer.Answer page = server.get(keysOf("paged") + "?page_size=4" + cursor, admin);
      page.json().get("keys").values().forEach(k -> listed.add(k.get("prefix").getStringValue()));
      cursor = page.text("next_cursor").isEmpty() ? "" : "&cursor=" + page.text("next_cursor");
    } while (!cursor.isEmpty());

    assertThat(listed).hasSize(9).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void anotherTenantsKeysAreNotThere() {
    String admin = admin("attacker");
    admin("victim");
    String prefix =
        server.get(keysOf("victim"), operator).json().get("keys").get(0).get("prefix")
            .getStringValue();

    for (String tenant : List.of("victim", "nobody")) {
      assertThat(server.get(keysOf(tenant), admin).status()).isEqualTo(404);
      assertThat(issue(tenant, admin, "reader").status()).isEqualTo(404);
      assertThat(delete(keysOf(tenant) + "/" + prefix, admin).status()).isEqualTo(404);
    }
    assertThat(delete(keysOf("attacker") + "/" + prefix, admin).status()).isEqualTo(404);
    assertThat(server.get(keysOf("victim"), operator).body()).doesNotContain("revoked_at");
  }

  @ParameterizedTest
  @CsvSource({"service", "reader", "billing"})
  void keysThatAreForDataManageNoKeys(String role) {
    admin("data");
    String key = server.keyOf(Role.of(role), "data");

    assertThat(server.get(keysOf("data"), key).status()).isEqualTo(403);
    assertThat(issue("data", key, "reader").status()).isEqualTo(403);
    assertThat(delete(keysOf("data") + "/" + "a".repeat(16), key).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | role",
        "{\"role\":null} | role",
        "{\"role\":\"root\"} | role",
        "{\"role\":\"SERVICE\"} | role",
        "{\"role\":\"service\",\"tenant\":\"x\"} | tenant",
        "[] | body"
      })
  void aBodyIsRefusedNamingItsField(String body, String field) {
    String key = server.keyOf(Role.TENANT_ADMIN, "named");

    RestServer.Answer answer = server.post(keysOf("named"), key, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "named/keys/..%2Fx, prefix",
    "named/keys/AAAAAAAAAAAAAAAA, prefix",
    "Named/keys/aaaaaaaaaaaaaaaa, tenant"
  })
  void aPathIsRefusedNamingItsField(String path, String field) {
    admin("named");

    RestServer.Answer answer =
        delete(TENANTS + "/" + path, server.keyOf(Role.TENANT_ADMIN, "named"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo(field);
  }
}
