package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRulesProvider;
import org.jspecify.annotations.Nullable;

/** Instants as they are on the wire. */
final class Times {

  private Times() {}

  /** The period of a request, both ends of which are needed. */
  static TimeRange range(long fromNanos, long toNanos) {
    return new TimeRange(instant("from_nanos", fromNanos), needed("to_nanos", toNanos));
  }

  private static Instant needed(String field, long nanos) {
    if (nanos == 0) {
      throw ProblemException.invalid(field, "is needed");
    }
    return instant(field, nanos);
  }

  static Instant instant(String field, long nanos) {
    return EventTime.within(field, EventTime.instant(nanos));
  }

  /** A time zone by its name. */
  static ZoneId zone(String name) {
    if (!ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
      throw ProblemException.invalid(
          "time_zone", "must be an IANA time zone such as America/New_York");
    }
    return ZoneId.of(name);
  }

  /** Null for 0: as known now. */
  static @Nullable Instant knownAt(long micros) {
    if (micros < 0) {
      throw ProblemException.invalid("known_at_micros", "must not be negative");
    }
    return micros == 0 ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
