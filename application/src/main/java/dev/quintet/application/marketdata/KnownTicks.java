package dev.quintet.application.marketdata;

import dev.quintet.application.shared.Parallel;
import dev.quintet.domain.marketdata.NewTicks;
import dev.quintet.domain.marketdata.StoredTicks;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds out which ticks of a batch are new, before it is written: a tick that is stored with the same
 * values is a duplicate in whatever batch it comes.
 *
 * <p>What lies in no period of its feed that is stored or being stored is new without a question, so live
 * ticks and files in order pass. The other batches are deferred, so that nobody waits for a stranger's
 * question: the store is asked for their instants. Of two batches with ticks of the same period, the second
 * is decided when the first is written.
 */
final class KnownTicks {

  /** How the batches of a block are written, once it is known what of them is new. */
  interface Writing {

    /** Writes them and ends each: no batch depends on what becomes of another. */
    void each(List<PendingBatch> batches, Deadline deadline);

    /**
     * Writes and ends them all, or throws.
     *
     * @return those that are recorded already, so that nothing was done; none: all are ended
     */
    List<PendingBatch> together(List<PendingBatch> batches, Deadline deadline);
  }

  /** A question that takes longer fails for its batches alone. */
  private static final Duration QUESTION = Duration.ofSeconds(5);

  private final TickVersionStore versions;
  private final StoredPeriods stored;
  private final TickClaims claims = new TickClaims();

  KnownTicks(TickVersionStore versions) {
    this.versions = versions;
    this.stored = new StoredPeriods(versions, System::nanoTime);
  }

  /**
   * Writes and ends those that are new without a question.
   *
   * @param ready the others wait for something else
   * @return those that are not written: they are to be by {@link #writeDeferred}, in this order, and {@link
   *     #forget forgotten} when they are ended
   */
  List<PendingBatch> write(
      List<PendingBatch> block,
      Predicate<PendingBatch> ready,
      Deadline deadline,
      Writing writing) {
    List<SpannedBatch> free = claims.claim(block.stream().map(SpannedBatch::of).toList());
    List<SpannedBatch> fresh = new ArrayList<>(free.size());
    List<SpannedBatch> asking = new ArrayList<>();
    FeedPeriods before = new FeedPeriods();
    for (SpannedBatch each : free) {
      boolean isNew =
          ready.test(each.batch()) && !before.meet(each) && stored.hasNoneOf(each);
      (isNew ? fresh : asking).add(each);
      before.add(each);
    }
    claims.defer(asking);
    try {
      if (!fresh.isEmpty()) {
        stored.writing(fresh);
        writing.each(batches(fresh), deadline);
      }
    } finally {
      claims.release(fresh);
    }
    if (fresh.size() == block.size()) {
      return List.of();
    }
    Set<PendingBatch> written = Set.copyOf(batches(fresh));
    return block.stream().filter(each -> !written.contains(each)).toList();
  }

