package dev.quintet.adapters.out.dragonfly;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Keys whose entry may be older than what this process has stored, because an offer was lost. They
 * are not answered until whatever could still be older has expired.
 *
 * <p>Kept by hash in a fixed number of places: a key that shares the place of a lost one is only
 * slower for a while.
 */
final class UnsentOffers {

  private static final int PLACES = 1 << 12;

  /**
   * A store that was asked before the lost tick was stored may confirm for 5 seconds, and that
   * counts for 5 more.
   */
  private static final Duration BLIND = QuoteUpdate.TIME_TO_LIVE.multipliedBy(2);

  private final LongSupplier nanoTime;
  private final long start;

  /** Nanoseconds since the start until which the keys of a place are not answered. */
  private final AtomicLongArray blindUntil = new AtomicLongArray(PLACES);

  UnsentOffers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  void add(byte[] key) {
    blindUntil.set(place(key), elapsed() + BLIND.toNanos());
  }

  boolean hide(byte[] key) {
    return elapsed() < blindUntil.get(place(key));
  }

  private long elapsed() {
    return nanoTime.getAsLong() - start;
  }

  private static int place(byte[] key) {
    int hash = Arrays.hashCode(key);
    return (hash ^ hash >>> 16) & (PLACES - 1);
  }
}
