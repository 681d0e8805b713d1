package dev.quintet.bootstrap.cli.marketdata.files;

import dev.quintet.bootstrap.cli.marketdata.files.UnusableFile.OptionNeeded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows: a CSV, or an archive of CSVs.
 *
 * @param path where it is
 * @param options what is said about it
 * @param kind of its rows; null: what it shows
 */
public record RowFile(Path path, FileOptions options, @Nullable Kind kind) {

  /**
   * What a CSV holds.
   *
   * @param text how it is read, in a few words
   * @param dated whether its times have the day that was said
   */
  private record Found(String csv, String text, boolean dated) {}

  /**
   * Reads the beginning of every CSV, to find what is missing before anything is sent.
   *
   * @return what each holds, and how it is read
   * @throws OptionNeeded also when one day was said for several CSVs
   */
  public static List<String> check(List<RowFile> files) throws IOException {
    List<Found> found = new ArrayList<>();
    for (RowFile file : files) {
      new Archive(file.path)
          .forEach((name, in) -> found.add(file.withTable(name, in, file::found)), read -> {});
    }
    List<String> dated = found.stream().filter(Found::dated).map(Found::csv).toList();
    if (dated.size() > 1 && !dated.stream().allMatch(csv -> Dates.in(csv).isPresent())) {
      throw new OptionNeeded(
          "--date is one day, and there are %d CSVs: %s, %s; give them one by one, or with the day in each name"
              .formatted(dated.size(), dated.get(0), dated.get(1)));
    }
    return found.stream().map(csv -> csv.csv + ": " + csv.text).toList();
  }

  /** Reads every row and sends none. */
  public static Account look(List<RowFile> files) throws IOException {
    Account account = new Account();
    for (RowFile file : files) {
      file.read(account, read -> {});
    }
    return account;
  }

  private Found found(String name, Optional<RowFormat> format, CsvTable table) {
    return new Found(
        name,
        format.map(RowFormat::toString).orElse("no rows"),
        options.date() != null && format.map(RowFormat::isOfTheDaySaid).orElse(false));
  }

  /**
   * Hands every tick of every CSV to the sink.
   *
   * @param progress takes how many bytes of the file were read so far
   */
  void read(RowSink<? super TickRow> sink, LongConsumer progress) throws IOException {
    new Archive(path).forEach((name, in) -> read(name, in, TickParser::new, sink), progress);
  }

  /** Hands every bar of every CSV to the sink; see {@link #read}. */
  void readBars(RowSink<? super BarRow> sink, LongConsumer progress) throws IOException {
    new Archive(path).forEach((name, in) -> read(name, in, BarParser::new, sink), progress);
  }

  /** Hands every row of a CSV to the sink. */
  <R> void read(
      String name,
      InputStream csv,
      BiFunction<RowFormat, Units, RowParser<R>> parser,
      RowSink<? super R> sink)
      throws IOException {
    withTable(
        name,
        csv,
        (same, format, table) -> {
          if (format.isPresent()) {
            Units units = options.units();
            parser.apply(format.get(), units).read(name, table, format.get(), units, sink);
          }
          return name;
        });
  }

  /** What is done with a table. */
  interface Reading<R> {
    R of(String name, Optional<RowFormat> format, CsvTable table) throws IOException;
  }

  <R> R withTable(String name, InputStream in, Reading<R> reading) throws IOException {
    Optional<Character> said = options.delimiter();
    Character usual = options.layout(kind).delimiter();
    try (CsvTable table = new CsvTable(in, said.or(() -> Optional.ofNullable(usual)))) {
      Optional<RowFormat> format =
          RowFormat.of(table, String.valueOf(path.getFileName()), name, options, kind);
      return reading.of(name, format, table);
    }
  }
}
