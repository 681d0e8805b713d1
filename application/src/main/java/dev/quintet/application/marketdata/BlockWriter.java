package dev.quintet.application.marketdata;

import dev.quintet.application.writes.StoredEffect;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes blocks of batches: those that are not recorded go to the store, are then recorded, the newest
 * of their ticks go to the cache, and only then is a batch ended.
 */
public final class BlockWriter {

  /** By which an unfinished block is known. */
  public static final String OPERATION = "ingest ticks";

  private final TickStore store;
  private final Once once;
  private final NewestTicks newest;

  public BlockWriter(TickStore store, Once once, QuoteCache quotes) {
    this.store = store;
    this.once = once;
    this.newest = new NewestTicks(quotes);
  }

  /** Ends every batch of the block, one way or another. */
  void write(List<PendingBatch> block, Deadline deadline) {
    List<Write> writes = new ArrayList<>(block.size());
    for (PendingBatch batch : block) {
      writes.add(batch.write());
    }
    write(block, writes, deadline);
  }

  private void write(List<PendingBatch> block, List<Write> writes, Deadline deadline) {
    try {
      List<Answer> answers =
          once.write(
              OPERATION,
              writes,
              new StoredEffect(
                  fresh -> append(block, writes, fresh, deadline), store::stored),
              deadline);
      newest.offer(stored(block, answers));
      for (int i = 0; i < block.size(); i++) {
        end(block.get(i), writes.get(i), answers.get(i));
      }
    } catch (ProblemException e) {
      if (block.size() > 1 && mayBeOneBatch(e.problem()) && !deadline.expired()) {
        writeHalves(block, writes, deadline);
      } else {
        fail(block, e.problem(), e);
      }
    } catch (RuntimeException | Error e) {
      if (block.size() > 1 && !deadline.expired()) {
        writeHalves(block, writes, deadline);
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
      case Problem.Internal it -> true;
    };
  }

  /** Closes in on the batch at fault; the times at which the batches were taken stay. */
  private void writeHalves(List<PendingBatch> block, List<Write> writes, Deadline deadline) {
    int half = block.size() / 2;
    write(block.subList(0, half), writes.subList(0, half), deadline);
    write(block.subList(half, block.size()), writes.subList(half, writes.size()), deadline);
  }

  private void append(
      List<PendingBatch> block, List<Write> writes, int[] fresh, Deadline deadline) {
    List<TenantTicks> ticks = new ArrayList<>(fresh.length);
    for (int i : fresh) {
      if (block.get(i).rows() > 0) {
        ticks.add(block.get(i).ticks(writes.get(i).at()));
      }
    }
    if (!ticks.isEmpty()) {
      store.append(ticks, deadline);
    }
  }

  /**
   * What the cache must know of before any sender is answered. Repeated batches too: the process that
   * stored them may have died before the cache was offered them.
   */
  private static List<TenantTicks> stored(List<PendingBatch> block, List<Answer> answers) {
    List<TenantTicks> stored = new ArrayList<>(block.size());
    for (int i = 0; i < block.size(); i++) {
      if (answers.get(i) instanceof Answer.Recorded recorded && block.get(i).rows() > 0) {
        stored.add(block.get(i).ticks(recorded.at()));
      }
    }
    return stored;
  }

  private static void end(PendingBatch batch, Write write, Answer answer) {
    switch (answer) {
      case Answer.Recorded recorded -> batch.recorded(recorded);
      case Answer.Conflict it -> batch.failed(write.conflict(), null);
    }
  }

  private static void fail(List<PendingBatch> block, Problem problem, Throwable cause) {
    for (PendingBatch batch : block) {
      batch.failed(problem, cause);
    }
  }
}
