package dev.quintet.application.marketdata;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The instants at which batches are taken, and so become known: microseconds, each later than the
 * one before, also when the clock stands still or jumps back. One for the whole process, because it
 * also orders corrections of one tick; {@link ReceiptClockRecovery} tells it of earlier processes.
 */
public final class ReceiptClock {

  private final Clock clock;
  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

  public ReceiptClock(Clock clock) {
    this.clock = clock;
  }

  /** Every instant from now on is after this one. */
  void goOnAfter(Instant known) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, known);
    last.accumulateAndGet(micros, Math::max);
  }

  /** The next instant: now, or just after the one before. */
  public Instant next() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long micros = last.updateAndGet(before -> Math.max(before + 1, now));
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
