package dev.quintet.bootstrap.cli.marketdata.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TickFileTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MIDNIGHT = 1_399_507_200L * SECOND; // 2014-05-08T00:00Z

  @TempDir private Path folder = Path.of("");

  /** Writes down what it is told. */
  private static final class Notes implements TickSink {
    private final List<String> told = new ArrayList<>();
    private String csv = "";

    @Override
    public void begin(String name, RowFormat format) {
      csv = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
      told.add(csv + " " + (format.quotes() ? "quotes" : "trades"));
    }

    @Override
    public void tick(long line, long time, long first, long second, long volume) {
      told.add("%d: %d %d %d %d".formatted(line, time - MIDNIGHT, first, second, volume));
    }

    @Override
    public void refused(long line, String field, String reason) {
      told.add("%d: %s %s".formatted(line, field, reason));
    }
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("ticks.csv"), content);
  }

  private static List<String> read(Path path, @Nullable ZoneOffset offset) throws IOException {
    Notes notes = new Notes();
    Origin origin = new Origin("EURUSD", "fxcm", LocalDate.parse("2014-05-08"), offset);
    new TickFile(path, origin).read(notes, read -> {});
    return notes.told;
  }

  private List<String> read(String content) throws IOException {
    return read(file(content), null);
  }

  @Test
  void rowsWithoutHeaderAreMillisecondsBidAsk() throws IOException {
    assertThat(read("1,1.39147,1.39148\n2.5,-0.5,1\n"))
        .containsExactly(
            "ticks.csv quotes",
            "1: 1000000 139147000 139148000 0",
            "2: 2500000 -50000000 100000000 0");
  }

  @Test
  void aFourthColumnIsTheVolume() throws IOException {
    assertThat(read("1,2,3,0.00000001\n2,2,3,\n"))
        .containsExactly(
            "ticks.csv quotes",
            "1: 1000000 200000000 300000000 1",
            "2: 2000000 200000000 300000000 0");
  }

  @Test
  void theOffsetMovesTheClockOfTheFile() throws IOException {
    assertThat(read(file("0,2,3\n"), ZoneOffset.ofHours(-5)))
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
            "2: time must be ISO-8601, such as 2014-05-08T09:30:00Z, or a number since 1970",
            "3: 1000000000 100000000 0 0",
            "4: time is not an ISO-8601 time such as 2014-05-08T09:30:00.125Z");
  }

  @Test
  void markOfByteOrderCrLfBlanksQuotesAndEmptyLinesDoNotMatter() throws IOException {
    assertThat(read("\uFEFF1,2,3\r\n\r\n \"2\" , 2 ,\t3\r\n\n3,2,3"))
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
                """))
        .containsExactly(
            "ticks.csv quotes",
            "1: 1000000 200000000 300000000 0",
            "2: row has 2 columns, not 3",
            "3: row has 4 columns, not 3",
            "4: time is not a number",
            "5: bid is not a number",
            "6: ask is empty",
            "7: ask has more than 8 digits after the point",
            "8: bid is not within ±9999999999.99999999",
            "9: bid is not a number",
            "10: time is not within the 86,400,000 milliseconds of a day",
            "11: 9000000 200000000 300000000 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF", "time,bid,ask\n", "time,bid,ask"})
  void aFileWithoutRowsHasNoTicks(String content) throws IOException {
    assertThat(read(content)).isEmpty();
    assertThat(new TickFile(file(content), new Origin("EURUSD", "fxcm", null, null)).check())
        .isEqualTo("no ticks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello world\n1,2,3\n",
        "time,bid\n1,2\n",
        "time,bid,ask,price\n1,2,3,4\n",
        "time,timestamp,price\n1,1,2\n",
        "price,amount\n1,2\n",
        "1385337600,800.01,0.1\n",
        "1,2\n",
        "2014-05-08T00:00:00Z,1,2\n",
        "time;bid;ask\n1;2;3\n",
        "\u0000\u0001\u0002"
      })
  void whatIsNotAFileOfTicksIsRefusedAsAWhole(String content) {
    assertThatThrownBy(() -> read(content))
        .isExactlyInstanceOf(UnusableFile.class)
        .hasMessageContaining("ticks.csv: ");
  }

  @Test
  void aFileOfUnreadableTimesIsRefused() {
    assertThatThrownBy(() -> read("time,price\n" + "noon,1\n".repeat(2_000)))
        .isExactlyInstanceOf(UnusableFile.class)
        .hasMessageContaining("no time in the first rows can be read");
  }

  @Test
  void timesSinceMidnightNeedADate() throws IOException {
    TickFile undated = new TickFile(file("1,2,3\n"), new Origin("EURUSD", "fxcm", null, null));
    assertThatThrownBy(undated::check)
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("--date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"time,price\n1399507200,1\n", "time,price\n2014-05-08T00:00:00Z,1\n"})
  void anOffsetForTimesThatNeedNoneIsWrongUsage(String content) {
    assertThatThrownBy(() -> read(file(content), ZoneOffset.ofHours(-5)))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("--utc-offset");
  }

  @Test
  void aHugeLineEndsTheFileAndNotTheMemory() throws IOException {
    assertThatThrownBy(() -> read("1,2,3\n2," + "1".repeat(10_000_000) + ",3\n"))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("line 2 is longer than 4096 characters");
    assertThat(read("1,2,3" + " ".repeat(4_000) + "\n")).hasSize(2);
  }

  @Test
  void everyCsvOfAZipIsRead() throws IOException {
    Path path = folder.resolve("day.zip");
    Files.write(
        path,
        zip("a.csv", "1,2,3\n", "readme.txt", "hello", "__MACOSX/._a.csv", "junk", "b.CSV",
            "time,price\n1399507200,1\nx,1\n"));
    assertThat(read(path, null))
        .containsExactly(
            "a.csv quotes",
            "1: 1000000 200000000 300000000 0",
            "b.CSV trades",
            "2: 0 100000000 0 0",
            "3: time is not a number");
  }

  @Test
  void progressEndsAtTheSizeOfTheCsvs() throws IOException {
    Path path = file("1,2,3\n".repeat(10_000));
    AtomicLong last = new AtomicLong();
    new TickFile(path, new Origin("X", "y", LocalDate.parse("2014-05-08"), null))
        .read(new Notes(), last::set);
    assertThat(last).hasValue(Files.size(path));
  }

  @Test
  void aZipWithoutCsvOrADamagedOneIsRefused() throws IOException {
    Path empty = Files.write(folder.resolve("empty.zip"), zip("readme.txt", "hello"));
    assertThatThrownBy(() -> read(empty, null)).hasMessageContaining("holds no .csv");
    byte[] whole = zip("a.csv", "1,2,3\n".repeat(100));
    Path half = folder.resolve("half.zip");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> read(half, null))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("the zip is damaged");
  }

  @Test
  void aMissingFileAndAFolderAreRefused() {
    assertThatThrownBy(() -> read(folder.resolve("missing.csv"), null))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> read(folder, null)).isInstanceOf(UnusableFile.class);
  }

  @Test
  void aGlanceSaysWhatAFileHolds() throws IOException {
    Origin origin =
        new Origin("EURUSD", "fxcm", LocalDate.parse("2014-05-08"), ZoneOffset.ofHours(-5));
    assertThat(new TickFile(file("1,2,3\n"), origin).check())
        .isEqualTo(
            "quotes of EURUSD, source fxcm;"
                + " times are milliseconds of 2014-05-08 on the clock of UTC-05:00");
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
