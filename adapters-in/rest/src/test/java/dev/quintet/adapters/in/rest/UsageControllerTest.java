package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.memory.MemoryStatementStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.Statement;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsageControllerTest {

  private static final String USAGE = "/api/v1/usage";

  /** Of UTC: long over, and in a month that is open. */
  private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

  private static final String DAYS = "?from=" + DAY + "&to=" + DAY.plusDays(2);

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
    use("grouped", "engine", UsageType.API_CALLS, 3, DAY + "T00:00:00Z");
    use("grouped", "ml", UsageType.TICKS_PROCESSED, 5, DAY.plusDays(1) + "T00:00:00Z");

    RestServer.Answer answer =
        server.get(USAGE + DAYS + "&tenant=grouped&group=day,type,service", billing);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("application/json");
    assertThat(answer.body())
        .startsWith(
            """
            {"usage":[{"tenant":"grouped","day":"%s","type":"api_calls",\
            "service":"engine","count":3,"corrections":3},\
            {"tenant":"grouped","day":"%s","type":"ticks_processed",\
            "service":"ml","count":5,"corrections":5}],"complete_until":\""""
                .formatted(DAY, DAY.plusDays(1)));
    assertThat(Instant.parse(answer.text("complete_until"))).isBefore(Instant.now());
  }

  @Test
  void theSameAsCsv() {
    use("comma", "engine", UsageType.API_CALLS, 3, DAY + "T00:00:00Z");

    RestServer.Answer answer =
        server.send(
            server
                .request(USAGE + DAYS + "&tenant=comma&group=period", billing)
                .header("accept", "text/csv"));

    assertThat(answer.header("content-type")).startsWith("text/csv");
    assertThat(answer.body())
        .isEqualTo(
            "tenant,day,period,type,service,user,corrects,count,corrections\r\n"
                + "comma,,%s,api_calls,,,,3,3\r\n".formatted(YearMonth.from(DAY)));
    assertThat(answer.header("x-complete-until")).isNotEmpty();
  }

  @Test
  void anAnswerThatTheCallerHasIsNotSentAgain() {
    use("tagged", "engine", UsageType.API_CALLS, 3, DAY + "T00:00:00Z");
    String path = USAGE + DAYS + "&tenant=tagged";
    String tag = server.get(path, billing).header("etag");

    RestServer.Answer same =
        server.send(server.request(path, billing).header("if-none-match", tag));
    RestServer.Answer forged =
        server.send(server.request(path, billing).header("if-none-match", "W/\"0\""));
    use("tagged", "engine", UsageType.API_CALLS, 1, DAY + "T00:00:00Z");
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
    use("mine", "engine", UsageType.API_CALLS, 3, DAY + "T00:00:00Z");
    use("theirs", "engine", UsageType.API_CALLS, 4, DAY + "T00:00:00Z");
    String key = server.keyOf(Role.TENANT_ADMIN, "mine");

    RestServer.Answer own = server.get(USAGE + DAYS, key);
    RestServer.Answer there = server.get(USAGE + DAYS + "&tenant=theirs", key);
    RestServer.Answer nowhere = server.get(USAGE + DAYS + "&tenant=nobody", key);

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
    for (int service = 1; service <= 9; service++) {
      use("paged", "s" + service, UsageType.API_CALLS, service, DAY + "T12:00:00Z");
    }
    List<Integer> counts = new ArrayList<>();
    String cursor = "";
    do {
      RestServer.Answer page =
          server.get(USAGE + DAYS + "&tenant=paged&group=service&page_size=4" + cursor, billing);
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
      use("exported", "engine", UsageType.API_CALLS, 1, DAY + "T00:00:00Z");
    }
    RestServer.Answer all = server.get(USAGE + "/export", billing);
    List<String> lines = all.body().lines().toList();
    String end = lines.getLast();
    String cursor = end.replaceAll(".*\"cursor\":\"([^\"]*)\".*", "$1");
    use("exported", "engine", UsageType.API_CALLS, 7, DAY + "T01:00:00Z");

    List<String> rest =
        server.get(USAGE + "/export?cursor=" + cursor, billing).body().lines().toList();

    assertThat(all.status()).isEqualTo(200);
    assertThat(all.header("content-type")).startsWith("application/x-ndjson");
    assertThat(lines).filteredOn(line -> line.contains("\"exported\"")).hasSize(2_500);
    assertThat(end).startsWith("{\"complete_until\":");
    assertThat(rest).filteredOn(line -> line.contains("\"exported\"")).hasSize(1);
    assertThat(rest.getFirst())
        .contains("\"count\":7", "\"period\":\"" + YearMonth.from(DAY) + "\"", "\"correction\":true");
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

  /** Somebody pays by both. What Quintet's own tenants do is in neither. */
  @Test
  void theExportAddsUpToTheTotalsAndNeitherHoldsCanaries() {
    String canary = TenantId.INTERNAL_PREFIX + "canary_of_rest";
    use("summed", "engine", UsageType.API_CALLS, 3, DAY + "T00:00:00Z");
    use(canary, "engine", UsageType.API_CALLS, 64, DAY + "T00:00:00Z");
    use("summed", "ml", UsageType.TICKS_PROCESSED, 5, DAY + "T07:00:00Z");
    use("summed", "ml", UsageType.API_CALLS, 7, "2026-02-01T00:00:00Z");
    use(canary, "ml", UsageType.TICKS_PROCESSED, 128, DAY + "T07:00:00Z");

    Map<String, Long> exported = new TreeMap<>();
    for (String line : server.get(USAGE + "/export", billing).body().lines().toList()) {
      if (line.contains("\"tenant\"")) {
        add(exported, text(line, "tenant"), text(line, "type"), Long.parseLong(text(line, "count")));
      }
    }
    Map<String, Long> totals = new TreeMap<>();
    String cursor = "";
    do {
      RestServer.Answer page =
          server.get(USAGE + "?from=2026-01-01&to=" + DAY.plusYears(1) + "&page_size=2" + cursor, billing);
      page.json().get("usage").values().forEach(
          total ->
              add(
                  totals,
                  total.get("tenant").getStringValue(),
                  total.get("type").getStringValue(),
                  total.get("count").getLongValue()));
      cursor = page.text("next_cursor").isEmpty() ? "" : "&cursor=" + page.text("next_cursor");
    } while (!cursor.isEmpty());

    assertThat(exported).containsEntry("summed api_calls", 10L).isEqualTo(totals);
    assertThat(exported.keySet()).noneMatch(key -> key.startsWith(TenantId.INTERNAL_PREFIX));
    assertThat(server.get(USAGE + DAYS + "&tenant=" + canary, billing).body())
        .contains("\"usage\":[]");
  }

  private static void add(Map<String, Long> sums, String tenant, String type, long count) {
    sums.merge(tenant + " " + type, count, Long::sum);
  }

  private static String text(String line, String name) {
    return line.replaceAll(".*\"" + name + "\":\"?([^\",}]*).*", "$1");
  }

  @Test
  void lateUsageIsInTheRunningMonthAndNamesItsOwn() {
    use("late", "engine", UsageType.API_CALLS, 7, "2026-02-01T00:00:00Z");
    assertThat(
            server.get(USAGE + "?tenant=late&from=2026-02-01&to=2026-03-01", billing).body())
        .contains("\"usage\":[]");
    assertThat(server.get(USAGE + "?tenant=late&group=corrects", billing).body())
        .contains("\"corrects\":\"2026-02\",\"count\":7,\"corrections\":7");
  }

  @Test
  void aStatementIsTheSameForEverAndATenantReadsItsOwn() {
    BillingPeriod period = BillingPeriod.parse("period", "2026-02");
    Statement statement = Statement.of(new TenantId("stated"), period, List.of());
    server
        .bean(MemoryStatementStore.class)
        .keep(statement, Deadline.after(Duration.ofSeconds(5)));
    String path = USAGE + "/statement?period=2026-02";

    RestServer.Answer own = server.get(path, server.keyOf(Role.TENANT_ADMIN, "stated"));
    RestServer.Answer theirs =
        server.get(path + "&tenant=stated", server.keyOf(Role.TENANT_ADMIN, "unstated"));

    assertThat(own.body()).isEqualTo(statement.content());
    assertThat(own.header("etag")).isEqualTo('"' + statement.hash() + '"');
    assertThat(own.header("content-type")).startsWith("text/csv");
    assertThat(server.get(path + "&tenant=stated", billing).body()).isEqualTo(own.body());
    assertThat(theirs.status()).isEqualTo(404);
    assertThat(server.get(path, server.keyOf(Role.TENANT_ADMIN, "unstated")).status())
        .as("not closed yet")
        .isEqualTo(404);
    assertThat(server.get(path, billing).text("field")).isEqualTo("tenant");
    assertThat(server.get(USAGE + "/statement?tenant=stated", billing).text("field"))
        .isEqualTo("period");
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
