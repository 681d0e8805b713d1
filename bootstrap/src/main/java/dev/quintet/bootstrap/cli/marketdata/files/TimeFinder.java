package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.TimeColumn.Epoch;
import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how the times of a table are written: what was said, what is known of the layout, else
 * what the first rows show for certain.
 *
 * @param day of times that have none; null: not known
 */
record TimeFinder(
    CsvTable table, Columns columns, Layout layout, FileOptions options, @Nullable LocalDate day) {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]*)?");
  private static final Pattern TIME_OF_DAY =
      Pattern.compile("[0-9]{1,2}:[0-9]{2}.*|[0-9]{6}|[0-9]{9}");

  private static final Pattern CLOCK = Pattern.compile("([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]");
  private static final String SAY_HOW = "--time-unit or --time-format says how they are written";

  TimeColumn find() throws UnusableFile {
    ZoneId layouts = layout.zone();
    ZoneId zone = options.zone().orElse(layouts == null ? ZoneOffset.UTC : layouts);
    Optional<Epoch> unit = options.unit();
    Optional<String> pattern = options.pattern();
    TimeColumn times;
    if (pattern.isPresent()) {
      times = TimeColumn.Written.of(pattern.get(), zone, dateLess(pattern.get()) ? day : null);
    } else if (unit.isPresent()) {
      times =
          options.date() == null
              ? unit.get()
              : TimeColumn.SinceMidnight.of(options.date(), zone, unit.get());
    } else if (layout.times().isEmpty()) {
      times = shown(zone);
    } else {
      Optional<Epoch> since = Epoch.ofSymbol(layout.times());
      times = since.isPresent() ? since.get() : TimeColumn.Written.of(layouts(), zone, null);
    }
    if (options.zone().isPresent() && !onAClock(times)) {
      throw new OptionNeeded("times say what they are in UTC; leave --time-zone and --utc-offset out");
    }
    return times;
  }

  private static boolean dateLess(String pattern) {
    return pattern.chars().noneMatch(c -> c == 'd' || c == 'D');
  }

  /** Bars of days have no column for the time of the day. */
  private String layouts() {
    boolean days =
        layout.columns().containsKey(Meaning.DATE) && columns.at(Meaning.DATE) == Columns.NONE;
    return days ? layout.times().split(" ")[0] : layout.times();
  }

  private boolean onAClock(TimeColumn times) {
    return times instanceof TimeColumn.SinceMidnight
        || (times.onAClock()
            && !(times instanceof TimeColumn.Iso
                && rows().anyMatch(text -> TimeColumn.Iso.namesOffset(text))));
  }

  private Stream<String> rows() {
    return table.sample().stream()
        .filter(line -> line.cells().size() == columns.names().size())
        .map(line -> RowFormat.text(line, columns));
  }

  private TimeColumn shown(ZoneId zone) throws UnusableFile {
    for (String text : rows().toList()) {
      Optional<TimeColumn> times = like(text, zone);
      if (times.isPresent()) {
        return times.get();
      }
    }
    throw new UnusableFile(
        "no time in the first rows can be read, the first is '%s'; %s"
            .formatted(rows().findFirst().orElse(""), SAY_HOW));
  }

  private Optional<TimeColumn> like(String text, ZoneId zone) throws UnusableFile {
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(number(text, zone));
    }
    if (columns.at(Meaning.DATE) != Columns.NONE
        && !TIME_OF_DAY.matcher(text.substring(text.indexOf(' ') + 1)).matches()) {
      throw new OptionNeeded(
          "there are columns for the date and for the time, and '%s' is no time of a day; choose with --columns time=…"
              .formatted(text.substring(text.indexOf(' ') + 1)));
    }
    TimeColumn iso = new TimeColumn.Iso(zone);
    try {
      iso.nanos(text);
      return Optional.of(iso);
    } catch (RefusedRow e) {
      return TimeColumn.Written.yearFirst(text, zone, columns.kind() == Kind.BAR);
    }
  }

  private TimeColumn number(String text, ZoneId zone) throws UnusableFile {
    boolean unnamed = table.header().isEmpty() && layout == Layout.CSV;
    if (unnamed && columns.kind() != Kind.BAR && TimeColumn.SinceMidnight.fits(text) && !calendar()) {
      if (day == null) {
        throw new OptionNeeded("times are milliseconds since midnight; give --date");
      }
      return TimeColumn.SinceMidnight.of(day, zone, Epoch.MILLISECONDS);
    }
    Optional<Epoch> unit = Epoch.certain(text);
    if (unit.isEmpty()) {
      throw new OptionNeeded(
          "the time %s is a number whose unit is not certain; %s".formatted(text, SAY_HOW));
    }
    return unit.get();
  }

  /** Whether every number is hours, minutes and seconds, or year, month and day. */
  private boolean calendar() {
    return rows().allMatch(text -> CLOCK.matcher(text).matches())
        || rows().allMatch(text -> text.length() == 8 && Dates.in(text).isPresent());
  }
}
