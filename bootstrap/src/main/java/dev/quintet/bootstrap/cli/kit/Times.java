package dev.quintet.bootstrap.cli.kit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine;

/** Days, instants and offsets as they are given on the command line. */
public final class Times {

  private static final int DAY_LENGTH = 10;
  private static final int OFFSET_LENGTH = 6;

  private Times() {}

  /** Makes all verbs read them. */
  public static void register(CommandLine commands) {
    commands.registerConverter(
        LocalDate.class, text -> parsed(text, LocalDate::parse, "a day such as 2014-05-08"));
    commands.registerConverter(
        Instant.class,
        text ->
            parsed(text, Times::instant, "an instant such as 2014-05-08T09:30:00Z or a day (UTC)"));
    commands.registerConverter(
        ZoneOffset.class, text -> parsed(text, Times::offset, "an offset such as -05:00"));
  }

  private static <T> T parsed(String text, Function<String, T> parser, String what) {
    try {
      return parser.apply(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + text + "' is not " + what);
    }
  }

  /** An instant, or a day for its first instant in UTC. */
  private static Instant instant(String text) {
    return text.length() <= DAY_LENGTH
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }

  /** {@code ±HH:MM}. */
  private static ZoneOffset offset(String text) {
    if (text.length() != OFFSET_LENGTH) {
      throw new DateTimeException("another form");
    }
    return ZoneOffset.of(text);
  }
}
