package dev.quintet.application.marketdata;

import dev.quintet.application.writes.StoredEffect;
import dev.quintet.domain.marketdata.QuoteCache;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes blocks of batches: those that are not recorded go to the store, are then recorded, the newest
 * of their ticks go to the cache, and only then is a batch ended.
 */
public final class BlockWriter implements KnownTicks.Writing {

  /** By which an unfinished block is known. */
  public static final String OPERATION = "ingest ticks";

  private final TickStore store;
  private final TickVersionStore versions;
  private final Once once;
  private final NewestTicks newest;
  private final KnownTicks known;
  private final HeldSymbols symbols;

  public BlockWriter(
      TickStore store,
      TickVersionStore versions,
      Once once,
      QuoteCache quotes,
      HeldSymbols symbols) {
    this.symbols = symbols;
    this.store = store;
    this.versions = versions;
    this.known = new KnownTicks(versions);
    this.once = once;
    this.newest = new NewestTicks(quotes);
  }

  /**
   * Ends the batches of the block, one way or another, but for those about which something is to be asked:
   * whether their symbols are too many, or what of them is stored.
   *
   * @return those, for {@link #writeDeferred}, in their order
   */
  List<PendingBatch> write(List<PendingBatch> block, Deadline deadline) {
    return known.write(withinLimits(block, deadline), symbols::knows, deadline, this);
  }

  /** Ends every batch of a block of deferred ones. */
  void writeDeferred(List<PendingBatch> block, Deadline deadline) {
    try {
      List<PendingBatch> uncounted =
          block.stream().filter(batch -> !symbols.knows(batch)).toList();
      Set<PendingBatch> ended = new HashSet<>(uncounted);
      symbols.count(uncounted, KnownTicks.question(deadline)).forEach(ended::remove);
      List<PendingBatch> left = block.stream().filter(batch -> !ended.contains(batch)).toList();
      known.writeDeferred(withinLimits(left, deadline), deadline, this);
    } finally {
      known.forget(block);
    }
  }

  /** Deferred batches are ended. */
  void forget(List<PendingBatch> batches) {
    known.forget(batches);
  }

  /** Without those that are beyond a limit, which are ended. */
  private List<PendingBatch> withinLimits(List<PendingBatch> block, Deadline deadline) {
    List<PendingBatch> beyond =
        block.stream().filter(each -> each.beyondLimit() != null).toList();
    if (beyond.isEmpty()) {
      return block;
    }
    answerRepeated(beyond, deadline);
    return block.stream().filter(each -> each.beyondLimit() == null).toList();
  }

  /** Of batches that are beyond a limit: those that are recorded get their receipt. */
  private void answerRepeated(List<PendingBatch> beyond, Deadline deadline) {
    List<PendingBatch> left = beyond;
    while (!left.isEmpty()) {
      List<PendingBatch> asked = left;
      List<PendingBatch> recorded = new ArrayList<>();
      AtomicBoolean fresh = new AtomicBoolean();
      List<Write> writes = asked.stream().map(PendingBatch::write).toList();
      Consumer<int[]> refusing =
          some -> {
            fresh.set(true);
            recorded.addAll(without(asked, some));
            throw new ProblemException(new Problem.Unavailable(OPERATION));
          };
      try {
        end(asked, writes, record(writes, refusing, deadline));
        return;
      } catch (ProblemException e) {
        for (PendingBatch each : asked) {
          Problem limit = each.beyondLimit();
          if (!recorded.contains(each)) {
            each.failed(fresh.get() && limit != null ? limit : e.problem(), fresh.get() ? null : e);
          }
        }
        left = recorded;
      } catch (RuntimeException | Error e) {
        fail(asked, new Problem.OutcomeUnknown(OPERATION), e);
        return;
      }
    }
  }

  @Override
  public void each(List<PendingBatch> block, Deadline deadline) {
    write(block, block.stream().map(PendingBatch::write).toList(), deadline);
  }

  @Override
  public List<PendingBatch> together(List<PendingBatch> block, Deadline deadline) {
    List<Write> writes = block.stream().map(PendingBatch::write).toList();
    List<PendingBatch> recorded = new ArrayList<>();
    Consumer<int[]> storing =
        fresh -> {
          recorded.addAll(without(block, fresh));
          if (!recorded.isEmpty()) {
            throw new ProblemException(new Problem.Unavailable(OPERATION));
          }
          append(block, writes, fresh, deadline);
        };
    try {
      end(block, writes, record(writes, storing, deadline));
      return List.of();
    } catch (ProblemException e) {
      if (recorded.isEmpty()) {
        throw e;
      }
      return recorded;
    }
  }

  private void write(List<PendingBatch> block, List<Write> writes, Deadline deadline) {
    try {
      List<Answer> answers =
          record(writes, fresh -> append(block, writes, fresh, deadline), deadline);
      end(block, writes, answers);
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

  static boolean mayBeOneBatch(RuntimeException e) {
    return !(e instanceof ProblemException it) || mayBeOneBatch(it.problem());
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

  private List<Answer> record(
      List<Write> writes, Consumer<int[]> storing, Deadline deadline) {
    return once.write(OPERATION, writes, new StoredEffect(storing, versions::stored), deadline);
  }

  private static List<PendingBatch> without(List<PendingBatch> block, int[] fresh) {
    Set<Integer> some = Arrays.stream(fresh).boxed().collect(Collectors.toSet());
    return IntStream.range(0, block.size())
        .filter(i -> !some.contains(i))
        .mapToObj(block::get)
        .toList();
  }

  private void append(
      List<PendingBatch> block, List<Write> writes, int[] fresh, Deadline deadline) {
    List<TenantTicks> ticks = new ArrayList<>(fresh.length);
    for (int i : fresh) {
      if (block.get(i).rowsToStore() > 0) {
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
      PendingBatch batch = block.get(i);
      if (answers.get(i) instanceof Answer.Recorded recorded && batch.rows() > 0) {
        stored.add(
            recorded.repeated() ? batch.admitted(recorded.at()) : batch.ticks(recorded.at()));
      }
    }
    return stored;
  }

  private void end(List<PendingBatch> block, List<Write> writes, List<Answer> answers) {
    newest.offer(stored(block, answers));
    for (int i = 0; i < block.size(); i++) {
      end(block.get(i), writes.get(i), answers.get(i));
    }
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
