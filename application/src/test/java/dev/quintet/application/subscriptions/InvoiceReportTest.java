package dev.quintet.application.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Subscriptions;
import dev.quintet.adapters.out.memory.MemoryPlanStore;
import dev.quintet.application.shared.FairShares;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.Invoice;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InvoiceReportTest {

  private final QuotaSetting setting = new QuotaSetting();
  private final BillingPeriod month = BillingPeriod.of(setting.now);
  private final Invoicing invoicing =
      new Invoicing(
          setting.access(),
          new TermsReading(new MemoryPlanStore(), setting.terms, setting.clock),
          new Invoicing.Sources(
              setting.terms, setting.subscriptions, setting.ledger, setting.tenants),
          new FairShares("invoices", 4, 2));

  private static Principal of(Role role, TenantScope scope) {
    return new Principal("k".repeat(16), role, scope, new ServiceName("test"), null);
  }

  private InvoiceReport report(@Nullable TenantId after) {
    return invoicing.report(
        of(Role.BILLING, new TenantScope.All()), month, after, Fresh::deadline);
  }

  private TenantId tenant(String id) {
    TenantId tenant = new TenantId(id);
    setting.tenants.register(
        new Tenant(tenant, id, Tier.PRO, Tenant.State.ACTIVE, Instant.EPOCH), Fresh.deadline());
    return tenant;
  }

  private void subscribe(TenantId tenant, @Nullable String user, String id) {
    new Subscriptions(setting.subscriptions)
        .begin(tenant, user == null ? null : new UserId(user), new SubscriptionId(id));
  }

  private static String owner(Invoice invoice) {
    return invoice.tenant() + (invoice.user() == null ? "" : "/" + invoice.user());
  }

  private static List<String> owners(InvoiceReport report) {
    List<String> owners = new ArrayList<>();
    report.forEachRemaining(it -> owners.add(owner(it)));
    return owners;
  }

  @Test
  void everyTenantHasOneAndThenEachOfItsUsersWithASubscription() {
    TenantId one = tenant("one");
    subscribe(one, null, "main");
    subscribe(one, "zoe", "a");
    subscribe(one, "ann", "z");
    new Subscriptions(setting.subscriptions)
        .ask(
            one,
            new SubscriptionId("a"),
            new SubscriptionRequest.Cancel(false),
            Subscriptions.BEGIN.plusSeconds(5));
    subscribe(one, "zoe", "b");
    tenant("two");
    assertThat(owners(report(null))).containsExactly("acme", "one", "one/zoe", "one/ann", "two");
    assertThat(owners(report(new TenantId("acme")))).startsWith("one");
    assertThat(owners(report(new TenantId("two")))).isEmpty();
  }

  @Test
  void eachIsTheOneThatAPreviewShows() {
    TenantId one = tenant("one");
    subscribe(one, null, "main");
    InvoiceReport report = report(new TenantId("acme"));
    Invoice preview =
        invoicing.preview(
            of(Role.BILLING, new TenantScope.All()),
            new Invoicing.Request(one, null, month, null),
            Fresh.deadline());
    assertThat(report.next()).isEqualTo(preview);
    assertThat(preview.lines()).isNotEmpty();
  }

  /** What is counted is what is held, not how long it takes. */
  @Test
  void whatIsInMemoryDoesNotGrowWithTheNumberOfTenantsOrUsers() {
    int tenants = 3 * InvoiceReport.PAGE + 5;
    for (int i = 0; i < tenants; i++) {
      tenant("t%04d".formatted(i));
    }
    int users = 2 * InvoiceReport.PAGE + 7;
    for (int i = 0; i < users; i++) {
      subscribe(new TenantId("t0150"), "u" + i, "s%04d".formatted(i));
    }
    InvoiceReport report = report(null);
    int most = 0;
    int invoices = 0;
    while (report.hasNext()) {
      report.next();
      invoices++;
      most = Math.max(most, report.held());
    }
    assertThat(invoices).isEqualTo(1 + tenants + users);
    assertThat(most).isEqualTo(2 * InvoiceReport.PAGE);
  }

  @Test
  void whoMayNotExportInvoicesOfAllIsDenied() {
    for (Principal denied :
        List.of(
            of(Role.BILLING, new TenantScope.One(QuotaSetting.ACME)),
            of(Role.SERVICE, new TenantScope.All()))) {
      assertThatThrownBy(() -> invoicing.report(denied, month, null, Fresh::deadline))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("invoices:export");
    }
  }
}
