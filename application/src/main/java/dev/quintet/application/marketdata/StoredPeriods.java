package dev.quintet.application.marketdata;

import dev.quintet.application.shared.Parallel;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.marketdata.TickVersionStore.Extent;
import dev.quintet.domain.marketdata.TickVersionStore.Origin;
import dev.quintet.domain.shared.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Knows in which periods there may be ticks of a feed: the store is asked for those of a symbol when
 * nothing of it is remembered, and after a while for what other services have stored since.
 */
final class StoredPeriods {

  /** Symbols of one question. */
  private static final int MOST_SYMBOLS = 1_000;

  /** Received by another service so long before the store is asked, a tick is in the store. */
  private static final Duration LATE = Duration.ofMinutes(2);

  /** So much of the time before a batch is looked at; earlier ticks may be stored. */
  private static final long LOOK_BACK = Duration.ofDays(366).toNanos();

  /** What the store is to be asked of a feed: for the first time, and again. */
  private static final class Questions {
    private final Set<SpannedBatch.Line> first = new LinkedHashSet<>();
    private final Set<SpannedBatch.Line> again = new LinkedHashSet<>();
    private long from = Long.MAX_VALUE;
    private long longestAgo;

    private void add(SpannedBatch.Line line, long from) {
      first.add(line);
      this.from = Math.min(this.from, from);
    }

    private void addAgain(SpannedBatch.Line line, long nanosAgo) {
      again.add(line);
      longestAgo = Math.max(longestAgo, nanosAgo);
    }
  }

  private final TickVersionStore versions;
  private final LongSupplier nanos;
  private final RememberedPeriods periods = new RememberedPeriods();

  /**
   * @param nanos {@link System#nanoTime()}
   */
  StoredPeriods(TickVersionStore versions, LongSupplier nanos) {
    this.versions = versions;
    this.nanos = nanos;
  }

  /** The ticks of the batches are being stored. */
  synchronized void writing(List<SpannedBatch> batches) {
    for (SpannedBatch each : batches) {
      for (int symbol : each.symbols()) {
        periods.add(each.line(symbol), each.from()[symbol], each.to()[symbol]);
      }
    }
  }

  /** Whether it is known without a question that nothing of the batch is there, and needs to be. */
  synchronized boolean hasNoneOf(SpannedBatch batch) {
    long now = nanos.getAsLong();
    for (int symbol : batch.symbols()) {
      SpannedBatch.Line line = batch.line(symbol);
      Long asked = periods.askedNanos(line);
      if (asked == null
          || now - asked >= RememberedPeriods.KNOWN_FOR.toNanos()
          || periods.lastWithin(line, batch.from()[symbol], batch.to()[symbol]) >= 0) {
        return false;
      }
    }
    return !batch.batch().batch().terms().annuls();
  }

  /**
   * Says of each symbol of the batches up to which time its ticks may be periods.
   *
   * @return without those about which the store could not be asked: they are ended
   */
  List<SpannedBatch> find(List<SpannedBatch> claimed, Deadline deadline) {
    Map<Origin, Questions> questions = new LinkedHashMap<>();
    long now = nanos.getAsLong();
    synchronized (this) {
      for (SpannedBatch each : claimed) {
        for (int symbol : each.symbols()) {
          SpannedBatch.Line line = each.line(symbol);
          Long asked = periods.askedNanos(line);
          if (asked == null) {
            questions
                .computeIfAbsent(line.feed(), it -> new Questions())
                .add(line, each.from()[symbol]);
          } else if (now - asked >= RememberedPeriods.KNOWN_FOR.toNanos()) {
            questions.computeIfAbsent(line.feed(), it -> new Questions()).addAgain(line, now - asked);
          }
        }
      }
    }
    Map<Origin, RuntimeException> failed = new ConcurrentHashMap<>();
    if (!questions.isEmpty()) {
      Instant received = claimed.getFirst().batch().write().at();
      Deadline question = KnownTicks.question(deadline);
      Parallel.forEach(
          List.copyOf(questions.entrySet()),
          each -> {
            try {
              ask(each.getKey(), each.getValue(), now, received, question);
            } catch (RuntimeException e) {
              failed.put(each.getKey(), e);
            }
          });
    }
    List<SpannedBatch> known = new ArrayList<>(claimed.size());
    synchronized (this) {
      for (SpannedBatch each : claimed) {
        RuntimeException failure = failed.get(each.feed().of());
        if (failure == null) {
          for (int symbol : each.symbols()) {
            each.upTo()[symbol] =
                periods.lastWithin(each.line(symbol), each.from()[symbol], each.to()[symbol]);
          }
          known.add(each);
        } else {
          KnownTicks.fail(each.batch(), failure);
        }
      }
    }
    return known;
  }

  private void ask(
      Origin feed, Questions questions, long now, Instant received, Deadline deadline) {
    long from = Math.max(0, questions.from - LOOK_BACK);
    Map<Symbol, Extent> all =
        ask(
            questions.first,
            some -> versions.extents(feed, some, from, deadline));
    Instant since = received.minusNanos(questions.longestAgo).minus(LATE);
    Map<Symbol, Extent> ofOthers =
        ask(
            questions.again,
            some -> versions.extentsOfOthers(feed, some, since, deadline));
    synchronized (this) {
      questions.first.forEach(
          line -> {
            asked(line, all, now);
            if (from > 0) {
              periods.add(line, 0, from - 1);
            }
          });
      questions.again.forEach(line -> asked(line, ofOthers, now));
    }
  }

  private void asked(SpannedBatch.Line line, Map<Symbol, Extent> extents, long now) {
    periods.asked(line, now);
    Extent extent = extents.get(line.symbol());
    if (extent != null) {
      periods.add(line, extent.first(), extent.last());
    }
  }

  private static Map<Symbol, Extent> ask(
      Set<SpannedBatch.Line> lines, Function<List<Symbol>, Map<Symbol, Extent>> question) {
    List<Symbol> symbols = lines.stream().map(line -> line.symbol()).distinct().toList();
    Map<Symbol, Extent> found = new HashMap<>();
    for (int first = 0; first < symbols.size(); first += MOST_SYMBOLS) {
      found.putAll(
          question.apply(
              symbols.subList(first, Math.min(first + MOST_SYMBOLS, symbols.size()))));
    }
    return found;
  }
}
