package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * A first line that names columns, in any order; columns with other names are not read.
 *
 * @param columns how many there are
 * @param second place of the ask; {@link #NONE} in a file of trade prints
 * @param volume place of the volume; {@link #NONE}: all zero
 */
record Header(int columns, int time, int first, int second, int volume) {

  static final int NONE = -1;

  private static final Set<String> TIME = Set.of("time", "timestamp", "datetime");
  private static final Set<String> VOLUME = Set.of("volume", "amount", "size", "quantity");
  private static final int DATE_LENGTH = 10;

  /** Whether the line names columns instead of holding values. */
  static boolean is(CSVRecord line) {
    String cell = RowFormat.cell(line, 0);
    return !cell.isEmpty() && Character.isLetter(cell.charAt(0));
  }

  static Header of(CSVRecord line) throws UnusableFile {
    List<String> names =
        line.stream().map(name -> RowFormat.trimmed(name).toLowerCase(Locale.ROOT)).toList();
    int time = only(names, TIME);
    int bid = only(names, Set.of("bid"));
    int ask = only(names, Set.of("ask"));
    int price = only(names, Set.of("price"));
    boolean quotes = bid != NONE && ask != NONE && price == NONE;
    boolean trades = bid == NONE && ask == NONE && price != NONE;
    if (time == NONE || !(quotes || trades)) {
      throw new UnusableFile("the header must name time and either bid and ask, or price");
    }
    return new Header(names.size(), time, quotes ? bid : price, ask, only(names, VOLUME));
  }

  private static int only(List<String> names, Set<String> words) throws UnusableFile {
    int found = NONE;
    for (int at = 0; at < names.size(); at++) {
      if (words.contains(names.get(at))) {
        if (found != NONE) {
          throw new UnusableFile(
              "the header names one thing twice: %s, %s"
                  .formatted(names.get(found), names.get(at)));
        }
        found = at;
      }
    }
    return found;
  }

  /**
   * How the times of the file are written, if this row shows it.
   *
   * @throws OptionNeeded when the caller gave an offset to times that need none
   */
  Optional<TimeColumn> times(CSVRecord row, Origin origin) throws OptionNeeded {
    String sample = time < row.size() ? RowFormat.cell(row, time) : "";
    boolean number =
        !sample.isEmpty() && sample.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    boolean iso = sample.length() >= DATE_LENGTH && sample.charAt(4) == '-';
    if (!number && !iso) {
      return Optional.empty();
    }
    ZoneOffset said = origin.offset();
    if (said != null && (number || TimeColumn.Iso.namesOffset(sample))) {
      throw new OptionNeeded("times say what they are in UTC; leave --utc-offset out");
    }
    return Optional.of(
        number
            ? TimeColumn.Epoch.ofMagnitude(sample)
            : new TimeColumn.Iso(said == null ? ZoneOffset.UTC : said));
  }
}
