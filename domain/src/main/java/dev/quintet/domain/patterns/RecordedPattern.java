package dev.quintet.domain.patterns;

import dev.quintet.domain.tenancy.Tier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A pattern as it is recorded by now.
 *
 * @param outcome as far as it is known
 * @param tier of the tenant when the pattern was recorded: what is asked for later does not depend on it
 * @param version from 1 on; of two of one pattern the higher one is the later
 * @param recordedAt the pattern, not its outcome: UTC, microseconds
 */
public record RecordedPattern(
    Pattern pattern, Pattern.Outcome outcome, Tier tier, long version, Instant recordedAt) {

  public RecordedPattern {
    if (version < 1) {
      throw new IllegalArgumentException("version " + version);
    }
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }
}
