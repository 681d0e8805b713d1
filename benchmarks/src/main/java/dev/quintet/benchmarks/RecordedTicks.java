package dev.quintet.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The real quotes of one symbol, in the order of time: files {@code <symbol>_<feed>_<day>_quote.zip},
 * each a CSV of milliseconds since midnight, bid and ask.
 *
 * @param times nanoseconds since the epoch
 * @param sequences position among the quotes of the same instant
 * @param bids in units of 10^-8
 * @param asks in units of 10^-8
 */
record RecordedTicks(
    String symbol, String source, long[] times, int[] sequences, long[] bids, long[] asks) {

  private static final int DIGITS = 8;
  private static final int NANO_DIGITS_OF_MILLIS = 6;

  int rows() {
    return times.length;
  }

  /** Every symbol of the folder, by name. */
  static List<RecordedTicks> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new FileNotFoundException(
          "the day files of ticks are not in " + folder + "; say where with --ticks");
    }
    Map<String, List<Path>> bySymbol = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith("_quote.zip")) {
          String symbol = name.substring(0, name.indexOf('_')).toUpperCase(Locale.ROOT);
          bySymbol.computeIfAbsent(symbol, added -> new ArrayList<>()).add(file);
        }
      }
    }
    List<RecordedTicks> all = new ArrayList<>();
    for (Map.Entry<String, List<Path>> days : bySymbol.entrySet()) {
      all.add(read(days.getKey(), days.getValue()));
    }
    return all;
  }

  static RecordedTicks of(Run run, String symbol) throws IOException {
    return in(run.ticks()).stream()
        .filter(ticks -> ticks.symbol.equals(symbol))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there are no ticks of " + symbol));
  }

  private static RecordedTicks read(String symbol, List<Path> days) throws IOException {
    LongStream.Builder times = LongStream.builder();
    LongStream.Builder bids = LongStream.builder();
    LongStream.Builder asks = LongStream.builder();
    String source = "";
    for (Path day : days) {
      String[] words = day.getFileName().toString().split("_", -1);
      source = words[1];
      long midnight = midnight(source, words[2]);
      try (ZipFile zip = new ZipFile(day.toFile());
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(zip.getInputStream(zip.entries().nextElement()), UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] cells = line.split(",", -1);
          times.add(midnight + units(cells[0], NANO_DIGITS_OF_MILLIS));
          bids.add(units(cells[1], DIGITS));
          asks.add(units(cells[2], DIGITS));
        }
      }
    }
    long[] ordered = times.build().toArray();
    return new RecordedTicks(
        symbol, source, ordered, sequences(ordered), bids.build().toArray(), asks.build().toArray());
  }

  private static long units(String number, int digits) {
    return new BigDecimal(number).movePointRight(digits).longValueExact();
  }

  private static int[] sequences(long[] times) {
    int[] sequences = new int[times.length];
    for (int row = 1; row < times.length; row++) {
      sequences[row] = times[row] == times[row - 1] ? sequences[row - 1] + 1 : 0;
    }
    return sequences;
  }

  /** Of the feed's clock: fxcm's is five hours behind UTC all year, oanda's is UTC. */
  private static long midnight(String feed, String day) {
    ZoneOffset clock =
        switch (feed) {
          case "fxcm" -> ZoneOffset.ofHours(-5);
          case "oanda" -> ZoneOffset.UTC;
          default -> throw new IllegalArgumentException("the clock of " + feed + " is not known");
        };
    LocalDate date = LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE);
    return date.atStartOfDay().toEpochSecond(clock) * 1_000_000_000L;
  }
}
