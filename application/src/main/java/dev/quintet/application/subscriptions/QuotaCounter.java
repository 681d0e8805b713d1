package dev.quintet.application.subscriptions;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.Grant;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.Quota;
import dev.quintet.domain.subscriptions.QuotaWarning;
import dev.quintet.domain.subscriptions.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one owner of terms has used in its cycle: what the ledger said when it was asked last, and what
 * this process admitted and does not know to be in that. Guarded by its own monitor.
 */
final class QuotaCounter {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int TYPES = UsageType.values().length;
  private static final List<Limit.Name> AT_ONCE =
      List.of(
          Limit.Name.REQUESTS_PER_SECOND,
          Limit.Name.CONCURRENT_QUERIES,
          Limit.Name.ROWS,
          Limit.Name.BYTES);

  /** Held by the one who asks the ledger. */
  final ReentrantLock asking = new ReentrantLock();

  private final long[] inLedger = new long[TYPES];

  /** Recorded before the ledger is being asked: its answer has it. */
  private final long[] recordedBefore = new long[TYPES];

  /** Recorded since then: its answer may have it or not. */
  private final long[] recordedSince = new long[TYPES];

  /** Admitted, and neither recorded nor given back. */
  private final long[] admitted = new long[TYPES];

  /** The most at once in the cycle, by limit; of symbols, how many there are, 0 if that is not known. */
  private final long[] peaks = new long[Limit.Name.values().length];

  private final Set<String> warned = new HashSet<>();
  private @Nullable Terms terms;
  private boolean limited;
  private boolean active;
  private Instant askedAt = Instant.MIN;
  private long second;
  private long inSecond;
  private long underWay;
  private volatile boolean limitsAnswers;

  /**
   * Whether it can decide: its terms are known, and those of a cycle that has not ended.
   *
   * @param now by the clock
   */
  synchronized boolean decides(Instant now) {
    return terms != null && now.isBefore(terms.cycle().end());
  }

  /** What would exceed a hard limit, if anything does. To be called with the monitor held. */
  Optional<Problem> refusal(UsageType type, long count, Instant now) {
    active = true;
    if (terms == null || !limited) {
      return Optional.empty();
    }
    for (Limit limit : terms.limits()) {
      if (type == UsageType.API_CALLS && limit.hard()) {
        long value = limit.value();
        if (limit.name() == Limit.Name.REQUESTS_PER_SECOND && inSecond(now) + count > value) {
          Instant next = Instant.ofEpochSecond(now.getEpochSecond() + 1);
          return Optional.of(exceeded(limit, SECOND, new Problem.Consumed(inSecond, next)));
        }
        if (limit.name() == Limit.Name.CONCURRENT_QUERIES && underWay + count > value) {
          return Optional.of(exceeded(limit, SECOND, new Problem.Consumed(underWay, null)));
        }
      }
      if (limit.hard() && Quota.type(limit.name()).filter(type::equals).isPresent()) {
        Quota quota = quota(limit, type);
        if (count > quota.limit() - quota.used()) {
          return Optional.of(
              new Problem.LimitExceeded(
                  limit.name().word(),
                  quota.limit(),
                  Duration.between(now, quota.resetsAt()),
                  new Problem.Consumed(quota.used(), quota.resetsAt())));
        }
      }
    }
    return Optional.empty();
  }

  private static Problem exceeded(Limit limit, Duration retryAfter, Problem.Consumed consumed) {
    return new Problem.LimitExceeded(limit.name().word(), limit.value(), retryAfter, consumed);
  }

  /** Whether what a call is answered with is limited. */
  boolean limitsAnswers() {
    return limitsAnswers;
  }

  /**
   * What an answer would exceed that has so much by then, if anything. To be called with the monitor held.
   */
  Optional<Problem> refusal(long rows, long bytes) {
    if (terms == null) {
      return Optional.empty();
    }
    for (Limit limit : terms.limits()) {
      long there = limit.name() == Limit.Name.ROWS ? rows : bytes;
      if (limit.hard()
          && (limit.name() == Limit.Name.ROWS || limit.name() == Limit.Name.BYTES)
          && there > limit.value()) {
        return Optional.of(exceeded(limit, Duration.ZERO, new Problem.Consumed(there, null)));
      }
    }
    return Optional.empty();
  }

  /** An answer has so much by now. To be called with the monitor held. */
  void answer(long rows, long bytes) {
    peak(Limit.Name.ROWS, rows);
    peak(Limit.Name.BYTES, bytes);
  }

  private void peak(Limit.Name name, long value) {
    peaks[name.ordinal()] = Math.max(peaks[name.ordinal()], value);
  }

