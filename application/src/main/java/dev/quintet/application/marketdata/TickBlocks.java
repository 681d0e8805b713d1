package dev.quintet.application.marketdata;

import dev.quintet.application.marketdata.PendingBatch.Outcome;
import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes blocks of batches: those that the ledger does not know go to the store, then into the
 * ledger, then the newest of their ticks to the cache, and only then is a batch ended.
 */
public final class TickBlocks {

  static final String OPERATION = "ingest ticks";

  private final TickStore store;
  private final BatchLedger ledger;
  private final NewestTicks newest;
  private final KnownTimes times;

  public TickBlocks(TickStore store, BatchLedger ledger, QuoteCache quotes, KnownTimes times) {
    this.store = store;
    this.ledger = ledger;
    this.newest = new NewestTicks(quotes);
    this.times = times;
  }

  /** Ends every batch of the block, one way or another. */
  void write(List<PendingBatch> block, Deadline deadline) {
    List<BatchEntry> entries = new ArrayList<>(block.size());
    for (PendingBatch batch : block) {
      entries.add(batch.entry(times.next()));
    }
    write(block, entries, deadline);
  }

  private void write(List<PendingBatch> block, List<BatchEntry> entries, Deadline deadline) {
    try {
      List<BatchEntry> recorded =
          BatchRecording.record(
              ledger,
              OPERATION,
              entries,
              unknown -> append(block, entries, unknown, deadline),
              deadline);
      newest.offer(stored(block, entries, recorded));
      for (int i = 0; i < block.size(); i++) {
        BatchEntry entry = recorded.get(i);
        block.get(i).end(new Outcome.Recorded(entry, !entry.equals(entries.get(i))));
      }
    } catch (ProblemException e) {
      if (block.size() > 1 && mayBeOneBatch(e.problem()) && !deadline.expired()) {
        writeHalves(block, entries, deadline);
      } else {
        fail(block, e.problem(), e);
      }
    } catch (RuntimeException | Error e) {
      if (block.size() > 1 && !deadline.expired()) {
        writeHalves(block, entries, deadline);
      } else {
        fail(block, new Problem.OutcomeUnknown(OPERATION), e);
      }
    }
  }

  /** Whether the others of the block might be stored without the one at fault. */
  private static boolean mayBeOneBatch(Problem problem) {
    return switch (problem) {
      case Problem.Unavailable it -> false;
      case Problem.OutcomeUnknown it -> false;
      case Problem.LimitExceeded it -> false;
      case Problem.Invalid it -> true;
      case Problem.Unauthenticated it -> true;
      case Problem.Denied it -> true;
      case Problem.NotFound it -> true;
      case Problem.AlreadyExists it -> true;
      case Problem.Conflict it -> true;
      case Problem.Stale it -> true;
      case Problem.NotReady it -> true;
    };
  }

  /** Closes in on the batch at fault; the times at which the batches were taken stay. */
  private void writeHalves(List<PendingBatch> block, List<BatchEntry> entries, Deadline deadline) {
    int half = block.size() / 2;
    write(block.subList(0, half), entries.subList(0, half), deadline);
    write(
        block.subList(half, block.size()), entries.subList(half, entries.size()), deadline);
  }

  private void append(
      List<PendingBatch> block, List<BatchEntry> all, List<BatchEntry> unknown, Deadline deadline) {
    List<TenantTicks> fresh = new ArrayList<>(unknown.size());
    int at = 0;
    for (BatchEntry entry : unknown) {
      while (!all.get(at).equals(entry)) {
        at++;
      }
      if (entry.accepted() > 0) {
        fresh.add(block.get(at).ticks(entry.receivedAt()));
      }
    }
    if (!fresh.isEmpty()) {
      store.append(fresh, deadline);
    }
  }

  /**
   * What the cache must know of before anybody is told. Repeated batches too: whoever stored them
   * may have died before the cache was told.
   */
  private static List<TenantTicks> stored(
      List<PendingBatch> block, List<BatchEntry> entries, List<BatchEntry> recorded) {
    List<TenantTicks> stored = new ArrayList<>(block.size());
    for (int i = 0; i < block.size(); i++) {
      BatchEntry entry = recorded.get(i);
      if (entry.accepted() > 0 && entry.contentHash().equals(entries.get(i).contentHash())) {
        stored.add(block.get(i).ticks(entry.receivedAt()));
      }
    }
    return stored;
  }

  private static void fail(List<PendingBatch> block, Problem problem, Throwable cause) {
    for (PendingBatch batch : block) {
      batch.end(new Outcome.Failed(problem, cause));
    }
  }
}
