package dev.quintet.bootstrap.cli.marketdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.FakeService;
import dev.quintet.bootstrap.cli.Verb;
import dev.quintet.marketdata.v1.BatchProblem;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.RejectedTick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportTicksTest {

  private static final int ROWS = 45_000;

  @TempDir private Path folder = Path.of("");

  private final FakeService service = new FakeService();

  @AfterEach
  void close() {
    service.close();
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private Verb ticks(String... words) {
    List<String> all = new ArrayList<>(List.of("import", "ticks"));
    all.addAll(List.of(words));
    return Verb.run(service, all.toArray(String[]::new));
  }

  /** Three rows per millisecond. */
  private static String many() {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      csv.append(i / 3).append(",1.").append(10_000 + i).append(",2\n");
    }
    return csv.toString();
  }

  private Verb importMany() throws IOException {
    return ticks("--symbol", "EURUSD", "--date", "2014-05-08", file("many.csv", many()));
  }

  @Test
  void everyRowArrivesOnceInOrderWithItsSequence() throws IOException {
    Verb verb = importMany();
    assertThat(verb.out()).startsWith("accepted 45000  duplicate 0  corrected 0  rejected 0\n");
    assertThat(verb.exitCode()).isZero();
    assertThat(verb.out())
        .endsWith("time 2014-05-08T00:00:00Z to 2014-05-08T00:00:14.999Z  price 1.1 to 2\n");
    int row = 0;
    for (IngestTicksRequest batch : service.inOrder) {
      assertThat(batch.getSource()).isEqualTo("import");
      assertThat(batch.getSymbolsList()).containsExactly("EURUSD");
      long time = 0;
      for (int i = 0; i < batch.getEventTimesCount(); i++, row++) {
        time += batch.getEventTimes(i);
        assertThat(time).isEqualTo(1_399_507_200_000_000_000L + row / 3 * 1_000_000L);
      }
      assertThat(batch.getSequencesCount()).as("the service orders ticks of an instant").isZero();
    }
    assertThat(row).isEqualTo(ROWS);
    assertThat(service.header("authorization")).isEqualTo("Bearer qk_test_secret");
  }

  @Test
  void theSameFileAgainIsDuplicate() throws IOException {
    importMany();
    Verb again = importMany();
    assertThat(again.out()).startsWith("accepted 0  duplicate 45000  corrected 0  rejected 0\n");
    assertThat(again.exitCode()).isZero();
  }

  @Test
  void whatAnInterruptedImportSentIsNotStoredAgain() throws IOException {
    ticks("--symbol", "EURUSD", "--date", "2014-05-08",
        file("begun.csv", many().substring(0, many().length() / 2)));
    int begun = service.inOrder.stream().mapToInt(IngestTicksRequest::getEventTimesCount).sum();
    int last = service.inOrder.getLast().getEventTimesCount();
    Verb verb = importMany();
    assertThat(verb.out())
        .startsWith(
            "accepted %d  duplicate %d  corrected 0  rejected 0\n".formatted(ROWS - begun + last, begun - last));
  }

  @Test
  void otherOptionsMakeOtherBatches() throws IOException {
    String file = file("one.csv", "1,2,3\n");
    ticks("--symbol", "EURUSD", "--date", "2014-05-08", file);
    ticks("--symbol", "EURUSD", "--date", "2014-05-09", file);
    ticks("--symbol", "EURUSD", "--date", "2014-05-08", "--utc-offset", "-05:00", file);
    ticks("--symbol", "GBPUSD", "--date", "2014-05-08", file);
    ticks("--symbol", "EURUSD", "--date", "2014-05-08", "--source", "fxcm", file);
    assertThat(service.batches).hasSize(5);
  }

  @Test
  void aFileIsAnsweredForBeforeTheNextIsSent() throws IOException {
    String first = file("a.csv", "id,time,price\n7,1399507200,1\n");
    String second = file("b.csv", "id,time,price\n7,1399507200,2\n4294967301,1399507200,3\n");
    AtomicBoolean busy = new AtomicBoolean(true);
    service.problems =
        batch ->
            busy.getAndSet(false)
                ? BatchProblem.newBuilder()
                    .setCode(8)
                    .setKind("limit_exceeded")
                    .setRetryAfterMillis(50)
                    .build()
                : null;
    Verb verb = ticks("--symbol", "X", first, second);
    assertThat(verb.exitCode()).as(verb.err()).isZero();
    assertThat(service.inOrder.getFirst().getSequencesList()).containsExactly(7);
    assertThat(service.inOrder.getLast().getSequencesList()).containsExactly(7, 5);
  }

  @Test
  void aDryRunSaysWhatWouldBeSentAndSendsNothing() throws IOException {
    service.close();
    String file =
        file("dry.csv", "time,bid,ask,x\n1399507201,1.5,1.6,0\n1399507200,1,2,0\nnoon,1,2,0\n");
    Verb verb = ticks("--symbol", "X", "--dry-run", file);
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.out())
        .isEqualTo(
            file
                + """
                : quotes of X, source import; times are seconds since 1970; columns time = time, bid = bid, ask = ask; not used: x
                would be sent 2  rejected 1
                first 2014-05-08T00:00:00Z X bid 1 ask 2 volume 0
                last  2014-05-08T00:00:01Z X bid 1.5 ask 1.6 volume 0
                time 2014-05-08T00:00:00Z to 2014-05-08T00:00:01Z  price 1 to 2
                """);
    assertThat(verb.err()).isEqualTo(file + ":4: time is not a number\n");
  }

  @Test
  void correctionsAreAskedForAndTimesBefore1980AreSaidToBeMeant() throws IOException {
    String file = file("old.csv", "time,price\n1975-01-01T00:00:00Z,1\n");
    ticks("--symbol", "X", "--before-1980", file);
    ticks("--symbol", "X", "--before-1980", "--correct", file);
    assertThat(service.inOrder).allMatch(IngestTicksRequest::getEarlyTimes);
    assertThat(service.inOrder)
        .extracting(IngestTicksRequest::getCorrections)
        .as("other terms are another batch")
        .containsExactly(false, true);
  }

  @Test
  void whatWasRoundedAndCarriedForwardIsCounted() throws IOException {
    String file = file("pepe.csv", "time,bid,ask\n1399507200,0.123456789,1\n1399507201,,1\n");
    Verb verb = ticks("--symbol", "X", "--round", file);
    assertThat(verb.exitCode()).isZero();
    assertThat(verb.out())
        .contains("price 0.12345679 to 1\n")
        .contains("rounded to 8 digits after the point: 1 rows\n")
        .contains("a blank side carried forward: 1 rows\n");
  }

  @Test
  void rowsThatEitherSideRejectsAreNamedByLineAndTheEndIsOne() throws IOException {
    service.rejections =
        batch ->
            List.of(
                RejectedTick.newBuilder()
                    .setIndex(1)
                    .setField("volumes")
                    .setReason("is negative")
                    .build());
    String file = file("bad.csv", "1,2,3,0\n2,x,3,0\n\n3,2,3,1\n4,2,3,0\n");
    Verb verb = ticks("--symbol", "EURUSD", "--date", "2014-05-08", file);
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.out()).startsWith("accepted 2  duplicate 0  corrected 0  rejected 2\n");
    assertThat(verb.err())
        .contains(file + ":2: bid is not a number\n")
        .contains(file + ":4: volumes is negative\n");
  }

  @Test
  void onlyTheFirstRejectedRowsAreNamed() throws IOException {
    String file = file("bad.csv", "1,2,3\n" + "x,2,3\n".repeat(5_000));
    Verb verb = ticks("--symbol", "EURUSD", "--date", "2014-05-08", file);
    assertThat(verb.err()).contains(":11: ").doesNotContain(":12: ").contains("4990 more rejected");
    assertThat(verb.out()).startsWith("accepted 1  duplicate 0  corrected 0  rejected 5000\n");
  }

  @Test
  void aRefusedBatchEndsTheImportAndIsNamed() throws IOException {
    service.problems =
        batch ->
            BatchProblem.newBuilder()
                .setCode(7)
                .setKind("denied")
                .setDetail("write data is not allowed")
                .build();
    Verb verb = importMany();
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.err())
        .containsPattern("many.csv, lines 1 to [0-9]+: denied: write data is not allowed")
        .contains("What follows in the files was not sent.");
    assertThat(verb.out()).containsPattern("accepted 0  duplicate 0  corrected 0  rejected [1-9][0-9]+\n");
  }

  @Test
  void aFileNameCanSayEverything() throws IOException {
    Path zip = folder.resolve("eurusd_fxcm_20140508_quote.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("20140508_eurusd_tick_quote.csv"));
      out.write("17007,1.39147,1.39148\n".getBytes(UTF_8));
    }
    Verb verb = ticks(zip.toString());
    assertThat(verb.exitCode()).isZero();
    assertThat(verb.err())
        .contains("quotes of EURUSD, source fxcm; ")
        .contains("times are milliseconds of 2014-05-08 on the clock of UTC");
    IngestTicksRequest batch = service.inOrder.getFirst();
    assertThat(batch.getSymbolsList()).containsExactly("EURUSD");
    assertThat(batch.getSource()).isEqualTo("fxcm");
    assertThat(batch.getEventTimes(0)).isEqualTo(1_399_507_217_007_000_000L);
    assertThat(batch.getPriceScale()).isEqualTo(8);
    assertThat(batch.getQuotes().getBids(0)).isEqualTo(139_147_000L);
  }

  @Test
  void ticksFarApartGoIntoBatchesThatTheServiceTakes() throws IOException {
    String csv =
        """
        time,price
        2000-01-01T00:00:00Z,1
        2003-01-01T00:00:00Z,1
        1999-01-01T00:00:00Z,1
        """;
    String file = file("old.csv", csv);
    assertThat(ticks("--symbol", "X", file).exitCode()).isZero();
    assertThat(service.batches).hasSize(3);
  }

  @Test
  void wrongUsageIsFoundBeforeAnythingIsSent() throws IOException {
    String good = file("good.csv", "time,price\n1399507200,1\n");
    String undated = file("undated.csv", "1,2,3\n");
    assertThat(ticks("--symbol", "X", good, undated)).extracting(Verb::exitCode).isEqualTo(2);
    assertThat(ticks(good).exitCode()).isEqualTo(2);
    assertThat(ticks("--symbol", "X").exitCode()).isEqualTo(2);
    assertThat(ticks("--symbol", "X", "--date", "yesterday", undated).exitCode()).isEqualTo(2);
    assertThat(ticks("--symbol", "X", "--utc-offset", "5", good).exitCode()).isEqualTo(2);
    assertThat(ticks("--symbol", "X", "--utc-offset", "-05:00", good).exitCode()).isEqualTo(2);
    assertThat(service.batches).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadFailsBeforeAnythingIsSent() throws IOException {
    String good = file("good.csv", "time,price\n1399507200,1\n");
    Verb verb = ticks("--symbol", "X", good, folder.resolve("missing.csv").toString());
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.err()).contains("quintet: ").contains("missing.csv: there is no such file");
    assertThat(service.batches).isEmpty();
  }

  @Test
  void aFileThatBreaksHalfwayKeepsWhatWasBefore() throws IOException {
    String file = file("half.csv", "1,2,3\n".repeat(30_000) + "9".repeat(5_000));
    Verb verb = ticks("--symbol", "X", "--date", "2014-05-08", file);
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.err()).contains("half.csv: line 30001 is longer than 4096 characters");
    assertThat(verb.out()).startsWith("accepted 30000  duplicate 0  corrected 0  rejected 0\n");
  }

  @Test
  void anEmptyFileHasNothingToStore() throws IOException {
    Verb verb = ticks("--symbol", "X", file("empty.csv", ""));
    assertThat(verb.exitCode()).isZero();
    assertThat(verb.err()).contains("empty.csv: no rows");
    assertThat(verb.out()).startsWith("accepted 0  duplicate 0  corrected 0  rejected 0\n");
  }

  @Test
  void controlCharactersOfAFileDoNotReachTheTerminal() throws IOException {
    String file = file("evil\u001b[2Jname.csv", "\u001b]0;owned\u0007,1,2\n");
    Verb verb = ticks("--symbol", "X", "--date", "2014-05-08", file);
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.err()).doesNotContain("\u001b").doesNotContain("\u0007");
  }

  @Test
  void withoutServiceTheEndIsThree() throws IOException {
    String good = file("good.csv", "time,price\n1399507200,1\n");
    service.close();
    assertThat(ticks("--symbol", "X", good).exitCode()).isEqualTo(3);
  }
}
