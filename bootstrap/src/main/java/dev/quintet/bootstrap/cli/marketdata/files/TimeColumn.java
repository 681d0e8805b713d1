package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the times of a file are written. They become nanoseconds since the epoch, exactly. */
sealed interface TimeColumn {

  long NANOS_PER_SECOND = 1_000_000_000L;

  /** The accepted range is 1970-01-01 to here, exclusive. */
  long END = Instant.parse("2262-01-01T00:00:00Z").getEpochSecond() * NANOS_PER_SECOND;

  /** @throws RefusedRow when the text is not such a time or outside 1970 to 2261 */
  long nanos(String text) throws RefusedRow;

  /** Whether a clock was assumed that the text of a time may not mean. */
  default boolean onAClock() {
    return false;
  }

  /** Time that has passed since a midnight; may have a fraction down to nanoseconds. */
  record SinceMidnight(LocalDate date, ZoneId zone, Epoch unit, long midnight)
      implements TimeColumn {

    private static final long DAY = 86_400 * NANOS_PER_SECOND;

    /** The midnight with which {@code date} begins on the clock of the zone. */
    static SinceMidnight of(LocalDate date, ZoneId zone, Epoch unit) throws OptionNeeded {
      LocalDateTime midnight = date.atStartOfDay();
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(midnight);
      if (offsets.size() != 1
          || !offsets.equals(zone.getRules().getValidOffsets(midnight.plusDays(1)))) {
        throw new OptionNeeded(
            "the clock of %s is changed on %s; give --utc-offset".formatted(zone, date));
      }
      long seconds = midnight.toEpochSecond(offsets.getFirst());
      if (seconds < 0 || seconds >= END / NANOS_PER_SECOND) {
        throw new OptionNeeded("--date " + OUT_OF_RANGE);
      }
      return new SinceMidnight(date, zone, unit, seconds * NANOS_PER_SECOND);
    }

    /** Whether the text is a number of milliseconds of a day. */
    static boolean fits(String text) {
      try {
        long nanos = Units.plain("time", text, Epoch.MILLISECONDS.digits);
        return nanos >= 0 && nanos < DAY;
      } catch (RefusedRow e) {
        return false;
      }
    }

    @Override
    public long nanos(String text) throws RefusedRow {
      long nanos = Units.plain("time", text, unit.digits);
      if (nanos < 0 || nanos >= DAY) {
        throw new RefusedRow(
            "time", "is not within the " + unit.perDay() + " " + unit.word() + " of a day");
      }
      return inRange(midnight + nanos);
    }

    @Override
    public String toString() {
      return unit.word() + " of " + date + " on the clock of " + clock(zone);
    }
  }

  /** A number since the epoch; may have a fraction down to nanoseconds. */
  enum Epoch implements TimeColumn {
    SECONDS(9, "s"),
    MILLISECONDS(6, "ms"),
    MICROSECONDS(3, "us"),
    NANOSECONDS(0, "ns");

    private final int digits;
    private final String symbol;

    Epoch(int digits, String symbol) {
      this.digits = digits;
      this.symbol = symbol;
    }

    static Optional<Epoch> ofSymbol(String symbol) {
      return Stream.of(values()).filter(unit -> unit.symbol.equals(symbol)).findFirst();
    }

    /**
     * The only unit in which the number is a time of 2001 to 2286: 10, 13, 16 or 19 digits before
     * the point. Days, hours and the counts of spreadsheets have other lengths.
     */
    static Optional<Epoch> certain(String number) {
      int point = number.indexOf('.');
      int length = point < 0 ? number.length() : point;
      return number.startsWith("0")
          ? Optional.empty()
          : Stream.of(values()).filter(unit -> length == 19 - unit.digits).findFirst();
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String perDay() {
      long units = BigDecimal.valueOf(86_400).movePointRight(9 - digits).longValueExact();
      return String.format(Locale.ROOT, "%,d", units);
    }

    @Override
    public long nanos(String text) throws RefusedRow {
      return inRange(Units.plain("time", text, digits));
    }

    @Override
    public String toString() {
      return word() + " since 1970";
    }
  }

  /**
   * ISO-8601, with {@code T} or a space between date and time.
   *
   * @param otherwise the clock of times that do not name an offset
   */
  record Iso(ZoneId otherwise) implements TimeColumn {

    private static final int DATE_LENGTH = 10;

    @Override
    public long nanos(String text) throws RefusedRow {
      boolean spaced = text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ';
      String iso =
          spaced
              ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1)
              : text;
      try {
        return inRange(
            namesOffset(iso)
                ? OffsetDateTime.parse(iso).toInstant()
                : instant(LocalDateTime.parse(iso), otherwise));
      } catch (DateTimeException e) {
        throw new RefusedRow("time", "is not an ISO-8601 time such as 2014-05-08T09:30:00.125Z");
      }
    }

