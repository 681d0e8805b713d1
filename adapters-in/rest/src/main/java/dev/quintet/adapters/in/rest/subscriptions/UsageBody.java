package dev.quintet.adapters.in.rest.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.subscriptions.RecordedUsage;
import dev.quintet.domain.subscriptions.UsageEvent;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.Subject;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * Totals as they are shown.
 *
 * @param usage in the order of tenant and groups
 * @param completeUntil ISO 8601, UTC: no usage of an earlier time will arrive any more, except as a
 *     correction
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record UsageBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Total> usage,
    String completeUntil,
    @Nullable String nextCursor) {

  private static final CSVFormat LINES = CSVFormat.DEFAULT;

  /**
   * The sum of a group; what was not grouped by is not there.
   *
   * @param day of UTC, ISO 8601
   * @param period a month of UTC, {@code 2026-11}
   * @param corrects the closed period that late events belong to
   * @param count with the corrections
   * @param corrections the part of it that was recorded late
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Total(
      String tenant,
      @Nullable String day,
      @Nullable String period,
      @Nullable String type,
      @Nullable String service,
      @Nullable String user,
      @Nullable String corrects,
      long count,
      long corrections) {

    static Total of(UsageTotal total) {
      return new Total(
          total.tenant().value(),
          text(total.day()),
          text(total.period()),
          total.type() == null ? null : total.type().word(),
          text(total.service()),
          text(total.user()),
          text(total.corrects()),
          total.count(),
          total.corrections());
    }
  }

  /**
   * A line of the export.
   *
   * @param at when it was used, ISO 8601, UTC
   * @param period in which it is booked: its own unless that was closed
   * @param corrects the closed period that it belongs to
   * @param correction it was recorded late
   * @param cursor where the export goes on after this line
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Event(
      String eventId,
      String tenant,
      String service,
      @Nullable String user,
      String type,
      long count,
      String at,
      String period,
      @Nullable String corrects,
      String recordedAt,
      boolean correction,
      String cursor) {

    static Event of(RecordedUsage recorded) {
      UsageEvent event = recorded.event();
      Subject subject = event.subject();
      return new Event(
          event.id().toString(),
          subject.tenant().value(),
          subject.service().value(),
          text(subject.user()),
          event.type().word(),
          event.count(),
          event.at().toString(),
          recorded.period().toString(),
          text(recorded.corrects()),
          recorded.recordedAt().toString(),
          recorded.correction(),
          recorded.position().value());
    }
  }

  /**
   * The last line of the export.
   *
   * @param cursor where the next export goes on; not there when nothing was ever recorded
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record End(String completeUntil, @Nullable String cursor) {}

  static UsageBody of(Page<UsageTotal> page, Instant completeUntil) {
    return new UsageBody(
        page.items().stream().map(Total::of).toList(),
        completeUntil.toString(),
        page.next().map(Cursor::value).orElse(null));
  }

  private static @Nullable String text(@Nullable Object value) {
    return Objects.toString(value, null);
  }

  /** The same as CSV, with a line of names; what was not grouped by is empty. */
  String csv() {
    StringBuilder csv = new StringBuilder();
    try {
      LINES.printRecord(
          csv, "tenant", "day", "period", "type", "service", "user", "corrects", "count",
          "corrections");
      for (Total total : usage) {
        LINES.printRecord(
            csv,
            total.tenant(),
            total.day(),
            total.period(),
            total.type(),
            total.service(),
            total.user(),
            total.corrects(),
            total.count(),
            total.corrections());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not into memory
    }
    return csv.toString();
  }
}
