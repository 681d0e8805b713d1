package dev.quintet.planted.application.marketdata;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Supplier;

/** Knows the time, makes up ids, and is a line too long. */
final class Oracle {

  Instant instant() {
    return Instant.now();
  }

  LocalDate day() {
    return LocalDate.now();
  }

  Supplier<Instant> reference() {
    return Instant::now;
  }

  Supplier<Instant> lambda() {
    return () -> Instant.now();
  }

  long millis() {
    return System.currentTimeMillis();
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  UUID id() {
    return UUID.randomUUID();
  }
}
