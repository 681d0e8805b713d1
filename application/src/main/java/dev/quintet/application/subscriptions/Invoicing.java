package dev.quintet.application.subscriptions;

import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.Invoice;
import dev.quintet.domain.subscriptions.InvoiceCalculation;
import dev.quintet.domain.subscriptions.InvoiceCycle;
import dev.quintet.domain.subscriptions.InvoiceCycle.Run;
import dev.quintet.domain.subscriptions.InvoiceCycle.UsedRun;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.subscriptions.TermsStore;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works out invoices from what is recorded: terms, and usage by day. Nothing of an invoice is kept, and
 * the same recordings give the same one.
 */
public final class Invoicing {

  private final Access access;
  private final TermsReading reading;
  private final Sources sources;
  private final FairShares reads;

  /** What invoices follow from. */
  public record Sources(
      TermsStore terms, SubscriptionStore subscriptions, UsageLedger ledger, TenantStore tenants) {}

  /**
   * What is asked for.
   *
   * @param tenant null: the caller's
   * @param user for its own subscription; null: for the tenant's
   * @param change that is tried; null: none
   */
  public record Request(
      @Nullable TenantId tenant,
      @Nullable UserId user,
      BillingPeriod period,
      @Nullable Change change) {}

  /**
   * What would be to pay if another plan were taken.
   *
   * @param at when
   */
  public record Change(PlanId plan, Instant at) {}

  /**
   * @param reads that go on at the same time; each weighs 1
   */
  public Invoicing(Access access, TermsReading reading, Sources sources, FairShares reads) {
    this.access = access;
    this.reading = reading;
    this.sources = sources;
    this.reads = reads;
  }

  /**
   * The invoice as it is by now: of a period that runs, with what was used so far.
   *
   * @throws ProblemException Denied unless the call may read invoices; NotFound for a tenant that there
   *     is not, or that the call does not reach, and for a user whom it does not act for; Invalid of {@code tenant} when none is named, of {@code
   *     plan} when there is none or it is not offered for such cycles; LimitExceeded when as many as may
   *     go on at the same time do
   */
  public Invoice preview(Principal principal, Request request, Deadline deadline) {
    TenantId id =
        Access.reader(principal, Permission.INVOICES_READ, request.tenant())
            .orElseThrow(() -> ProblemException.invalid("tenant", "is missing"));
    if (principal.user() != null) {
      access.tenant(principal, Permission.INVOICES_READ, deadline);
    }
    Request visible =
        new Request(
            id, Access.owner(principal, request.user()), request.period(), request.change());
    return reads.within(
        principal.owner(), 1, deadline, () -> invoice(tenant(id, deadline), visible, deadline));
  }

  /**
   * The invoices of every tenant, as they are by now.
   *
   * @param after the tenant behind which it begins; null: with the first
   * @param deadlines of each step, of which an invoice is one
   * @throws ProblemException Denied unless the call may export the invoices of every tenant
   */
  public InvoiceReport report(
      Principal principal,
      BillingPeriod period,
      @Nullable TenantId after,
      Supplier<Deadline> deadlines) {
    Access.require(principal, Permission.INVOICES_EXPORT);
    return new InvoiceReport(
        sources,
        after,
        deadlines,
        owner -> {
          Deadline deadline = deadlines.get();
          Request request = new Request(owner.tenant().id(), owner.user(), period, null);
          return reads.within(
              principal.owner(), 1, deadline, () -> invoice(owner.tenant(), request, deadline));
        });
  }

  private Tenant tenant(TenantId id, Deadline deadline) {
    return sources
        .tenants()
        .find(id, deadline)
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("tenant", id.value())));
  }

  private Invoice invoice(Tenant tenant, Request request, Deadline deadline) {
    InvoiceBooks books =
        new InvoiceBooks(sources, tenant, request, reading.plans(deadline), deadline);
    List<InvoiceCycle> cycles = books.cycles();
    List<Map<UsageType, Long>> used = books.used(cycles);
    YearMonth month = request.period().month();
    InvoiceCalculation calculation = new InvoiceCalculation();
    List<Invoice.Line> lines = new ArrayList<>();
    LocalDate last = month.atEndOfMonth();
    int next = 0;
    for (InvoiceCycle cycle : cycles) {
      List<UsedRun> runs = new ArrayList<>();
      for (Run run : cycle.runs()) {
        runs.add(new UsedRun(run, used.get(next++)));
      }
      List<Invoice.Line> some = calculation.lines(cycle.cycle(), runs);
      if (YearMonth.from(cycle.cycle().from()).equals(month)) {
        lines.addAll(some);
        last = cycle.runs().getLast().to().minusDays(1);
      }
    }
    Instant complete = sources.ledger().reconcile(Duration.ZERO, deadline).completeUntil();
    BillingPeriod closing = new BillingPeriod(YearMonth.from(last));
    return new Invoice(
        tenant.id(),
        request.user(),
        request.period(),
        lines,
        !complete.isBefore(closing.closesAt()),
        complete);
  }
}
