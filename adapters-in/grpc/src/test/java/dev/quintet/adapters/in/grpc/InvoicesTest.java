package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.client.Invoice;
import dev.quintet.client.Invoices;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.Quotas;
import dev.quintet.client.Session;
import dev.quintet.client.Statement;
import dev.quintet.client.User;
import dev.quintet.client.UserRecords;
import dev.quintet.client.Users;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.subscriptions.v1.PreviewInvoiceRequest;
import dev.quintet.subscriptions.v1.SubscriptionServiceGrpc;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Invoices, quotas and what is kept of users, through the client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InvoicesTest {

  private static final YearMonth MONTH = YearMonth.now(ZoneOffset.UTC);

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  private QuintetClient subscribed(TenantId tenant) {
    QuintetClient client =
        server.client(
            QuintetClient.builder()
                .key(server.key(Role.OPERATOR, new TenantScope.All()))
                .tenant(tenant.value()));
    client.subscriptions().create("main", "pro", "monthly", 0);
    return server.client(server.key(Role.BILLING, tenant));
  }

  @Test
  void anInvoiceIsPreviewedAndAPlanTried() {
    Invoices invoices = subscribed(server.tenant()).invoices();
    Invoice invoice = invoices.preview(null, MONTH);
    assertThat(invoice.lines()).extracting(Invoice.Line::kind).contains("base");
    assertThat(invoice.totals()).extracting(Invoice.Total::currency).containsExactly("EUR");
    BigDecimal sum =
        invoice.lines().stream().map(Invoice.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(invoice.totals().getFirst().amount()).isEqualByComparingTo(sum);
    assertThat(invoice.complete()).isFalse();
    assertThat(invoice.user()).isEmpty();
    Invoice tried = invoices.preview(null, MONTH, "enterprise", Instant.now());
    assertThat(tried.lines()).extracting(Invoice.Line::plan).contains("enterprise");
  }

  @Test
  void anInstantWithoutAPlanIsRefusedWithItsField() {
    var stub =
        SubscriptionServiceGrpc.newBlockingV2Stub(
            server.channel(GrpcServer.bearer(server.key(Role.BILLING, server.tenant()))));
    PreviewInvoiceRequest request = PreviewInvoiceRequest.newBuilder().setAtMicros(1).build();
    assertThat(Problems.of(() -> stub.previewInvoice(request)).field()).isEqualTo("plan");
  }

  @Test
  void theInvoicesOfEveryTenantAreHandedOver() {
    TenantId tenant = server.tenant();
    subscribed(tenant);
    List<Invoice> all = new ArrayList<>();
    server
        .client(server.key(Role.BILLING, new TenantScope.All()))
        .invoices()
        .report(MONTH, null, all::add);
    assertThat(all).extracting(Invoice::tenant).contains(tenant.value()).isSorted();
    List<Invoice> rest = new ArrayList<>();
    server
        .client(server.key(Role.OPERATOR, new TenantScope.All()))
        .invoices()
        .report(MONTH, tenant.value(), rest::add);
    assertThat(rest).extracting(Invoice::tenant).doesNotContain(tenant.value());
    assertThatThrownBy(
            () ->
                server
                    .client(server.key(Role.BILLING, tenant))
                    .invoices()
                    .report(MONTH, null, all::add))
        .isInstanceOf(QuintetException.class)
        .hasMessageContaining("invoices:export");
  }

  @Test
  void aStatementIsThereOnceItsMonthHasClosed() {
    Invoices invoices = server.client(server.key(Role.BILLING, server.tenant())).invoices();
    assertThatThrownBy(() -> invoices.statement(MONTH)).hasMessageContaining("no statement");
    TenantId kept = server.tenant();
    var statement =
        dev.quintet.domain.subscriptions.Statement.of(
            kept, dev.quintet.domain.subscriptions.BillingPeriod.parse("p", "2026-02"), List.of());
    server.statements.keep(statement, GrpcServer.soon());
    Statement found =
        server.client(server.key(Role.BILLING, kept)).invoices().statement(YearMonth.of(2026, 2));
    assertThat(found.content()).isEqualTo(statement.content());
    assertThat(found.sha256()).isEqualTo(statement.hash());
  }

  @Test
  void whatIsUsedOfLimitsIsShownAndNotMetered() {
    TenantId tenant = server.tenant();
    Invoices invoices = server.client(server.key(Role.SERVICE, tenant)).invoices();
    Quotas quotas = invoices.quotas(null);
    assertThat(quotas.quotas())
        .extracting(Quotas.Quota::meter)
        .contains("api_calls", "ticks", "ai_decisions");
    assertThat(invoices.quotas(null).quotas()).extracting(Quotas.Quota::used).containsOnly(0L);
    assertThat(quotas.warnings()).isEmpty();
    server.metering.close();
    assertThat(server.metered(tenant, UsageType.API_CALLS)).isZero();
  }

  @Test
  void whatServicesKeepOfAUserGoesThroughTheClient() {
    QuintetClient client = server.client(server.serviceKey());
    Users users = client.users();
    users.create(
        "ann", new User.Profile("ann@example.com", "ann", "pro", Map.of()), null);
    UserRecords records = client.userRecords();

    UserRecords.Preference theme = records.setPreference("ann", "theme", "\"dark\"", 0);
    assertThat(theme.version()).isEqualTo(1);
    assertThat(records.preferences("ann")).containsExactly(theme);
    assertThatThrownBy(() -> records.setPreference("ann", "theme", "1", 7))
        .isInstanceOf(QuintetException.class);
    records.removePreference("ann", "theme");
    assertThat(records.preferences("ann")).isEmpty();

    records.logNotification("n1", "ann", "email", "margin_call", "{}");
    assertThat(records.notifications("ann", true))
        .extracting(UserRecords.Notification::delivery)
        .containsExactly("queued");
    assertThat(records.markNotification("n1", "ann", "delivered", true).readAt()).isPresent();
    assertThat(records.notifications("ann", true)).isEmpty();

    Instant at = Instant.parse("2026-02-03T04:05:06.000007Z");
    var snapshot = new UserRecords.RiskSnapshot("r1", "ann", null, "{\"var\":\"1\"}", at);
    records.addRiskSnapshot(snapshot);
    records.addRiskSnapshot(snapshot);
    assertThat(records.latestRiskSnapshot("ann", null)).isEqualTo(snapshot);

    Session one = users.openSession("ann", "phone").session();
    Session two = users.openSession("ann", "desk").session();
    assertThat(users.sessions("ann")).containsExactlyInAnyOrder(one, two);
    users.endSession("ann", one.id());
    assertThat(users.sessions("ann")).containsExactly(two);
  }
}