  /** Decides about batches that were deferred and has them written; every batch is ended. */
  void writeDeferred(List<PendingBatch> block, Deadline deadline, Writing writing) {
    List<SpannedBatch> spanned = block.stream().map(SpannedBatch::of).toList();
    try {
      if (claims.awaitWritten(spanned, deadline)) {
        decideAndWrite(spanned, deadline, writing);
      } else {
        Problem busy = new Problem.Unavailable("ticks (those of the same period are being stored)");
        block.forEach(each -> each.failed(busy, null));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      block.forEach(each -> fail(each, new IllegalStateException(e)));
    }
  }

  /** Deferred batches are ended. */
  void forget(List<PendingBatch> batches) {
    claims.end(batches.stream().map(SpannedBatch::of).toList());
  }

  private static List<PendingBatch> batches(List<SpannedBatch> some) {
    return some.stream().map(SpannedBatch::batch).toList();
  }

  private void decideAndWrite(List<SpannedBatch> claimed, Deadline deadline, Writing writing) {
    List<SpannedBatch> known = stored.find(claimed, deadline);
    List<PendingBatch> passing = new ArrayList<>();
    List<SpannedBatch> asking = new ArrayList<>();
    FeedPeriods before = new FeedPeriods();
    for (SpannedBatch each : known) {
      boolean asks = false;
      for (int symbol : each.symbols()) {
        each.upTo()[symbol] =
            Math.max(each.upTo()[symbol], before.lastWithin(each, symbol));
        asks |= each.upTo()[symbol] >= 0;
      }
      before.add(each);
      if (asks) {
        asking.add(each);
      } else if (each.batch().batch().terms().annuls() && each.batch().rows() > 0) {
        decide(each.batch(), new StoredTicks());
      } else {
        passing.add(each.batch());
      }
    }
    stored.writing(known);
    if (!passing.isEmpty()) {
      writing.each(passing, deadline);
    }
    writeAsking(asking, deadline, writing);
  }

  /** Those of one feed may depend on each other, so all are written together. */
  private void writeAsking(List<SpannedBatch> asking, Deadline deadline, Writing writing) {
    List<SpannedBatch> left = asking;
    while (!left.isEmpty()) {
      List<SpannedBatch> decided = decide(left, deadline);
      List<PendingBatch> batches = decided.stream().map(each -> each.batch()).toList();
      long feeds = decided.stream().map(each -> each.feed()).distinct().count();
      if (batches.isEmpty()) {
        return;
      }
      if (feeds == batches.size()) {
        writing.each(batches, deadline);
        return;
      }
      List<PendingBatch> recorded;
      try {
        recorded = writing.together(batches, deadline);
      } catch (RuntimeException e) {
        if (!BlockWriter.mayBeOneBatch(e) || deadline.expired()) {
          batches.forEach(batch -> fail(batch, e));
          return;
        }
        int half = decided.size() / 2;
        writeAsking(decided.subList(0, half), deadline, writing);
        left = decided.subList(half, decided.size());
        continue;
      }
      if (recorded.isEmpty()) {
        return;
      }
      writing.each(recorded, deadline);
      left = decided.stream().filter(each -> !recorded.contains(each.batch())).toList();
    }
  }

  /** Those that could be decided; the others are ended. */
  private List<SpannedBatch> decide(List<SpannedBatch> asking, Deadline deadline) {
    Map<SpannedBatch.Feed, List<SpannedBatch>> feeds =
        asking.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.feed(), LinkedHashMap::new, Collectors.toList()));
    Deadline question = question(deadline);
    Set<PendingBatch> decided = ConcurrentHashMap.newKeySet();
    Parallel.forEach(
        List.copyOf(feeds.entrySet()),
        feed -> {
          try {
            StoredTicks stored = find(feed.getKey(), feed.getValue(), question);
            for (SpannedBatch each : feed.getValue()) {
              if (decide(each.batch(), stored)) {
                decided.add(each.batch());
              }
            }
          } catch (RuntimeException e) {
            feed.getValue().forEach(each -> fail(each.batch(), e));
          }
        });
    return asking.stream().filter(each -> decided.contains(each.batch())).toList();
  }

  private StoredTicks find(SpannedBatch.Feed feed, List<SpannedBatch> asking, Deadline deadline) {
    Map<Symbol, TreeSet<Long>> times = new LinkedHashMap<>();
    asking.forEach(each -> each.addTimesUpTo(times));
    SequencedMap<Symbol, long[]> instants = new LinkedHashMap<>();
    times.forEach(
        (symbol, some) ->
            instants.put(symbol, some.stream().mapToLong(Long::longValue).toArray()));
    StoredTicks stored = new StoredTicks();
    stored.expect(instants);
    versions.find(feed.of(), feed.kind(), instants, stored::add, deadline);
    return stored;
  }

  private static boolean decide(PendingBatch batch, StoredTicks stored) {
    try {
      NewTicks decision = stored.of(batch.batch());
      batch.decided(decision);
      stored.add(decision.batch());
      return true;
    } catch (ProblemException e) {
      fail(batch, e);
      return false;
    }
  }

  static void fail(PendingBatch batch, RuntimeException e) {
    Problem problem =
        e instanceof ProblemException it
            ? it.problem()
            : new Problem.Unavailable("the versions of ticks");
    batch.failed(problem, e);
  }

  static Deadline question(Deadline deadline) {
    return deadline.remaining().compareTo(QUESTION) < 0 ? deadline : Deadline.after(QUESTION);
  }
}
