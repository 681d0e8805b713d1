package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** How the times of a file are written. They become nanoseconds since the epoch, exactly. */
sealed interface TimeColumn {

  long NANOS_PER_SECOND = 1_000_000_000L;

  /** The accepted range is 1970-01-01 to here, exclusive. */
  long END = Instant.parse("2262-01-01T00:00:00Z").getEpochSecond() * NANOS_PER_SECOND;

  /** @throws RefusedRow when the text is not such a time or outside 1970 to 2261 */
  long nanos(String text) throws RefusedRow;

  /** Milliseconds since a midnight; may have a fraction of up to 6 digits. */
  record SinceMidnight(LocalDate date, ZoneOffset offset, long midnight) implements TimeColumn {

    private static final int DIGITS = 6;
    private static final long DAY = 86_400 * NANOS_PER_SECOND;

    /** The midnight with which {@code date} begins where clocks are {@code offset} ahead of UTC. */
    static SinceMidnight of(LocalDate date, ZoneOffset offset) throws OptionNeeded {
      long seconds = date.toEpochDay() * 86_400 - offset.getTotalSeconds();
      if (seconds < 0 || seconds >= END / NANOS_PER_SECOND) {
        throw new OptionNeeded("--date " + OUT_OF_RANGE);
      }
      return new SinceMidnight(date, offset, seconds * NANOS_PER_SECOND);
    }

    /** Whether the text is a time of a day, to distinguish such a file from others. */
    static boolean fits(String text) {
      try {
        long nanos = Units.parse("time", text, DIGITS);
        return nanos >= 0 && nanos < DAY;
      } catch (RefusedRow e) {
        return false;
      }
    }

    @Override
    public long nanos(String text) throws RefusedRow {
      long nanos = Units.parse("time", text, DIGITS);
      if (nanos < 0 || nanos >= DAY) {
        throw new RefusedRow("time", "is not within the 86,400,000 milliseconds of a day");
      }
      return midnight + nanos;
    }

    @Override
    public String toString() {
      return "milliseconds of " + date + " on the clock of " + clock(offset);
    }
  }

  /** A number since the epoch; may have a fraction down to nanoseconds. */
  enum Epoch implements TimeColumn {
    SECONDS(9),
    MILLISECONDS(6),
    MICROSECONDS(3),
    NANOSECONDS(0);

    private final int digits;

    Epoch(int digits) {
      this.digits = digits;
    }

    /**
     * The unit in which the number is a time of 1973 to 5138. In a larger unit it would be later
     * than that, in a smaller one before March 1973.
     */
    static Epoch ofMagnitude(String number) {
      int point = number.indexOf('.');
      int length = point < 0 ? number.length() : point;
      if (length <= 11) {
        return SECONDS;
      }
      return length <= 14 ? MILLISECONDS : length <= 17 ? MICROSECONDS : NANOSECONDS;
    }

    @Override
    public long nanos(String text) throws RefusedRow {
      return inRange(Units.parse("time", text, digits));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT) + " since 1970";
    }
  }

  /**
   * ISO-8601, with {@code T} or a space between date and time.
   *
   * @param otherwise the clock of times that do not name an offset
   */
  record Iso(ZoneOffset otherwise) implements TimeColumn {

    private static final int DATE_LENGTH = 10;

    @Override
    public long nanos(String text) throws RefusedRow {
      boolean spaced = text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ';
      String iso =
          spaced
              ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1)
              : text;
      Instant instant;
      try {
        instant =
            namesOffset(iso)
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(otherwise);
      } catch (DateTimeException e) {
        throw new RefusedRow("time", "is not an ISO-8601 time such as 2014-05-08T09:30:00.125Z");
      }
      long seconds = instant.getEpochSecond();
      if (seconds < 0 || seconds >= END / NANOS_PER_SECOND) {
        throw new RefusedRow("time", OUT_OF_RANGE);
      }
      return seconds * NANOS_PER_SECOND + instant.getNano();
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

  String OUT_OF_RANGE = "is not within 1970-01-01 and 2262-01-01";

  private static String clock(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset;
  }

  private static long inRange(long nanos) throws RefusedRow {
    if (nanos < 0 || nanos >= END) {
      throw new RefusedRow("time", OUT_OF_RANGE);
    }
    return nanos;
  }
}
