package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.UsageType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The record of what was used. What is used by writes enters it through {@code Once}, in the transaction
 * that records them; everything else through {@link #append}. What tenants of Quintet's own do ({@link
 * dev.quintet.domain.tenancy.TenantId#isInternal}) is recorded like everything else and in no answer:
 * nobody pays for it.
 *
 * <p>An event is booked at its time; once the period of its time is closed ({@link
 * BillingPeriod#closesAt}, by the ledger's clock), at the time at which it is recorded, and names the
 * closed period. So the totals of a closed period never change.
 */
public interface UsageLedger {

  /** Of {@link #events}. */
  Listing EXPORT = Listing.of("usage export");

  /** How many months after the running one are made ready. */
  int MONTHS_AHEAD = 3;

  /** How much later than its time an event may be recorded without being a correction. */
  Duration GRACE = Duration.ofSeconds(10);

  /**
   * A part of an answer, and how far it can be relied on.
   *
   * @param completeUntil by the ledger's clock: no event of an earlier time will arrive any more,
   *     except as a correction
   */
  record Answer<T>(Page<T> page, Instant completeUntil) {}

  /**
   * Whether what was recorded is metered.
   *
   * @param unbilled writes that are to be metered and whose usage event is not there; more than none is
   *     a defect
   * @param unfinished calls for more than ten seconds of which nobody knows whether they stored what they
   *     were to store; they are settled by themselves once that store can be asked
   * @param completeUntil as in {@link Answer}
   */
  record Reconciliation(long unbilled, long unfinished, Instant completeUntil) {}

  /**
   * Adds events; durable on return. An event whose tenant and id are there already is left as it
   * is, so a call may be repeated, in another period too. An event from the future is taken to be of
   * now.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable: none was added; OutcomeUnknown:
   *     all or none
   */
  void append(List<UsageEvent> events, Deadline deadline);

  /**
   * Totals in the order of tenant, day, period, type, service, user, corrects. A query for one tenant is read
   * with the rights of that tenant.
   *
   * @throws dev.quintet.domain.shared.ProblemException Invalid for a cursor of another listing
   */
  Answer<UsageTotal> totals(
      UsageQuery query, @Nullable Cursor after, int limit, Deadline deadline);

  /**
   * What was used in each span, by type; what was not used is not there. In the order of the spans.
   */
  List<Map<UsageType, Long>> used(List<UsageSpan> spans, Deadline deadline);

  /**
   * Events of every tenant in the order in which they were committed: a reader that goes on from a
   * position misses none and gets none twice, however late it comes.
   *
   * @throws dev.quintet.domain.shared.ProblemException Invalid for a cursor of another listing
   */
  Answer<RecordedUsage> events(@Nullable Cursor after, int limit, Deadline deadline);

  /**
   * Looks for writes without their usage event among those that were taken within the last {@code
   * window}, of every tenant.
   */
  Reconciliation reconcile(Duration window, Deadline deadline);

  /**
   * How many sums of a period, by tenant, day, type, service, user and corrected period, differ from
   * what its events add up to. More than none is a defect. Reads every event of the period.
   */
  long drift(BillingPeriod period, Deadline deadline);

  /**
   * Makes ready what events of the months to come are kept in, where that has to be; may be repeated.
   *
   * @return how many months after the running one are ready
   */
  int prepare(Deadline deadline);
}
