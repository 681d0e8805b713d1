package dev.quintet.application.operations;

import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which tenant is next: each once, the one that waits longest first, and none while it is being served. All
 * pause while the store is away, twice as long each time.
 */
final class TenantTurns {

  /** Each with the time before which it is not served. */
  private final Map<TenantId, Long> waiting = new LinkedHashMap<>();

  /** Those that were just served, with the time before which they are not served again. */
  private final Map<TenantId, Long> resting = new HashMap<>();

  private final Delays delays;
  private final Set<TenantId> served = new HashSet<>();
  private long pausedUntil = System.nanoTime();
  private int failures;

  TenantTurns(Delays delays) {
    this.delays = delays;
  }

  synchronized void add(TenantId tenant, Duration after) {
    long unused = waiting.merge(tenant, System.nanoTime() + after.toNanos(), Math::min);
    notifyAll();
  }

  /** Waits for the next one; {@link #done} must follow. */
  synchronized TenantId take() throws InterruptedException {
    while (true) {
      long now = System.nanoTime();
      resting.values().removeIf(until -> until <= now);
      Optional<TenantId> next =
          pausedUntil > now
              ? Optional.empty()
              : waiting.entrySet().stream()
                  .filter(it -> it.getValue() <= now && !served.contains(it.getKey()))
                  .filter(it -> !resting.containsKey(it.getKey()))
                  .map(Map.Entry::getKey)
                  .findFirst();
      if (next.isPresent()) {
        waiting.remove(next.get());
        served.add(next.get());
        return next.get();
      }
      long soonest =
          waiting.entrySet().stream()
              .filter(it -> !served.contains(it.getKey()))
              .mapToLong(it -> Math.max(it.getValue(), resting.getOrDefault(it.getKey(), now)))
              .min()
              .orElse(Long.MAX_VALUE);
      sleep(soonest == Long.MAX_VALUE ? soonest : Math.max(soonest, pausedUntil) - now);
    }
  }

  private void sleep(long nanos) throws InterruptedException {
    if (nanos == Long.MAX_VALUE) {
      wait();
    } else {
      wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }
  }

  /**
   * Ends a turn.
   *
   * @param rest before the next one of this tenant, in which its rows gather to a block
   */
  synchronized void done(TenantId tenant, Duration rest) {
    served.remove(tenant);
    if (rest.isPositive()) {
      resting.put(tenant, System.nanoTime() + rest.toNanos());
    }
    notifyAll();
  }

  /** Somebody waits for what there is of this tenant: it rests no longer. */
  synchronized void hurry(TenantId tenant) {
    if (resting.remove(tenant) != null) {
      notifyAll();
    }
  }

  /** The store is there. */
  synchronized void goOn() {
    failures = 0;
  }

  /** The store is away; returns for how long nobody is served now. */
  synchronized Duration pause() {
    Duration pause = delays.after(failures++);
    pausedUntil = System.nanoTime() + pause.toNanos();
    return pause;
  }
}
