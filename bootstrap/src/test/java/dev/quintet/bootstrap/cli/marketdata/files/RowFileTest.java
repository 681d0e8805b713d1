package dev.quintet.bootstrap.cli.marketdata.files;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RowFileTest {

  /** Said in one word, see {@link #rowFile}. */
  private static final String DAY = "--date=2014-05-08";

  private static final long SECOND = 1_000_000_000L;
  private static final long MIDNIGHT = 1_399_507_200L * SECOND; // 2014-05-08T00:00Z

  @TempDir private Path folder = Path.of("");

  /** Writes down what it is told. */
  private static final class Notes implements RowSink<TickRow> {
    private final List<String> told = new ArrayList<>();
    private String csv = "";

    @Override
    public void begin(String name, RowFormat format) {
      csv = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
      told.add(csv + " " + (format.kind() == Kind.QUOTE ? "quotes" : "trades"));
    }

    @Override
    public void row(TickRow row) {
      told.add(
          "%d: %d %d %d %s"
              .formatted(
                  row.line(),
                  row.time() - MIDNIGHT,
                  row.first(),
                  row.second(),
                  row.volume().movePointRight(8).toPlainString()));
    }

    @Override
    public void changed(boolean rounded, boolean carried) {
      told.add((rounded ? "rounded" : "") + (carried ? "carried" : ""));
    }

    @Override
    public void refused(long line, String field, String reason) {
      told.add("%d: %s %s".formatted(line, field, reason));
    }
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("ticks.csv"), content);
  }

  private static List<String> read(Path path, String... words) throws IOException {
    Notes notes = new Notes();
    rowFile(path, words).read(notes, read -> {});
    return notes.told;
  }

  private List<String> read(String content, String... words) throws IOException {
    return read(file(content), words);
  }

  private static RowFile rowFile(Path path, String... words) {
    List<String> said = new ArrayList<>(List.of(words));
    Kind kind = said.remove("trade") ? Kind.TRADE : said.remove("quote") ? Kind.QUOTE : null;
    if (!said.remove("any symbol")) {
      said.addAll(List.of("--symbol", "EURUSD"));
    }
    return new RowFile(path, FileOptions.of(said.toArray(new String[0])), kind);
  }

  private static String check(Path path, String... words) throws IOException {
    String line = RowFile.check(List.of(rowFile(path, words))).getFirst();
    return line.substring(path.toString().length() + 2);
  }

  @Test
  void rowsWithoutHeaderAreMillisecondsBidAsk() throws IOException {
    assertThat(read("1,1.39147,1.39148\n2.5,-0.5,1\n", "quote", DAY))
        .containsExactly(
            "ticks.csv quotes",
            "1: 1000000 139147000 139148000 0",
            "2: 2500000 -50000000 100000000 0");
  }

  @Test
  void aFourthColumnIsTheVolume() throws IOException {
    assertThat(read("1,2,3,0.00000001\n2,2,3,\n", DAY))
        .containsExactly(
            "ticks.csv quotes",
            "1: 1000000 200000000 300000000 1",
            "2: 2000000 200000000 300000000 0");
  }

  @Test
  void theOffsetMovesTheClockOfTheFile() throws IOException {
    assertThat(read("0,2,3\n", DAY, "--utc-offset", "-05:00"))
        .containsExactly("ticks.csv quotes", "1: " + 5 * 3_600 * SECOND + " 200000000 300000000 0");
  }

  @Test
  void aHeaderNamesColumnsInAnyOrderAndOthersAreNotRead() throws IOException {
    assertThat(read("venue,Ask, BID ,\"time\",Volume\nX,3,2,1399507201,7\n"))
        .containsExactly("ticks.csv quotes", "2: " + SECOND + " 200000000 300000000 700000000");
  }

  @Test
  void aHeaderWithAPriceMakesTradePrints() throws IOException {
    assertThat(read("timestamp,price,amount\n1399507200,800.010000000000,0.100000000000\n"))
        .containsExactly("ticks.csv trades", "2: 0 80001000000 0 10000000");
  }

  @Test
  void isoTimesFollowTheFirstReadableOne() throws IOException {
    assertThat(read("time,price\nn/a,1\n2014-05-08T00:00:01Z,1\n1399507201,1\n"))
        .containsExactly(
            "ticks.csv trades",
            "2: time is not an ISO-8601 time such as 2014-05-08T09:30:00.125Z",
            "3: 1000000000 100000000 0 0",
            "4: time is not an ISO-8601 time such as 2014-05-08T09:30:00.125Z");
  }

  @Test
  void markOfByteOrderCrLfBlanksQuotesAndEmptyLinesDoNotMatter() throws IOException {
    assertThat(read("\uFEFF1,2,3\r\n\r\n \"2\" , 2 ,\t3\r\n\n3,2,3", DAY))
        .containsExactly(
            "ticks.csv quotes",
            "1: 1000000 200000000 300000000 0",
            "3: 2000000 200000000 300000000 0",
            "5: 3000000 200000000 300000000 0");
  }

  @Test
  void malformedRowsAreNamedAndTheOthersStay() throws IOException {
    assertThat(
            read(
                """
                1,2,3
                2,2
                3,2,3,4
                x,2,3
                4,NaN,3
                5,2,
                6,2,3.000000001
                7,10000000000,3
                8,"2,3
                86400000,2,3
                9,2,3
                """,
                DAY,
                "quote"))
        .containsExactly(
            "ticks.csv quotes",
            "1: 1000000 200000000 300000000 0",
            "2: row has 2 columns, not 3",
            "3: row has 4 columns, not 3",
            "4: time is not a number",
            "5: bid is not a number",
            "carried",
            "6: 5000000 200000000 300000000 0",
            "7: ask has more than 8 digits after the point",
            "8: bid is not within ±9999999999.99999999",
            "9: row has a quotation mark that is not paired on its line",
            "10: time is not within the 86,400,000 milliseconds of a day",
            "11: 9000000 200000000 300000000 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF", "time,bid,ask\n", "time,bid,ask"})
  void aFileWithoutRowsHasNoTicks(String content) throws IOException {
    assertThat(read(content)).isEmpty();
    assertThat(check(file(content))).isEqualTo("no rows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello world\n1,2,3\n",
        "time,bid\n1709892000,2\n",
        "price,amount\n1,2\n",
        "{\"time\": 1}",
        "<!DOCTYPE html><html>",
        "PAR1\u0015\u0004",
        "ARROW1\u0000\u0000",
        "\u0000\u0001\u0002"
      })
  void whatIsNotAFileOfTicksIsRefusedAsAWhole(String content) {
    assertThatThrownBy(() -> read(content))
        .isExactlyInstanceOf(UnusableFile.class)
        .hasMessageContaining("ticks.csv: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "1385337600,800.01,0.1 -> --kind",
        "36000000,100.5,100 -> --kind",
        "1,2 -> --kind",
        "1709892000,1.09,1.10 -> ''",
        "time;bid;ask/1;2;3 -> --time-unit",
        "time,bid,ask,price/1709892000,2,3,4 -> --kind",
        "time,timestamp,price/1,1,2 -> --columns time=",
        "time,price,volume,qty/1709892000,1,2,2 -> --columns volume=",
        "time,price/20240308,1 -> --time-unit",
        "time,price/202403081000,1 -> --time-unit",
        "time,price/20240308100000,1 -> --time-unit",
        "time,price/20240308100000101,1 -> --time-unit",
        "time,price/45359.41667,1 -> --time-unit",
        "time,price/100000,1 -> --time-unit",
        "time,price/999999999,1 -> --time-unit",
        "date,time,price/2024-03-08,1709892000,1 -> --columns time=",
        "100000,1.09,1.10/093000,1.09,1.10 -> --time-unit",
        "20240308,1.09,1.10 -> --time-unit"
      })
  void whatIsNotCertainIsAskedFor(String lines, String option) throws IOException {
    String content = lines.replace('/', '\n') + "\n";
    if (option.isEmpty()) {
      assertThat(read(content)).hasSize(2);
    } else {
      assertThatThrownBy(() -> read(content))
          .isInstanceOf(UnusableFile.OptionNeeded.class)
          .hasMessageContaining(option);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-08, 10:00:00.101",
    "2024.03.08, 10:00:00.101",
    "2024/03/08, 10:00:00.101",
    "20240308, 100000101",
    "20240308, 10:00:00.101"
  })
  void aColumnOfDatesIsUsedWithTheColumnOfTimes(String date, String time) throws IOException {
    assertThat(read("date,time,price\n" + date + "," + time + ",1\n"))
        .containsExactly(
            "ticks.csv trades",
            "2: " + (1_709_892_000_101_000_000L - MIDNIGHT) + " 100000000 0 0");
  }

  @Test
  void everyRowHasTheUnitOfTheFirst() throws IOException {
    assertThat(
            read(
                """
                time,price
                1709892000101000,1
                1709892000101,1
                1709892000,1
                1709892000101000000,1
                1.709892000101E15,1
                """))
        .containsExactly(
            "ticks.csv trades",
            "2: " + (1_709_892_000_101_000_000L - MIDNIGHT) + " 100000000 0 0",
            "3: time is before 1980; --before-1980 takes it if it is right",
            "4: time is before 1980; --before-1980 takes it if it is right",
            "5: time is not within ±9223372036854775.807",
            "6: time has an exponent: its last digits may be lost");
  }

  @Test
  void timesBefore1980AreTakenWhenTheyAreAskedFor() throws IOException {
    String csv = "time,price\n1975-06-01T00:00:00Z,1\n";
    assertThat(read(csv)).last().asString().contains("before 1980");
    assertThat(read(csv, "--before-1980")).last().asString().endsWith(" 100000000 0 0");
  }

  @Test
  void aUnitThatIsSaidIsTaken() throws IOException {
    assertThat(read("time,price\n999999999.5,1\n", "--time-unit", "s"))
        .last()
        .isEqualTo("2: " + (999_999_999_500_000_000L - MIDNIGHT) + " 100000000 0 0");
    assertThat(read("time,price\n3600,1\n", "--time-unit", "s", DAY))
        .last()
        .isEqualTo("2: " + 3_600 * SECOND + " 100000000 0 0");
    assertThat(read("time,price\n08/05/2014 01:00,1\n", "--time-format", "dd/MM/yyyy HH:mm"))
        .last()
        .isEqualTo("2: " + 3_600 * SECOND + " 100000000 0 0");
    assertThat(read("010000,1\n", "--time-format", "HHmmss", DAY, "trade"))
        .last()
        .isEqualTo("1: " + 3_600 * SECOND + " 100000000 0 0");
  }

  @Test
  void aZoneHasItsDaylightSavingAndRefusesTimesThatItShowsTwiceOrNever() throws IOException {
    assertThat(
            read(
                """
                time,price
                2014-05-08 00:00:00,1
                2014-01-08 00:00:00,1
                2014-03-09 02:30:00,1
                2014-11-02 01:30:00,1
                """,
                "--time-zone",
                "America/New_York"))
        .containsExactly(
            "ticks.csv trades",
            "2: " + 4 * 3_600 * SECOND + " 100000000 0 0",
            "3: " + (5 * 3_600 - 120 * 86_400) * SECOND + " 100000000 0 0",
            "4: time is there never on the clock of America/New_York, which is changed then",
            "5: time is there twice on the clock of America/New_York, which is changed then");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time,price\n1399507200,1\n", "time,price\n2014-05-08T00:00:00Z,1\n",
        "1399507200,1.09,1.1\n"
      })
  void optionsThatDoNothingAreWrongUsage(String content) {
    assertThatThrownBy(() -> read(content, DAY))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("leave --date out");
    assertThatThrownBy(() -> read(content, "--utc-offset", "-05:00"))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("--utc-offset");
    assertThatThrownBy(() -> read(content, "--time-unit", "s", "--time-format", "uuuu"))
        .isInstanceOf(UnusableFile.OptionNeeded.class);
  }

  @Test
  void aBlankSideIsThatOfTheQuoteBeforeOfTheSymbol() throws IOException {
    assertThat(
            read(
                """
                symbol,time,bid,ask
                A,2014-05-08T00:00:00Z,,3
                A,2014-05-08T00:00:00Z,2,3
                B,2014-05-08T00:00:01Z,,5
                A,2014-05-08T00:00:02Z,,4
                A,2014-05-08T00:00:03Z,1,
                A,2014-05-08T00:00:04Z,,
                A,2014-05-08T00:00:01Z,,5
                """,
                "any symbol"))
        .containsExactly(
            "ticks.csv quotes",
            "2: bid is blank, and no row before has one to carry forward",
            "3: 0 200000000 300000000 0",
            "4: bid is blank, and no row before has one to carry forward",
            "carried",
            "5: 2000000000 200000000 400000000 0",
            "carried",
            "6: 3000000000 100000000 400000000 0",
            "7: bid is blank, like the ask",
            "8: bid is blank, and the row before is later");
  }

  @Test
  void aColumnOfSymbolsMustNotMixWhatIsStoredAsOne() throws IOException {
    assertThat(
            read("pair,time,price\nEUR/USD,1399507200,1\nGBP/USD,1399507200,1\n"))
        .containsExactly(
            "ticks.csv trades",
            "2: 0 100000000 0 0",
            "3: symbol is not EUR/USD as in the rows before, of which EURUSD was said");
  }

  @Test
  void aSymbolThatCannotBeIsARejectedRowAndNotARefusedBatch() throws IOException {
    String reason =
        "symbol must be 1 to 64 printable ASCII characters without space, quotes, backslash and , ; * ?";
    assertThat(
            read(
                """
                symbol,time,price
                BTC/USDT:USDT,1399507200,1
                EUR USD,1399507200,1
                ,1399507200,1
                ^GSPC,1399507200,1
                """,
                "any symbol"))
        .containsExactly(
            "ticks.csv trades",
            "2: 0 100000000 0 0",
            "3: " + reason,
            "4: " + reason,
            "5: 0 100000000 0 0");
    assertThatThrownBy(
            () -> read("time,price\n1399507200,1\n", "any symbol", "--symbol", "EUR USD"))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("--symbol must be");
  }

  @Test
  void roundingIsAskedForAndCounted() throws IOException {
    String csv = "time,price,qty\n1399507200,0.0000112345678,1\n1399507200,1,1000000000000.5\n";
    assertThat(read(csv))
        .containsExactly(
            "ticks.csv trades",
            "2: price has more than 8 digits after the point",
            "3: 0 100000000 0 100000000000050000000");
    assertThat(read(csv, "--round"))
        .containsExactly(
            "ticks.csv trades",
            "rounded",
            "2: 0 1123 0 100000000",
            "3: 0 100000000 0 100000000000050000000");
  }

  @Test
  void quotationMarksCommentsIndexesAndDelimitersAreRead() throws IOException {
    String row = "2: 0 109341000 0 150000000";
    assertThat(read(",time,\"price\",qty,note\n0,1399507200,\"1.09341\",1.5,\"a, b\"\n"))
        .containsExactly("ticks.csv trades", row);
    assertThat(read("time;price;qty\n1399507200;1,09341;1,5\n", "--decimal-comma"))
        .containsExactly("ticks.csv trades", row);
    assertThat(read("time\tprice\tqty\r1399507200\t1.09341\t1.5\r"))
        .containsExactly("ticks.csv trades", row);
    assertThat(read("# exported\n1399507200|1.09341|1.5\n", "trade"))
        .containsExactly("ticks.csv trades", row);
    assertThat(read("time price qty\n1399507200 1.09341 1.5\n", "--delimiter", "space"))
        .containsExactly("ticks.csv trades", row);
  }

  @Test
  void utf16IsReadByItsMark() throws IOException {
    Path path = folder.resolve("ticks.csv");
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      Files.write(path, "\uFEFFtime,price\n1399507200,1\n".getBytes(charset));
      assertThat(read(path)).containsExactly("ticks.csv trades", "2: 0 100000000 0 0");
    }
    Files.write(path, "time,price\n1399507200,1\n".getBytes(UTF_16LE));
    assertThatThrownBy(() -> read(path)).hasMessageContaining("it is no text");
  }

  @Test
  void whichColumnIsWhatCanBeSaid() throws IOException {
    String csv = "a,b,c,time\n9,1,2,1399507200\n";
    assertThat(read(csv, "--columns", "bid=b,ask=c"))
        .containsExactly("ticks.csv quotes", "2: 0 100000000 200000000 0");
    assertThat(read(csv, "--columns", "price=3,volume=a"))
        .containsExactly("ticks.csv trades", "2: 0 200000000 0 900000000");
    assertThatThrownBy(() -> read(csv, "--columns", "price=d"))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("there is no column d; the columns are a, b, c, time");
    assertThatThrownBy(() -> read(csv, "--columns", "bid=b,ask=c,price=a", "quote"))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("quotes have no price; leave it out of --columns");
    assertThat(check(file("1399507200,5,1,2\n"), "--columns", "time=1,bid=3,ask=4"))
        .endsWith("; columns time = 1, bid = 3, ask = 4; not used: 2");
    assertThat(check(file("id,time,price\n7,1399507200,1\n"), "--columns", "sequence="))
        .endsWith("; columns time = time, price = price; not used: id");
  }

  @Test
  void aFileOfUnreadableTimesIsRefused() {
    assertThatThrownBy(() -> read("time,price\n" + "noon,1\n".repeat(2_000)))
        .isExactlyInstanceOf(UnusableFile.class)
        .hasMessageContaining("no time in the first rows can be read");
  }

  @Test
  void timesSinceMidnightNeedADate() throws IOException {
    Path undated = file("1,2,3\n");
    assertThatThrownBy(() -> check(undated))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("--date");
  }

  @Test
  void aHugeLineEndsTheFileAndNotTheMemory() throws IOException {
    assertThatThrownBy(() -> read("1,2,3\n2," + "1".repeat(10_000_000) + ",3\n", DAY))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("line 2 is longer than 4096 characters");
    assertThat(read("1,2,3" + " ".repeat(4_000) + "\n", DAY)).hasSize(2);
  }

  @Test
  void everyCsvOfAZipIsRead() throws IOException {
    Path path = folder.resolve("day.zip");
    Files.write(
        path,
        zip("a.csv", "time,bid,ask\n1399507200,2,3\n", "readme.txt", "hello", "__MACOSX/._a.csv", "junk", "b.CSV",
            "time,price\n1399507200,1\nx,1\n"));
    assertThat(read(path))
        .containsExactly(
            "a.csv quotes",
            "2: 0 200000000 300000000 0",
            "b.CSV trades",
            "2: 0 100000000 0 0",
            "3: time is not a number");
  }

  @Test
  void progressEndsAtTheSizeOfTheCsvs() throws IOException {
    Path path = file("1,2,3\n".repeat(10_000));
    AtomicLong last = new AtomicLong();
    rowFile(path, DAY).read(new Notes(), last::set);
    assertThat(last).hasValue(Files.size(path));
  }

  @Test
  void aZipWithoutCsvOrADamagedOneIsRefused() throws IOException {
    Path empty = Files.write(folder.resolve("empty.zip"), zip("readme.pdf", "hello"));
    assertThatThrownBy(() -> read(empty)).hasMessageContaining("holds no .csv");
    byte[] whole = zip("a.csv", "1,2,3\n".repeat(100));
    Path half = folder.resolve("half.zip");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> read(half))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("the archive is damaged");
  }

  @Test
  void aMissingFileAndAFolderAreRefused() {
    assertThatThrownBy(() -> read(folder.resolve("missing.csv")))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> read(folder)).isInstanceOf(UnusableFile.class);
  }

  @Test
  void aGlanceSaysWhatAFileHoldsAndHowItIsRead() throws IOException {
    assertThat(check(file("1,2,3\n"), "--source", "fxcm", DAY, "--utc-offset", "-05:00"))
        .isEqualTo(
            "quotes of EURUSD, source fxcm;"
                + " times are milliseconds of 2014-05-08 on the clock of UTC-05:00;"
                + " columns time = 1, bid = 2, ask = 3");
    assertThat(check(file("Time,Bid,Ask,bid_size,\n1399507200,1,2,3,4\n")))
        .endsWith(
            "times are seconds since 1970; columns time = Time, bid = Bid, ask = Ask;"
                + " not used: bid_size, column 5");
  }

  @Test
  void severalCsvsOfDifferentDaysAreNotStoredOnOne() throws IOException {
    Path days =
        Files.write(folder.resolve("days.zip"), zip("a.csv", "1,2,3\n", "b.csv", "1,2,3\n"));
    assertThatThrownBy(() -> check(days, DAY))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("--date is one day, and there are 2 CSVs");
    Path named =
        Files.write(
            folder.resolve("named.zip"),
            zip("a-2014-05-08.csv", "1,2,3\n", "a-20140509.csv", "1,2,3\n"));
    assertThat(read(named))
        .containsExactly(
            "a-2014-05-08.csv quotes",
            "1: 1000000 200000000 300000000 0",
            "a-20140509.csv quotes",
            "1: 86401000000 200000000 300000000 0".replace("86401000000", "86400001000000"));
    assertThat(check(named)).contains("of 2014-05-08 on the clock of UTC, the day is the one in its name");
    assertThatThrownBy(() -> check(named, DAY))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("its name says 2014-05-09");
  }

  @Test
  void aNameCanSayEverything() throws IOException {
    Path zip = folder.resolve("xauusd_oanda_20140508_quote.zip");
    Files.write(zip, zip("20140508_tick.csv", "1,5,1\n"));
    RowFile file = new RowFile(zip, FileOptions.of(), null);
    assertThat(RowFile.check(List.of(file)).getFirst())
        .contains("quotes of XAUUSD, source oanda; times are milliseconds of 2014-05-08");
    for (String other :
        List.of("eurusd.csv", "eurusd_fxcm_20140532_quote.zip", "a_b_c_20140508_quote.zip")) {
      Path renamed = Files.write(folder.resolve(other), zip("a.csv", "time,price\n1399507200,1\n"));
      assertThatThrownBy(() -> RowFile.check(List.of(new RowFile(renamed, FileOptions.of(), null))))
          .isInstanceOf(UnusableFile.OptionNeeded.class)
          .hasMessageContaining("--symbol");
    }
  }

  @Test
  void gzipAndTarAreRead() throws IOException {
    String csv = "time,price\n1399507200,1\n";
    byte[] tar = tar("days/a.csv", gzip(csv.getBytes(UTF_8)), "days/b.txt", csv.getBytes(UTF_8));
    for (byte[] packed : List.of(tar, gzip(tar))) {
      Path path = Files.write(folder.resolve("days.bin"), packed);
      assertThat(read(path))
          .containsExactly("a.csv trades", "2: 0 100000000 0 0", "b.txt trades", "2: 0 100000000 0 0");
      Files.write(path, Arrays.copyOf(packed, Math.min(packed.length / 2, 700)));
      assertThatThrownBy(() -> read(path)).isExactlyInstanceOf(UnusableFile.class);
    }
    Path path = Files.write(folder.resolve("one.gz"), gzip(csv.getBytes(UTF_8)));
    assertThat(read(path)).containsExactly("one.gz trades", "2: 0 100000000 0 0");
  }

  @Test
  void randomBytesAreRefusedAsWhatTheyAreNot() throws IOException {
    byte[] bytes = new byte[10_000];
    new Random(1).nextBytes(bytes);
    Path path = Files.write(folder.resolve("random.csv"), bytes);
    assertThatThrownBy(() -> read(path))
        .isExactlyInstanceOf(UnusableFile.class)
        .hasMessageContaining("it is no text");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] tar(String name, byte[] bytes, String other, byte[] others)
      throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
      for (Map.Entry<String, byte[]> entry : List.of(Map.entry(name, bytes), Map.entry(other, others))) {
        TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
        header.setSize(entry.getValue().length);
        tar.putArchiveEntry(header);
        tar.write(entry.getValue());
        tar.closeArchiveEntry();
      }
    }
    return packed.toByteArray();
  }

  private static byte[] zip(String... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndContents[i]));
        zip.write(namesAndContents[i + 1].getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
