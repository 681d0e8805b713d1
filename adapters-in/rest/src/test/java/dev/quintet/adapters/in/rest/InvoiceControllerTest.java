package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.memory.MemorySubscriptionStore;
import dev.quintet.adapters.out.memory.MemoryTermsStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Write;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What there is to pay and what is left of limits, over REST. */
final class InvoiceControllerTest {

  private static final String PREVIEW = "/api/v1/invoices/preview";

  /** The month before the running one: its cycle is over. */
  private static final BillingPeriod MONTH =
      new BillingPeriod(BillingPeriod.of(Instant.now()).month().minusMonths(1));

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

  private static Deadline deadline() {
    return Deadline.after(Duration.ofSeconds(30));
  }

  private static TenantId tenant(String id) {
    server.post(
        "/api/v1/admin/tenants",
        server.operator(),
        "{\"tenant\":\"%1$s\",\"name\":\"%1$s\",\"tier\":\"pro\"}".formatted(id));
    return new TenantId(id);
  }

  private static Write write(TenantId tenant) {
    return new Write(
        new Subject(tenant, new ServiceName("test"), null), "test", UUID.randomUUID().toString(),
        "0".repeat(64), Instant.now(), "1", null);
  }

  /** Pro from the first of the month on, with a credit. */
  private static void subscribe(TenantId tenant) {
    server
        .bean(MemorySubscriptionStore.class)
        .change(
            tenant,
            write(tenant),
            new SubscriptionId("s"),
            before ->
                SubscriptionCourse.begin(
                        new SubscriptionId("s"), tenant, null,
                        new Subscription.Agreement(MONTH.start(), 0, null, 14), new PlanId("pro"),
                        CycleLength.MONTHLY, "test", MONTH.start())
                    .changes(),
            deadline());
    server
        .bean(MemoryTermsStore.class)
        .grant(
            tenant,
            write(tenant),
            new Grant(
                "g", tenant, null,
                new Grant.Benefit.Credit(new Money(new BigDecimal("9"), Currency.getInstance("EUR"))),
                MONTH.start(), MONTH.end(), "sorry for <b>it</b>"),
            deadline());
  }

  @Test
  void theInvoicesOfEveryTenantAreStreamedAndGoOnBehindOne() {
    TenantId first = tenant("report_a");
    subscribe(first);
    subscribe(tenant("report_b"));
    String path = "/api/v1/invoices?period=" + MONTH;
    List<String> lines = server.get(path + "&after=report_", billing).body().lines().toList();
    assertThat(lines.get(0)).startsWith("{\"tenant\":\"report_a\"").contains("\"kind\":\"base\"");
    assertThat(lines.get(1)).startsWith("{\"tenant\":\"report_b\"");
    assertThat(server.get(path + "&after=report_a", billing).body()).doesNotContain("report_a");
    String csv =
        server.send(server.request(path + "&after=report_", billing).header("accept", "text/csv"))
            .body();
    assertThat(csv)
        .startsWith("tenant,user,kind,cycle,from,to,plan,type,quantity,unit_price,amount,currency,text\r\n")
        .contains("report_a,,base,", "report_a,,total,");
    assertThat(server.get(path, server.keyOf(Role.BILLING, "report_a")).status()).isEqualTo(403);
    assertThat(server.get(path + "&after=zz", billing).body()).isEmpty();
    assertThat(server.get("/api/v1/invoices?period=soon", billing).body())
        .contains("\"field\":\"period\"");
    assertThat(server.get(path + "&after=A-1", billing).body()).contains("\"field\":\"after\"");
  }

  @Test
  void anInvoiceIsJsonAndCsvAndAPage() {
    TenantId tenant = tenant("invoiced");
    subscribe(tenant);
    String path = PREVIEW + "?tenant=invoiced&period=" + MONTH;

    RestServer.Answer json = server.get(path, billing);
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.body())
        .startsWith(
            """
            {"tenant":"invoiced","period":"%1$s","lines":[{"kind":"base","cycle":"%2$s",\
            "from":"%2$s","to":"%3$s","plan":"pro","quantity":1,"amount":"49.00","currency":"EUR",\
            "text":"plan pro"},{"kind":"credit\""""
                .formatted(MONTH, MONTH.month().atDay(1), MONTH.month().plusMonths(1).atDay(1)))
        .contains("\"totals\":[{\"amount\":\"40.00\",\"currency\":\"EUR\"}]");

