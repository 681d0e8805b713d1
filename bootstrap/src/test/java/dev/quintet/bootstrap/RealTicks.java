package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.opentest4j.TestAbortedException;

/**
 * The real ticks that lie beside the project, and their bars by the definition: straight from the
 * files, in decimals, with no code of the product.
 */
final class RealTicks {

  private static final Path FOLDER = Path.of("..", "..", "shared", "data", "ticks");

  private RealTicks() {}

  /** A quote, at nanoseconds since the epoch. */
  record Quote(long nanos, BigDecimal bid, BigDecimal ask) {}

  /** All days of a symbol, in the order of the files. */
  record Series(String symbol, String feed, List<Quote> quotes) {}

  record ExpectedBar(
      BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, long ticks) {

    ExpectedBar with(BigDecimal price) {
      return new ExpectedBar(open, high.max(price), low.min(price), price, ticks + 1);
    }
  }

  /** The bars of all ticks, by their start in seconds since the epoch. */
  static TreeMap<Long, ExpectedBar> bars(
      List<Quote> quotes, long seconds, Function<Quote, BigDecimal> side) {
    TreeMap<Long, ExpectedBar> bars = new TreeMap<>();
    for (Quote quote : quotes) {
      long start = Math.floorDiv(quote.nanos(), seconds * 1_000_000_000L) * seconds;
      BigDecimal price = side.apply(quote);
      bars.merge(
          start, new ExpectedBar(price, price, price, price, 1), (bar, one) -> bar.with(price));
    }
    return bars;
  }

  /** A file for each symbol and day; where there is none, a reason to fail or to skip. */
  static List<Path> files() {
    if (!Files.isDirectory(FOLDER)) {
      String reason = "the real ticks are missing: " + FOLDER.toAbsolutePath().normalize();
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new AssertionError(reason);
      }
      throw new TestAbortedException(reason);
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.toAbsolutePath().normalize()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every series there is. */
  static List<Series> all() {
    TreeMap<String, Series> bySymbol = new TreeMap<>();
    try {
      for (Path file : files()) {
        String[] words = file.getFileName().toString().split("_"); // symbol, feed, day
        bySymbol
            .computeIfAbsent(words[0], s -> new Series(s.toUpperCase(Locale.ROOT), words[1], new ArrayList<>()))
            .quotes()
            .addAll(read(file, midnight(words[1], words[2])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(bySymbol.values());
  }

  /** Of the feed's clock: fxcm's is five hours behind UTC all year, oanda's is UTC. */
  private static long midnight(String feed, String day) {
    ZoneOffset clock =
        switch (feed) {
          case "fxcm" -> ZoneOffset.ofHours(-5);
          case "oanda" -> ZoneOffset.UTC;
          default -> throw new AssertionError("the clock of " + feed + " is not known");
        };
    LocalDate date = LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE);
    return date.atStartOfDay().toEpochSecond(clock) * 1_000_000_000L;
  }

  private static List<Quote> read(Path file, long midnight) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    zip.getInputStream(zip.entries().nextElement()), UTF_8))) {
      List<Quote> quotes = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",");
        long nanos = new BigDecimal(cells[0]).movePointRight(6).longValueExact();
        quotes.add(
            new Quote(midnight + nanos, new BigDecimal(cells[1]), new BigDecimal(cells[2])));
      }
      return quotes;
    }
  }
}
