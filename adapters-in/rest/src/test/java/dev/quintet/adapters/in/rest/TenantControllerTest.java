package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.application.shared.Workers;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TenantControllerTest {

  private static final String TENANTS = "/api/v1/admin/tenants";
  private static final String SCHEMA = "/api/v1/admin/schema/create";

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

  private static String wish(String tenant, String name, String tier) {
    return "{\"tenant\":\"%s\",\"name\":\"%s\",\"tier\":\"%s\"}".formatted(tenant, name, tier);
  }

  @Test
  void creatingATenantShowsItsAdminKeyOnce() {
    RestServer.Answer created = server.post(TENANTS, operator, wish("acme", "Acme Ltd", "pro"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("location")).isEqualTo(TENANTS + "/acme");
    assertThat(created.header("cache-control")).isEqualTo("no-store");
    assertThat(created.text("tenant")).isEqualTo("acme");
    assertThat(created.text("name")).isEqualTo("Acme Ltd");
    assertThat(created.text("tier")).isEqualTo("pro");
    assertThat(created.text("state")).isEqualTo("active");
    assertThat(Instant.parse(created.text("created_at"))).isBefore(Instant.now().plusSeconds(1));
    String key = created.text("tenant_admin_key");
    assertThat(server.get(TENANTS + "/acme", key).status()).isEqualTo(200);

    RestServer.Answer again = server.post(TENANTS, operator, wish("acme", "Acme Ltd", "pro"));

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).doesNotContain("qk_", "tenant_admin_key");
  }

  @Test
  void creatingATenantWithOtherContentIsRefused() {
    server.post(TENANTS, operator, wish("twice", "First", "pro"));

    RestServer.Answer answer = server.post(TENANTS, operator, wish("twice", "Second", "pro"));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("kind")).isEqualTo("already_exists");
  }

  @Test
  void onlyOperatorsCreateTenants() {
    for (Role role : List.of(Role.SERVICE, Role.BILLING, Role.TENANT_ADMIN, Role.READER)) {
      String key = server.keyOf(role, "somebody");

      assertThat(server.post(TENANTS, key, wish("theirs", "Theirs", "pro")).status())
          .as(role.word())
          .isEqualTo(403);
      assertThat(server.post(SCHEMA, key, "{\"tenant\":\"theirs\"}").status()).isEqualTo(403);
      assertThat(server.get(TENANTS, key).status()).isEqualTo(403);
    }
    assertThat(server.get(TENANTS + "/theirs", operator).status()).isEqualTo(404);
  }

  /** One tenant has at most its share of the threads that read, whatever it asks for. */
  @Test
  void readsOfATenantWaitForItsShareOfTheThreads() {
    String busy = server.keyOf(Role.TENANT_ADMIN, "busy");
    CountDownLatch over = new CountDownLatch(1);
    server.bean(Workers.class).reads().execute("busy", () -> await(over));

    List<CompletableFuture<Integer>> waiting =
        Stream.of(TENANTS + "/busy", TENANTS + "/busy/keys")
            .map(path -> CompletableFuture.supplyAsync(() -> server.get(path, busy).status()))
            .toList();
    String other = server.keyOf(Role.TENANT_ADMIN, "other");

    assertThat(server.get(TENANTS + "/other", other).status()).isEqualTo(404);
    assertThat(server.get(TENANTS, operator).status()).isEqualTo(200);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);

    over.countDown();
    assertThat(waiting).extracting(CompletableFuture::join).containsOnly(404);
  }

  private static void await(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aTenantsAdminSeesItsOwnTenantAndNothingOfOthers() {
    String key = server.post(TENANTS, operator, wish("mine", "Mine", "free")).text("tenant_admin_key");
    server.post(TENANTS, operator, wish("others", "Others", "free"));

    RestServer.Answer there = server.get(TENANTS + "/others", key);
    RestServer.Answer nowhere = server.get(TENANTS + "/nobody", key);

    assertThat(server.get(TENANTS + "/mine", key).status()).isEqualTo(200);
    assertThat(there.status()).isEqualTo(404);
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(there.text("detail").replace("others", "nobody")).isEqualTo(nowhere.text("detail"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reader", "service", "billing"})
  void keysThatAreForDataShowNoTenant(String role) {
    server.post(TENANTS, operator, wish("data", "Data", "free"));

    assertThat(server.get(TENANTS + "/data", server.keyOf(Role.of(role), "data")).status())
        .isEqualTo(403);
  }

  @Test
  void twoHundredTenantsAreListedOnceInPages() {
    List<String> wanted = IntStream.range(0, 200).mapToObj("listed_%03d"::formatted).toList();
    wanted.forEach(
        id -> assertThat(server.post(TENANTS, operator, wish(id, "L", "free")).status()).isEqualTo(201));

    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      RestServer.Answer page = server.get(TENANTS + "?page_size=7" + cursor, operator);
      assertThat(page.status()).isEqualTo(200);
      for (JsonNode tenant : page.json().get("tenants").values()) {
        listed.add(tenant.get("tenant").getStringValue());
      }
      cursor = page.text("next_cursor").isEmpty() ? "" : "&cursor=" + page.text("next_cursor");
    } while (!cursor.isEmpty());

    assertThat(listed).doesNotHaveDuplicates().isSorted().containsAll(wanted);
    assertThat(server.get(TENANTS, operator).json().get("tenants").size()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "page_size=0, page_size",
    "page_size=-1, page_size",
    "page_size=1001, page_size",
    "page_size=, page_size",
    "page_size=1e2, page_size",
    "page_size=99999999999, page_size",
    "page_size=5&page_size=6, page_size",
    "cursor=, cursor",
    "cursor=..%2F, cursor",
    "cursor=%00, cursor",
    "pagesize=5, pagesize",
    "tenant=acme, tenant"
  })
  void aListingIsRefusedForWhatItDoesNotKnow(String query, String field) {
    RestServer.Answer answer = server.get(TENANTS + "?" + query, operator);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void creatingASchemaFinishesAnInterruptedCreationAndShowsItsKey() {
    server
        .bean(MemoryTenantStore.class)
        .register(
            new Tenant(
                new TenantId("halfway"), "H", Tier.PRO, Tenant.State.PROVISIONING, Instant.now()),
            Deadline.after(Duration.ofSeconds(5)));

    RestServer.Answer finished = server.post(SCHEMA, operator, "{\"tenant\":\"halfway\"}");
    RestServer.Answer again = server.post(SCHEMA, operator, "{\"tenant\":\"halfway\"}");

    assertThat(finished.status()).isEqualTo(201);
    assertThat(finished.text("state")).isEqualTo("active");
    assertThat(finished.text("tenant_admin_key")).startsWith("qk_");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).doesNotContain("qk_");
  }

  @Test
  void noSchemaIsMadeForATenantThatIsNotRegistered() {
    RestServer.Answer answer = server.post(SCHEMA, operator, "{\"tenant\":\"unregistered\"}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(server.get(TENANTS + "/unregistered", operator).status()).isEqualTo(404);
  }

  @Test
  void creatingASchemaDoesNotWakeASuspendedTenant() {
    server.post(TENANTS, operator, wish("asleep", "Asleep", "pro"));
    server.bean(MemoryTenantStore.class).suspend(new TenantId("asleep"));

    assertThat(server.post(SCHEMA, operator, "{\"tenant\":\"asleep\"}").text("kind"))
        .isEqualTo("not_ready");
    assertThat(server.get(TENANTS + "/asleep", operator).text("state")).isEqualTo("suspended");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"N\",\"tier\":\"pro\"} | tenant",
        "{\"tenant\":\"t1\",\"tier\":\"pro\"} | name",
        "{\"tenant\":\"t1\",\"name\":\"N\"} | tier",
        "{\"tenant\":null,\"name\":\"N\",\"tier\":\"pro\"} | tenant",
        "{\"tenant\":1,\"name\":\"N\",\"tier\":\"pro\"} | tenant",
        "{\"tenant\":[\"t1\"],\"name\":\"N\",\"tier\":\"pro\"} | tenant",
        "{\"tenant\":\"t1\",\"name\":true,\"tier\":\"pro\"} | name",
        "{\"tenant\":\"t1\",\"name\":\"N\",\"tier\":{}} | tier",
        "{\"tenant\":\"t1\",\"name\":\"N\",\"tier\":\"gold\"} | tier",
        "{\"tenant\":\"t1\",\"name\":\"N\",\"tier\":\"PRO\"} | tier",
        "{\"tenant\":\"t1\",\"name\":\"\",\"tier\":\"pro\"} | name",
        "{\"tenant\":\"t1\",\"name\":\"a\\u0000b\",\"tier\":\"pro\"} | name",
        "{\"tenant\":\"T1\",\"name\":\"N\",\"tier\":\"pro\"} | tenant",
        "{\"tenant\":\"../x\",\"name\":\"N\",\"tier\":\"pro\"} | tenant",
        "{\"tenant\":\"pg_x\",\"name\":\"N\",\"tier\":\"pro\"} | tenant",
        "{\"tenant\":\"t1\",\"name\":\"N\",\"tier\":\"pro\",\"extra\":1} | extra",
        "{\"tenant\":\"t1\",\"name\":\"N\",\"tier\":\"pro\",\"a\\nb\":1} | a?b",
        "{\"tenant\":\"t1\",\"tenant\":\"t2\",\"name\":\"N\",\"tier\":\"pro\"} | body",
        "{\"tenant\":\"t1\",\"name\":\"N\",\"tier\":\"pro\"} x | body",
        "{\"tenant\":\"t1\",\"name\":\"N\",\"tier\":\"pro\"}{} | body",
        "{\"tenant\":\"t1\" | body",
        "{'tenant':'t1'} | body",
        "[] | body",
        "null | body",
        "\"t1\" | body",
        "{\"tenant\":\"t1\",\"name\":\"\\ud800\",\"tier\":\"pro\"} | name",
        "`` | body"
      })
  void aBodyIsRefusedNamingItsField(String body, String field) {
    RestServer.Answer answer = server.post(TENANTS, operator, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("kind")).isEqualTo("invalid");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(server.get(TENANTS + "/t1", operator).status()).isEqualTo(404);
  }
}
