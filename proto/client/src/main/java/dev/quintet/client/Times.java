package dev.quintet.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants on the wire: nanoseconds or microseconds since the epoch. */
final class Times {

  private Times() {}

  static long nanos(String field, Instant instant) {
    try {
      return ChronoUnit.NANOS.between(Instant.EPOCH, instant);
    } catch (ArithmeticException | DateTimeException e) {
      throw QuintetException.invalid(field, "is outside of 1677 to 2262");
    }
  }

  static long micros(String field, Instant instant) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    } catch (ArithmeticException | DateTimeException e) {
      throw QuintetException.invalid(field, "is outside of 64-bit microseconds");
    }
  }

  static Instant ofNanos(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  static Instant ofMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
