package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsageControllerTest {

  private static final String USAGE = "/api/v1/usage";
  private static final String MARCH = "?from=2026-03-01&to=2026-04-01";

  private static RestServer server;
  private static String billing;

  @BeforeAll
  static void start() {
    server = RestServer.start();
    billing = server.platformKey(Role.BILLING);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void use(String tenant, String service, UsageType type, long count, String at) {
    server
        .bean(MemoryUsageLedger.class)
        .append(
            List.of(
                new UsageEvent(
                    UUID.randomUUID(),
                    new Subject(new TenantId(tenant), new ServiceName(service), null),
                    type,
                    count,
                    Instant.parse(at))),
            Deadline.after(Duration.ofSeconds(5)));
  }

  @Test
  void totalsAreGroupedAsAskedFor() {
    use("grouped", "engine", UsageType.API_CALLS, 3, "2026-03-01T00:00:00Z");
    use("grouped", "ml", UsageType.TICKS_PROCESSED, 5, "2026-03-02T00:00:00Z");

    RestServer.Answer answer =
        server.get(USAGE + MARCH + "&tenant=grouped&group=day,type,service", billing);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("application/json");
    assertThat(answer.body())
        .startsWith(
            """
            {"usage":[{"tenant":"grouped","day":"2026-03-01","type":"api_calls",\
            "service":"engine","count":3,"corrections":3},\
            {"tenant":"grouped","day":"2026-03-02","type":"ticks_processed",\
            "service":"ml","count":5,"corrections":5}],"complete_until":\"""");
    assertThat(Instant.parse(answer.text("complete_until"))).isBefore(Instant.now());
  }

  @Test
  void theSameAsCsv() {
    use("comma", "engine", UsageType.API_CALLS, 3, "2026-03-01T00:00:00Z");

    RestServer.Answer answer =
        server.send(
            server
                .request(USAGE + MARCH + "&tenant=comma&group=period", billing)
                .header("accept", "text/csv"));

    assertThat(answer.header("content-type")).startsWith("text/csv");
    assertThat(answer.body())
        .isEqualTo(
            "tenant,day,period,type,service,user,count,corrections\r\n"
                + "comma,,2026-03,api_calls,,,3,3\r\n");
    assertThat(answer.header("x-complete-until")).isNotEmpty();
  }

  @Test
  void anAnswerThatTheCallerHasIsNotSentAgain() {
    use("tagged", "engine", UsageType.API_CALLS, 3, "2026-03-01T00:00:00Z");
    String path = USAGE + MARCH + "&tenant=tagged";
    String tag = server.get(path, billing).header("etag");

    RestServer.Answer same =
        server.send(server.request(path, billing).header("if-none-match", tag));
    RestServer.Answer forged =
        server.send(server.request(path, billing).header("if-none-match", "W/\"0\""));
    use("tagged", "engine", UsageType.API_CALLS, 1, "2026-03-01T00:00:00Z");
    RestServer.Answer changed =
        server.send(server.request(path, billing).header("if-none-match", tag));

    assertThat(same.status()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.header("cache-control")).isEqualTo("private, no-cache");
    assertThat(changed.header("cache-control")).isEqualTo("private, no-cache");
    assertThat(same.header("x-complete-until")).isNotEmpty();
    assertThat(forged.status()).isEqualTo(200);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("etag")).isNotEqualTo(tag);
  }

  @Test
  void aTenantReadsItsOwnUsageAndNobodyElses() {
    use("mine", "engine", UsageType.API_CALLS, 3, "2026-03-01T00:00:00Z");
    use("theirs", "engine", UsageType.API_CALLS, 4, "2026-03-01T00:00:00Z");
    String key = server.keyOf(Role.TENANT_ADMIN, "mine");

    RestServer.Answer own = server.get(USAGE + MARCH, key);
    RestServer.Answer there = server.get(USAGE + MARCH + "&tenant=theirs", key);
    RestServer.Answer nowhere = server.get(USAGE + MARCH + "&tenant=nobody", key);

    assertThat(own.json().get("usage").size()).isEqualTo(1);
    assertThat(own.body()).contains("\"tenant\":\"mine\"").doesNotContain("theirs");
    assertThat(there.status()).isEqualTo(404);
    assertThat(there.text("detail").replace("theirs", "nobody"))
        .isEqualTo(nowhere.text("detail"));
    assertThat(server.get(USAGE + "/export", key).status()).isEqualTo(403);
    assertThat(server.get(USAGE, server.keyOf(Role.READER, "mine")).status()).isEqualTo(403);
    assertThat(server.get(USAGE, null).status()).isEqualTo(401);
  }

  @Test
  void totalsComeInPages() {
    for (int day = 1; day <= 9; day++) {
      use("paged", "engine", UsageType.API_CALLS, day, "2026-03-0" + day + "T12:00:00Z");
    }
    List<Integer> counts = new ArrayList<>();
    String cursor = "";
    do {
      RestServer.Answer page =
          server.get(USAGE + MARCH + "&tenant=paged&group=day&page_size=4" + cursor, billing);
      page.json()
          .get("usage")
          .values()
          .forEach(total -> counts.add(total.get("count").getIntValue()));
      cursor = page.text("next_cursor").isEmpty() ? "" : "&cursor=" + page.text("next_cursor");
    } while (!cursor.isEmpty());
    assertThat(counts).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void theExportHasALineForEachEventAndGoesOnWhereItEnded() {
    for (int event = 0; event < 2_500; event++) {
      use("exported", "engine", UsageType.API_CALLS, 1, "2026-03-01T00:00:00Z");
    }
    RestServer.Answer all = server.get(USAGE + "/export", billing);
    List<String> lines = all.body().lines().toList();
    String end = lines.getLast();
    String cursor = end.replaceAll(".*\"cursor\":\"([^\"]*)\".*", "$1");
    use("exported", "engine", UsageType.API_CALLS, 7, "2026-03-05T00:00:00Z");

    List<String> rest =
        server.get(USAGE + "/export?cursor=" + cursor, billing).body().lines().toList();

    assertThat(all.status()).isEqualTo(200);
    assertThat(all.header("content-type")).startsWith("application/x-ndjson");
    assertThat(lines).filteredOn(line -> line.contains("\"exported\"")).hasSize(2_500);
    assertThat(end).startsWith("{\"complete_until\":");
    assertThat(rest).filteredOn(line -> line.contains("\"exported\"")).hasSize(1);
    assertThat(rest.getFirst())
        .contains("\"count\":7", "\"period\":\"2026-03\"", "\"correction\":true");
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-03-01&to=2026-02-01, to",
    "from=2026-03-01&to=2026-03-01, to",
    "from=yesterday, from",
    "from=1999-01-01, from",
    "from=2026-13-01, from",
    "from=, from",
    "to=9999-12-31T23:59:59Z, to",
    "from=2000-01-01&to=2100-01-01, to",
    "group=hour, group",
    "group=day%2C, group",
    "type=API_CALLS, type",
    "tenant=../x, tenant",
    "tenant=a&tenant=b, tenant",
    "service=A, service",
    "user=a~b, user",
    "cursor=x, cursor",
    "page_size=0, page_size",
    "page_size=1001, page_size",
    "tennant=a, tennant"
  })
  void whatIsAskedWronglyIsRefusedByItsName(String query, String field) {
    RestServer.Answer answer = server.get(USAGE + "?" + query, billing);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"cursor=x, cursor", "cursor=-1, cursor", "tenant=a, tenant"})
  void anExportIsRefusedForWhatItDoesNotKnow(String query, String field) {
    RestServer.Answer answer = server.get(USAGE + "/export?" + query, billing);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void answeredCallsAreMeteredRefusedOnesAndLooksAtTheBillAreNot() {
    String operator = server.operator();
    server.post(
        "/api/v1/admin/tenants",
        operator,
        "{\"tenant\":\"metered\",\"name\":\"M\",\"tier\":\"pro\"}");
    String admin = server.keyOf(Role.TENANT_ADMIN, "metered");

    server.get("/api/v1/admin/tenants/metered", admin);
    server.get("/api/v1/admin/tenants/metered/keys", admin);
    server.get("/api/v1/admin/tenants/nobody", admin);
    server.get("/api/v1/admin/tenants", admin);
    server.get("/api/v1/nothing", admin);
    server.get(USAGE, admin);

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(server.get(USAGE + "?tenant=metered&group=type", billing).body())
                    .contains("\"type\":\"api_calls\",\"count\":2"));
  }
}