    String csv =
        server.send(server.request(path, billing).header("accept", "text/csv")).body();
    assertThat(csv)
        .startsWith("kind,cycle,from,to,plan,type,quantity,unit_price,amount,currency,text\r\n")
        .contains("total,,,,,,,,40.00,EUR,");

    RestServer.Answer page =
        server.send(server.request(path, billing).header("accept", "text/html"));
    assertThat(page.header("content-type")).startsWith("text/html");
    assertThat(page.body())
        .contains("<h1>Invoice of invoiced</h1>", "40.00 EUR", "sorry for &lt;b&gt;it&lt;/b&gt;")
        .doesNotContain("<b>");
    assertThat(
            server
                .send(server.request(path, billing).header("if-none-match", json.header("etag")))
                .status())
        .isEqualTo(304);
  }

  @Test
  void aPlanCanBeTried() {
    TenantId tenant = tenant("trying");
    String path = PREVIEW + "?tenant=trying&period=" + MONTH;
    assertThat(server.get(path, billing).body()).contains("\"lines\":[],\"totals\":[]");
    assertThat(
            server.get(path + "&plan=enterprise&at=" + MONTH.month().atDay(1), billing).body())
        .contains("\"totals\":[{\"amount\":\"999.00\",\"currency\":\"EUR\"}]");
    assertThat(server.get(path, server.keyOf(Role.TENANT_ADMIN, tenant.value())).status())
        .isEqualTo(200);
    assertThat(server.get(path, server.keyOf(Role.TENANT_ADMIN, "invoiced")).status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "tenant=trying&period=2026-13, period",
    "tenant=trying&period=2026, period",
    "tenant=trying&at=2026-01-01, plan",
    "tenant=trying&plan=none, plan",
    "tenant=trying&plan=pro&at=now, at",
    "period=2026-01, tenant",
    "tenant=trying&user=a~b, user",
    "tenant=trying&tier=pro, tier"
  })
  void whatIsAskedWronglyIsRefusedByItsName(String query, String field) {
    tenant("trying");
    RestServer.Answer answer = server.get(PREVIEW + "?" + query, billing);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void aLimitThatIsUsedUpIsAnswered429AndLooksAtItAreNot() {
    TenantId tenant = tenant("limited");
    server
        .bean(MemoryTermsStore.class)
        .override(
            tenant,
            write(tenant),
            new PlanOverride(
                tenant, null, 1, Instant.EPOCH, null, null, List.of(),
                List.of(new Limit(Limit.Name.API_CALLS, 2, true)), List.of()),
            deadline());
    String admin = server.keyOf(Role.TENANT_ADMIN, "limited");
    String tenants = "/api/v1/admin/tenants/limited";

    assertThat(server.get(tenants, admin).status()).isEqualTo(200);
    assertThat(server.get(tenants + "x", admin).status()).as("is not metered").isEqualTo(404);
    assertThat(server.get(tenants, admin).status()).isEqualTo(200);
    RestServer.Answer refused = server.get(tenants, admin);

    Instant reset = BillingPeriod.of(Instant.now()).end();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("kind")).isEqualTo("limit_exceeded");
    assertThat(refused.body())
        .contains(
            "\"meter\":\"api_calls\",\"used\":2,\"limit\":2,\"resets_at\":\"" + reset + "\"");
    assertThat(Long.parseLong(refused.header("retry-after")))
        .isBetween(
            Duration.between(Instant.now(), reset).toSeconds() - 5,
            Duration.between(Instant.now(), reset).toSeconds() + 5);
    RestServer.Answer quotas = server.get("/api/v1/quotas", admin);
    assertThat(quotas.status()).isEqualTo(200);
    assertThat(quotas.body())
        .contains(
            "\"meter\":\"api_calls\",\"limit\":2,\"hard\":true,\"used\":2,\"exceeded\":true");
    for (String path :
        List.of("/api/v1/usage", "/api/v1/plans", "/api/v1/terms", "/api/v1/subscriptions")) {
      assertThat(server.get(path, admin).status()).as("way out: " + path).isEqualTo(200);
    }
  }
}
