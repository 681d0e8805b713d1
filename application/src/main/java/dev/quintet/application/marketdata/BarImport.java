package dev.quintet.application.marketdata;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.marketdata.ImportedBars;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import java.util.List;

/**
 * Takes bars that somebody else made. Batches of bars and of ticks share the ids of their tenant:
 * one id for both is a conflict.
 */
public final class BarImport {

  private final BarStore bars;
  private final BatchLedger ledger;
  private final Access access;
  private final KnownTimes times;

  public BarImport(BarStore bars, BatchLedger ledger, Access access, KnownTimes times) {
    this.bars = bars;
    this.ledger = ledger;
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
   * Stores the batch once, however often it is sent.
   *
   * @throws ProblemException Denied unless the call may write bars; Conflict when the id was used for
   *     another batch; Unavailable when nothing was done; OutcomeUnknown when the same batch must be
   *     sent again
   */
  public Receipt importBars(Principal principal, ImportedBars batch, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.BARS_WRITE, deadline).id();
    BatchEntry entry =
        new BatchEntry(
            principal.subject(),
            batch.id(),
            BatchEntry.Kind.BARS,
            batch.contentHash(),
            batch.bars().size(),
            0,
            times.next());
    BatchEntry recorded =
        BatchRecording.record(
                ledger,
                "import bars",
                List.of(entry),
                fresh -> bars.append(tenant, batch, entry.receivedAt(), deadline),
                deadline)
            .getFirst();
    if (!recorded.contentHash().equals(entry.contentHash())) {
      throw new ProblemException(new Problem.Conflict("batch", batch.id().value()));
    }
    boolean repeated = !recorded.receivedAt().equals(entry.receivedAt());
    return new Receipt(recorded.accepted(), repeated ? recorded.accepted() : 0);
  }
}