  private long inSecond(Instant now) {
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      inSecond = 0;
    }
    return inSecond;
  }

  /** To be called with the monitor held. */
  void admit(UsageType type, long count, Instant now) {
    admitted[type.ordinal()] += count;
    if (type == UsageType.API_CALLS) {
      inSecond = inSecond(now) + count;
      peak(Limit.Name.REQUESTS_PER_SECOND, inSecond);
    }
  }

  /** A call is under way from now on, until {@link #end}. To be called with the monitor held. */
  void begin() {
    underWay++;
    peak(Limit.Name.CONCURRENT_QUERIES, underWay);
  }

  synchronized void end() {
    underWay--;
  }

  synchronized void held(long now) {
    peak(Limit.Name.MAX_SYMBOLS, now);
    active = true;
  }

  /** Whether a call is under way that is counted by it. */
  synchronized boolean busy() {
    return underWay > 0;
  }

  synchronized void giveBack(UsageType type, long count) {
    admitted[type.ordinal()] -= count;
  }

  /** What was admitted is in the ledger now, or some of it. */
  synchronized void recorded(UsageType type, long count) {
    admitted[type.ordinal()] -= count;
    recordedSince[type.ordinal()] += count;
  }

  /** Whether it was used since it was asked about, so that asking again is worth it. */
  synchronized boolean active() {
    return active;
  }

  synchronized Instant askedAt() {
    return askedAt;
  }

  synchronized @Nullable Terms terms() {
    return terms;
  }

  /** The ledger is being asked from now on. The one who does holds {@link #asking}. */
  synchronized void asked() {
    active = false;
    for (int type = 0; type < TYPES; type++) {
      recordedBefore[type] += recordedSince[type];
      recordedSince[type] = 0;
    }
  }

  /** What the ledger said of the cycle of the terms. */
  synchronized void answered(Terms current, Map<UsageType, Long> used, Instant now) {
    if (terms == null || !terms.cycle().equals(current.cycle())) {
      warned.clear();
      AT_ONCE.forEach(name -> peaks[name.ordinal()] = 0);
      peak(Limit.Name.CONCURRENT_QUERIES, underWay);
    }
    terms = current;
    limitsAnswers =
        current.limit(Limit.Name.ROWS).isPresent() || current.limit(Limit.Name.BYTES).isPresent();
    limited = !current.limits().isEmpty();
    askedAt = now;
    for (UsageType type : UsageType.values()) {
      inLedger[type.ordinal()] = used.getOrDefault(type, 0L);
      recordedBefore[type.ordinal()] = 0;
    }
  }

  private Quota quota(Limit limit, UsageType type) {
    Terms current = Objects.requireNonNull(terms);
    int index = type.ordinal();
    long granted = 0;
    for (Grant grant : current.grants()) {
      if (grant.benefit() instanceof Grant.Benefit.Included(UsageType granting, long count)
          && granting == type) {
        granted += count;
      }
    }
    long used =
        inLedger[index] + recordedBefore[index] + recordedSince[index] + admitted[index];
    return new Quota(
        limit.name(), limit.value() + granted, limit.hard(), used, current.cycle().end());
  }

  private Quota peak(Limit limit) {
    return new Quota(
        limit.name(),
        limit.value(),
        limit.hard(),
        peaks[limit.name().ordinal()],
        Objects.requireNonNull(terms).cycle().end());
  }

  /** Of every limit that is counted here: not of accounts, and of symbols when their number is known. */
  synchronized List<Quota> quotas() {
    List<Quota> quotas = new ArrayList<>();
    if (terms != null) {
      for (Limit limit : terms.limits()) {
        Quota.type(limit.name()).ifPresent(type -> quotas.add(quota(limit, type)));
        if (AT_ONCE.contains(limit.name()) || peaks[limit.name().ordinal()] > 0) {
          quotas.add(peak(limit));
        }
      }
    }
    return quotas;
  }

  /** The warnings that are due, and were not noted as given. */
  synchronized List<QuotaWarning> due(Instant now) {
    List<QuotaWarning> due = new ArrayList<>();
    Terms current = terms;
    if (current == null || !limited) {
      return due;
    }
    LocalDate cycle = current.cycle().from();
    for (Quota quota : quotas()) {
      for (int percent : QuotaWarning.PERCENTS) {
        if (quota.reached(percent) && !warned.contains(key(quota.name(), percent))) {
          due.add(
              new QuotaWarning(
                  current.tenant(), current.user(), quota.name(), cycle, percent, quota.used(),
                  quota.limit(), now));
        }
      }
    }
    return due;
  }

  synchronized void given(QuotaWarning warning) {
    warned.add(key(warning.limit(), warning.percent()));
  }

  private static String key(Limit.Name name, int percent) {
    return name + " " + percent;
  }
}
