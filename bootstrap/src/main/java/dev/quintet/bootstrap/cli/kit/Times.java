package dev.quintet.bootstrap.cli.kit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Days, instants and offsets as they are given on the command line. */
public final class Times {

  private Times() {}

  /** {@code 2014-05-08}. */
  public static final class DayConverter implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException("'" + text + "' is not a day such as 2014-05-08");
      }
    }
  }

  /** An instant, or a day for its first instant in UTC. */
  public static final class InstantConverter implements ITypeConverter<Instant> {
    private static final int DAY_LENGTH = 10;

    @Override
    public Instant convert(String text) {
      try {
        return text.length() <= DAY_LENGTH
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is not an instant such as 2014-05-08T09:30:00Z or a day (UTC)");
      }
    }
  }

  /** {@code ±HH:MM}. */
  public static final class OffsetConverter implements ITypeConverter<ZoneOffset> {
    private static final int LENGTH = 6;

    @Override
    public ZoneOffset convert(String text) {
      try {
        if (text.length() == LENGTH) {
          return ZoneOffset.of(text);
        }
      } catch (DateTimeException e) {
        // Reported below.
      }
      throw new TypeConversionException("'" + text + "' is not an offset such as -05:00");
    }
  }
}