    @Override
    public boolean onAClock() {
      return true;
    }

    @Override
    public String toString() {
      return "ISO-8601, on the clock of " + clock(otherwise) + " where they name no offset";
    }

    static boolean namesOffset(String iso) {
      int time = Math.min(iso.length(), DATE_LENGTH);
      return iso.endsWith("Z") || iso.indexOf('+', time) > 0 || iso.indexOf('-', time) > 0;
    }
  }

  /**
   * Dates and times of a pattern; the seconds may have a fraction, a date without a time is its
   * midnight.
   *
   * @param date of times that have none; null: they have it
   */
  record Written(String pattern, DateTimeFormatter format, ZoneId zone, @Nullable LocalDate date)
      implements TimeColumn {

    private static final List<String> DATES =
        List.of("uuuu-MM-dd", "uuuu.MM.dd", "uuuu/MM/dd", "uuuuMMdd");

    private static final List<String> TIMES =
        List.of(" H:mm:ss", " H:mm", " HHmmssSSS", " HHmmss");

    static Written of(String pattern, ZoneId zone, @Nullable LocalDate date) throws OptionNeeded {
      try {
        DateTimeFormatterBuilder builder =
            new DateTimeFormatterBuilder().appendPattern(pattern.replace('y', 'u'));
        if (pattern.endsWith("ss")) {
          builder.appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true);
        }
        return new Written(
            pattern,
            builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT),
            zone,
            date);
      } catch (IllegalArgumentException e) {
        throw new OptionNeeded(
            "--time-format must be a pattern such as dd.MM.uuuu HH:mm:ss: " + e.getMessage());
      }
    }

    /** The pattern of a time that begins with its year, and so can mean one day only. */
    static Optional<TimeColumn> yearFirst(String text, ZoneId zone, boolean daysToo)
        throws OptionNeeded {
      for (String day : DATES) {
        for (String time : daysToo ? Stream.concat(TIMES.stream(), Stream.of("")).toList() : TIMES) {
          Written written = of(day + time, zone, null);
          try {
            written.nanos(text);
            return Optional.of(written);
          } catch (RefusedRow e) {
            // Another pattern may fit.
          }
        }
      }
      return Optional.empty();
    }

    @Override
    public long nanos(String text) throws RefusedRow {
      TemporalAccessor time;
      try {
        time =
            format.parseBest(
                text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from, LocalTime::from);
      } catch (DateTimeException e) {
        throw new RefusedRow("time", "is not a time of the form " + pattern);
      }
      return inRange(
          switch (time) {
            case OffsetDateTime known -> known.toInstant();
            case LocalDateTime local -> instant(local, zone);
            case LocalDate day -> instant(day.atStartOfDay(), zone);
            case LocalTime clock when date != null -> instant(date.atTime(clock), zone);
            default -> throw new RefusedRow("time", "has no date; give --date");
          });
    }

    @Override
    public boolean onAClock() {
      return true;
    }

    @Override
    public String toString() {
      return pattern.replace('u', 'y')
          + (date == null ? "" : " of " + date)
          + " on the clock of "
          + clock(zone);
    }
  }

  String OUT_OF_RANGE = "is not within 1970-01-01 and 2262-01-01";

  private static String clock(ZoneId zone) {
    return zone.equals(ZoneOffset.UTC)
        ? "UTC"
        : zone instanceof ZoneOffset ? "UTC" + zone : zone.getId();
  }

  /** The instant at which the clock of the zone shows this, which it must do once. */
  private static Instant instant(LocalDateTime local, ZoneId zone) throws RefusedRow {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() != 1) {
      throw new RefusedRow(
          "time",
          "is there %s on the clock of %s, which is changed then"
              .formatted(offsets.isEmpty() ? "never" : "twice", clock(zone)));
    }
    return local.toInstant(offsets.getFirst());
  }

  private static long inRange(Instant instant) throws RefusedRow {
    long seconds = instant.getEpochSecond();
    if (seconds < 0 || seconds >= END / NANOS_PER_SECOND) {
      throw new RefusedRow("time", OUT_OF_RANGE);
    }
    return seconds * NANOS_PER_SECOND + instant.getNano();
  }

  private static long inRange(long nanos) throws RefusedRow {
    if (nanos < 0 || nanos >= END) {
      throw new RefusedRow("time", OUT_OF_RANGE);
    }
    return nanos;
  }
}
