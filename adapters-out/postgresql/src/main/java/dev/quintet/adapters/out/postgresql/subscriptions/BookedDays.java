package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.domain.subscriptions.UsageQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a query is answered from: of whole days there are sums, of parts of days the events.
 *
 * @param first of the whole days
 * @param end exclusive; not after {@code first} when there is no whole day
 * @param parts none to two, none of them empty
 */
record BookedDays(LocalDate first, LocalDate end, List<Part> parts) {

  /** From an instant to another, exclusive. */
  record Part(Instant from, Instant to) {}

  static BookedDays of(UsageQuery query) {
    LocalDate last = day(query.to());
    LocalDate first = day(query.from());
    if (start(first).isBefore(query.from())) {
      first = first.plusDays(1);
    }
    if (last.isBefore(first)) {
      return new BookedDays(first, first, List.of(new Part(query.from(), query.to())));
    }
    List<Part> parts =
        Stream.of(new Part(query.from(), start(first)), new Part(start(last), query.to()))
            .filter(part -> part.from().isBefore(part.to()))
            .toList();
    return new BookedDays(first, last, parts);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
