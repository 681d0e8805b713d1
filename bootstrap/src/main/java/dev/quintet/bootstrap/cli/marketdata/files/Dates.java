package dev.quintet.bootstrap.cli.marketdata.files;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days in the names of files. */
final class Dates {

  private static final Pattern DAY =
      Pattern.compile("(?<![0-9])((?:19|20)[0-9]{2})([-_.]?)([0-9]{2})\\2([0-9]{2})(?![0-9])");

  private Dates() {}

  /** The only day that the name holds, such as 2014-05-08 or 20140508. */
  static Optional<LocalDate> in(String name) {
    Set<LocalDate> days = new HashSet<>();
    for (Matcher found = DAY.matcher(name); found.find(); ) {
      try {
        days.add(
            LocalDate.of(
                Integer.parseInt(found.group(1)),
                Integer.parseInt(found.group(3)),
                Integer.parseInt(found.group(4))));
      } catch (DateTimeException e) {
        // A number that is no day.
      }
    }
    return days.size() == 1 ? days.stream().findFirst() : Optional.empty();
  }
}
