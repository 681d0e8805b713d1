package dev.quintet.domain.trades;

import dev.quintet.domain.tenancy.Tier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * A signal as it was recorded.
 *
 * @param tier of the tenant then
 * @param number of two signals of one time that with the higher one is the later
 * @param recordedAt UTC, microseconds
 */
public record RecordedSignal(Signal signal, Tier tier, long number, Instant recordedAt) {

  /** The latest last. */
  public static final Comparator<RecordedSignal> ORDER =
      Comparator.<RecordedSignal, Instant>comparing(it -> it.signal().at())
          .thenComparing(RecordedSignal::number);

  public RecordedSignal {
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }
}
