package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

final class MarketHoursProperties {

  @Provide
  Arbitrary<MarketHours> anyHours() {
    return Arbitraries.of(StandardHours.ALL.values());
  }

  @Property
  void nothingChangesBeforeTheNextChangeAndThenItDoes(
      @ForAll("anyHours") MarketHours hours,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nanos,
      @ForAll @IntRange(min = 0, max = 999) int part) {
    Instant from = Instant.ofEpochSecond(second, nanos);
    Instant end = from.plus(Duration.ofDays(10));
    Instant change = hours.nextChange(from, end);
    assertThat(change).isAfter(from).isBeforeOrEqualTo(end);
    MarketHours.State state = hours.stateAt(from);
    Instant between = from.plus(Duration.between(from, change).multipliedBy(part).dividedBy(1_000));
    assertThat(hours.stateAt(between)).isEqualTo(state);
    assertThat(hours.stateAt(change.minusNanos(1))).isEqualTo(state);
    if (change.isBefore(end)) {
      assertThat(hours.stateAt(change)).isNotEqualTo(state);
    }
  }
}
