package dev.quintet.application.marketdata;

import dev.quintet.application.shared.Parallel;
import dev.quintet.domain.marketdata.NewTicks;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.StoredTicks;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Finds out which ticks of a batch are new, before it is written: a tick that is stored with the same
 * values is a duplicate in whatever batch it comes.
 *
 * <p>What is later than anything that its feed has of a symbol is new without a question, so live ticks
 * and files in order pass. For other batches the store is asked for their instants; they are written
 * after those of their block that pass. Of two batches with ticks of the same period, the second is
 * decided when the first is written.
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

  /** Symbols of one question. */
  private static final int MOST_SYMBOLS = 1_000;

  private record Origin(TenantId tenant, Source source) {}

  /**
   * A batch about which the store is asked.
   *
   * @param upTo of each symbol: what is later is new
   */
  private record Asking(SpannedBatch spanned, long[] upTo) {}

  private final TickVersionStore versions;
  private final NewestTimes newest = new NewestTimes();
  private final TickClaims claims = new TickClaims();

  KnownTicks(TickVersionStore versions) {
    this.versions = versions;
  }

  /** Decides about the batches of a block and has them written; every batch is ended. */
  void write(List<PendingBatch> block, Deadline deadline, Writing writing) {
    List<SpannedBatch> left = block.stream().map(SpannedBatch::of).toList();
    while (!left.isEmpty()) {
      List<SpannedBatch> claimed = claims.claim(left, deadline);
      if (claimed.isEmpty()) {
        Problem busy = new Problem.Unavailable("ticks (those of the same period are being stored)");
        left.forEach(each -> each.batch().failed(busy, null));
        return;
      }
      try {
        writeClaimed(claimed, deadline, writing);
      } finally {
        claims.release(claimed);
      }
      Set<PendingBatch> done =
          claimed.stream().map(SpannedBatch::batch).collect(Collectors.toSet());
      left = left.stream().filter(each -> !done.contains(each.batch())).toList();
    }
  }

  private void writeClaimed(List<SpannedBatch> claimed, Deadline deadline, Writing writing) {
    List<SpannedBatch> known = withNewest(claimed, deadline);
    List<PendingBatch> passing = new ArrayList<>();
    List<Asking> asking = new ArrayList<>();
    Map<NewestTimes.Line, Long> before = new HashMap<>();
    for (SpannedBatch each : known) {
      Asking question = new Asking(each, new long[each.from().length]);
      boolean asks = false;
      for (int symbol : each.symbols()) {
        NewestTimes.Line line = each.line(symbol);
        long upTo = Math.max(each.newest()[symbol], before.getOrDefault(line, -1L));
        question.upTo[symbol] = upTo;
        asks |= each.from()[symbol] <= upTo;
        before.merge(line, each.to()[symbol], Math::max);
      }
      if (asks) {
        asking.add(question);
      } else if (each.batch().batch().terms().annuls() && each.batch().rows() > 0) {
        decide(each.batch(), new StoredTicks());
      } else {
        passing.add(each.batch());
      }
    }
    synchronized (this) {
      before.forEach((line, time) -> newest.raise(line, time));
    }
    if (!passing.isEmpty()) {
      writing.each(passing, deadline);
    }
    writeAsking(asking, deadline, writing);
  }

  /** With what the store has at most of each symbol; those it could not be asked about are ended. */
  private List<SpannedBatch> withNewest(List<SpannedBatch> claimed, Deadline deadline) {
    Map<Origin, List<NewestTimes.Line>> unknown = new LinkedHashMap<>();
    Map<Origin, Long> from = new HashMap<>();
    long now = System.nanoTime();
    synchronized (this) {
      for (SpannedBatch each : claimed) {
        for (int symbol : each.symbols()) {
          NewestTimes.Line line = each.line(symbol);
          if (newest.find(line, now).isEmpty()) {
            Origin origin = new Origin(line.tenant(), line.source());
            unknown.computeIfAbsent(origin, it -> new ArrayList<>()).add(line);
            from.merge(origin, each.from()[symbol], Math::min);
          }
        }
      }
    }
    Map<Origin, RuntimeException> failed = new ConcurrentHashMap<>();
    if (!unknown.isEmpty()) {
      Deadline question = question(deadline);
      Parallel.forEach(
          List.copyOf(unknown.entrySet()),
          each -> {
            try {
              ask(each.getKey(), each.getValue(), from.getOrDefault(each.getKey(), 0L), question);
            } catch (RuntimeException e) {
              failed.put(each.getKey(), e);
            }
          });
    }
    List<SpannedBatch> known = new ArrayList<>(claimed.size());
    synchronized (this) {
      for (SpannedBatch each : claimed) {
        RuntimeException failure = failed.get(new Origin(each.feed().tenant(), each.feed().source()));
        if (failure == null) {
          for (int symbol : each.symbols()) {
            // Forgotten already: it may have anything.
            each.newest()[symbol] =
                newest.find(each.line(symbol), now).orElse(Long.MAX_VALUE);
          }
          known.add(each);
        } else {
          fail(each.batch(), failure);
        }
      }
    }
    return known;
  }

  private void ask(Origin origin, List<NewestTimes.Line> lines, long from, Deadline deadline) {
    List<Symbol> symbols = lines.stream().map(line -> line.symbol()).distinct().toList();
    Map<Symbol, Long> found = new HashMap<>();
    long asked = System.nanoTime();
    for (int first = 0; first < symbols.size(); first += MOST_SYMBOLS) {
      List<Symbol> some =
          symbols.subList(first, Math.min(first + MOST_SYMBOLS, symbols.size()));
      found.putAll(versions.newest(origin.tenant, origin.source, some, from, deadline));
    }
    synchronized (this) {
      for (NewestTimes.Line line : lines) {
        long time = Math.max(from - 1, found.getOrDefault(line.symbol(), -1L));
        newest.asked(line, time, asked);
      }
    }
  }

  /** Those of one feed may depend on each other, so all are written together. */
  private void writeAsking(List<Asking> asking, Deadline deadline, Writing writing) {
    List<Asking> left = asking;
    while (!left.isEmpty()) {
      List<Asking> decided = decide(left, deadline);
      List<PendingBatch> batches = decided.stream().map(each -> each.spanned.batch()).toList();
      long feeds = decided.stream().map(each -> each.spanned.feed()).distinct().count();
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
      left = decided.stream().filter(each -> !recorded.contains(each.spanned.batch())).toList();
    }
  }

  /** Those that could be decided; the others are ended. */
  private List<Asking> decide(List<Asking> asking, Deadline deadline) {
    Map<SpannedBatch.Feed, List<Asking>> feeds =
        asking.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.spanned.feed(), LinkedHashMap::new, Collectors.toList()));
    Deadline question = question(deadline);
    Set<PendingBatch> decided = ConcurrentHashMap.newKeySet();
    Parallel.forEach(
        List.copyOf(feeds.entrySet()),
        feed -> {
          try {
            StoredTicks stored = find(feed.getKey(), feed.getValue(), question);
            for (Asking each : feed.getValue()) {
              if (decide(each.spanned.batch(), stored)) {
                decided.add(each.spanned.batch());
              }
            }
          } catch (RuntimeException e) {
            feed.getValue().forEach(each -> fail(each.spanned.batch(), e));
          }
        });
    return asking.stream().filter(each -> decided.contains(each.spanned.batch())).toList();
  }

  private StoredTicks find(SpannedBatch.Feed feed, List<Asking> asking, Deadline deadline) {
    Map<Symbol, TreeSet<Long>> times = new LinkedHashMap<>();
    asking.forEach(each -> each.spanned.addTimes(each.upTo, times));
    SequencedMap<Symbol, long[]> instants = new LinkedHashMap<>();
    times.forEach(
        (symbol, some) ->
            instants.put(symbol, some.stream().mapToLong(Long::longValue).toArray()));
    StoredTicks stored = new StoredTicks();
    stored.expect(instants);
    versions.find(feed.tenant(), feed.source(), feed.kind(), instants, stored::add, deadline);
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

  private static void fail(PendingBatch batch, RuntimeException e) {
    Problem problem =
        e instanceof ProblemException it
            ? it.problem()
            : new Problem.Unavailable("the versions of ticks");
    batch.failed(problem, e);
  }

  private static Deadline question(Deadline deadline) {
    return deadline.remaining().compareTo(QUESTION) < 0 ? deadline : Deadline.after(QUESTION);
  }
}
