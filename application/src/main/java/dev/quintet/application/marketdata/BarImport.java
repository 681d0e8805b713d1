package dev.quintet.application.marketdata;

import dev.quintet.application.tenancy.Access;
import dev.quintet.application.writes.StoredEffect;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.BatchOutcome;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Takes bars that somebody else made. Batches of bars and of ticks share the ids of their tenant:
 * one id for both is a conflict.
 */
public final class BarImport {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  /** By which an unfinished import is known. */
  public static final String OPERATION = "import bars";

  private final BarStore bars;
  private final Once once;
  private final Access access;
  private final ReceiptClock times;
  private final HeldSymbols symbols;

  public BarImport(
      BarStore bars, Once once, Access access, ReceiptClock times, HeldSymbols symbols) {
    this.symbols = symbols;
    this.bars = bars;
    this.once = once;
    this.access = access;
    this.times = times;
  }

  /**
   * What became of the batch: its bars are durable.
   *
   * @param accepted bars stored, by this call or, for a repeated batch, by the call that stored it
   * @param duplicate bars not stored again because the batch was stored before: 0 or {@code accepted}
   */
  public record Receipt(int accepted, int duplicate) {}

  /**
   * Stores the batch once, however often it is sent, as bars of the user that the call acts for, or of
   * the tenant.
   *
   * @throws ProblemException Denied unless the call may write bars; Invalid for a bar that has not begun,
   *     more than a minute ahead of our clock; Conflict when the id was used for
   *     another batch; LimitExceeded when the symbol would be one too many, and Unavailable: nothing was
   *     done; OutcomeUnknown when the same batch must be
   *     sent again
   */
  public Receipt importBars(Principal principal, ImportedBars offered, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.BARS_WRITE, deadline).id();
    ImportedBars batch = offered.ownedBy(principal.user());
    int count = batch.bars().size();
    Instant receivedAt = times.next();
    checkStarts(batch, receivedAt);
    symbols.add(principal.subject(), List.of(batch.symbol()), deadline);
    Answer.Recorded recorded =
        once.write(
            OPERATION,
            new Write(
                principal.subject(),
                BatchOutcome.KIND,
                batch.id().value(),
                batch.contentHash(),
                receivedAt,
                new BatchOutcome(count, 0, 0, 0).text(),
                null),
            new StoredEffect(
                fresh -> bars.append(tenant, batch, receivedAt, deadline), bars::stored),
            deadline);
    int accepted = BatchOutcome.of(recorded.outcome()).accepted();
    return new Receipt(accepted, recorded.repeated() ? accepted : 0);
  }

  /** Nobody has made a bar that has not begun. */
  private static void checkStarts(ImportedBars batch, Instant now) {
    for (int index = 0; index < batch.bars().size(); index++) {
      if (batch.bars().get(index).start().isAfter(now.plus(CLOCKS_DIFFER))) {
        throw ProblemException.invalid("bars[" + index + "].start", "must not be in the future");
      }
    }
  }
}
