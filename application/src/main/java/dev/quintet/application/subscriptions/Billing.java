package dev.quintet.application.subscriptions;

import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import org.jspecify.annotations.Nullable;

/** Reads what was used: a tenant its own, the billing system everybody's. */
public final class Billing {

  private final Access access;
  private final UsageLedger ledger;
  private final FairShares reads;

  /**
   * @param reads of the ledger that go on at the same time, which are long and share connections with
   *     what is recorded; each weighs 1
   */
  public Billing(Access access, UsageLedger ledger, FairShares reads) {
    this.access = access;
    this.ledger = ledger;
    this.reads = reads;
  }

  /**
   * The totals of a query; of the caller's tenant when the query names none and the call is for one, and
   * of the user that it acts for.
   *
   * @param after null: from the first
   * @param limit 1 to {@value Page#MAX_SIZE}
   * @throws ProblemException Denied unless the call may read usage; NotFound when the query names
   *     another tenant or user; Invalid for another limit, for a cursor of another listing, and when a key of
   *     several tenants is not narrowed to one; LimitExceeded when as many as may go on at the same time
   *     do
   */
  public UsageLedger.Answer<UsageTotal> usage(
      Principal principal,
      UsageQuery query,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    UsageQuery visible =
        Access.reader(principal, Permission.USAGE_READ, query.tenant()).map(query::of).orElse(query);
    if (principal.user() != null) {
      access.tenant(principal, Permission.USAGE_READ, deadline);
      visible = visible.of(Access.owner(principal, query.user()));
    }
    UsageQuery asked = visible;
    Page.checkSize(limit);
    return reads.within(
        principal.owner(), 1, deadline, () -> ledger.totals(asked, after, limit, deadline));
  }

  /**
   * Recorded events of all tenants, in the order of their commits.
   *
   * @param after null: from the first
   * @param limit 1 to {@value Page#MAX_SIZE}
   * @throws ProblemException Denied unless the call may export the usage of every tenant; Invalid as above
   */
  public UsageLedger.Answer<RecordedUsage> export(
      Principal principal, @Nullable Cursor after, int limit, Deadline deadline) {
    Access.require(principal, Permission.USAGE_EXPORT);
    Page.checkSize(limit);
    return ledger.events(after, limit, deadline);
  }
}
