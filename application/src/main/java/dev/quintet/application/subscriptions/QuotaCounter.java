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

  /** Held by the one who asks the ledger. */
  final ReentrantLock asking = new ReentrantLock();

  private final long[] inLedger = new long[TYPES];

  /** Recorded before the ledger is being asked: its answer has it. */
  private final long[] recordedBefore = new long[TYPES];

  /** Recorded since then: its answer may have it or not. */
  private final long[] recordedSince = new long[TYPES];

  /** Admitted, and neither recorded nor given back. */
  private final long[] admitted = new long[TYPES];

  private final Set<String> warned = new HashSet<>();
  private @Nullable Terms terms;
  private boolean limited;
  private boolean active;
  private Instant askedAt = Instant.MIN;
  private long second;
  private long inSecond;

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
      if (limit.hard() && limit.name() == Limit.Name.REQUESTS_PER_SECOND
          && type == UsageType.API_CALLS
          && inSecond(now) + count > limit.value()) {
        return Optional.of(
            new Problem.LimitExceeded(
                limit.name().word(),
                limit.value(),
                SECOND,
                new Problem.Consumed(
                    inSecond, Instant.ofEpochSecond(now.getEpochSecond() + 1))));
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
    }
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
    }
    terms = current;
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

  /** Of every limit that counts in a cycle. */
  synchronized List<Quota> quotas() {
    List<Quota> quotas = new ArrayList<>();
    if (terms != null) {
      for (Limit limit : terms.limits()) {
        Quota.type(limit.name()).ifPresent(type -> quotas.add(quota(limit, type)));
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
