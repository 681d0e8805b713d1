package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The service dies while the launcher imports into it. */
final class InterruptedImportIT {

  private static final int ROWS = 1_000_000;
  private static final Pattern REPORT =
      Pattern.compile("accepted (\\d+)  duplicate (\\d+)  corrected 0  rejected 0\\n");

  private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path place = Path.of("");

  @AfterEach
  void endWhatIsLeft() {
    Program.run(place, "down", "--data", data().path().toString());
  }

  private DataDirectory data() {
    return new DataDirectory(place.resolve("data"));
  }

  private void up() {
    Program.Outcome up =
        Program.run(
            place, "up", "--detach", "--data", data().path().toString(), "--http", "0", "--grpc", "0");
    assertThat(up.exitCode()).as(up.output()).isZero();
  }

  @Test
  void afterThreeDeathsEveryTickIsStoredAndBilledOnce() throws IOException {
    importThroughThreeDeaths(List.of("--symbol", "EURUSD", file().toString()), ROWS);
    assertThat(ticks()).isEqualTo(ROWS);
  }

  /** Part of the long set, {@code -Pfaults}. */
  @Test
  @EnabledIfSystemProperty(named = "faults.long", matches = "true")
  void afterThreeDeathsEveryRealTickIsBilledOnce() throws IOException {
    long rows = RealTicks.all().stream().mapToLong(series -> series.quotes().size()).sum();
    importThroughThreeDeaths(RealTicks.files().stream().map(Path::toString).toList(), rows);
    System.out.println("billed after three deaths: " + billed() + " of " + rows + " real ticks");
  }

  private void importThroughThreeDeaths(List<String> what, long rows) throws IOException {
    for (int death = 0; death < 3; death++) {
      up();
      long before = billed();
      Program.Running interrupted = Program.start(place, importing(what, "1"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> billed() > before);
      data().running().orElseThrow().destroyForcibly();
      Program.Outcome outcome = interrupted.outcome();
      assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(3);
      assertThat(outcome.output()).contains("quintet: unreachable").doesNotContain("accepted");
    }

    up();
    Program.Outcome again = Program.run(place, importing(what, "300"));
    assertThat(again.exitCode()).as(again.output()).isZero();
    Matcher report = REPORT.matcher(again.output());
    assertThat(report.find()).as(again.output()).isTrue();
    long accepted = Long.parseLong(report.group(1));
    long duplicate = Long.parseLong(report.group(2));
    assertThat(accepted).as("what the first import had not sent").isPositive();
    assertThat(duplicate).as("what it had").isPositive();
    assertThat(accepted + duplicate).isEqualTo(rows);
    assertThat(billed()).as("billed, each tick once").isEqualTo(rows);
  }

  private String[] importing(List<String> what, String patience) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "import", "ticks", "--data", data().path().toString(), "--patience", patience));
    words.addAll(what);
    return words.toArray(new String[0]);
  }

  /** A quote each 50 ms of one day. */
  private Path file() throws IOException {
    Path file = place.resolve("quotes.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("time,bid,ask\n");
      for (long row = 0; row < ROWS; row++) {
        out.write((1_400_000_000_000L + row * 50) + ",1.3" + row % 1_000 + ",1.5\n");
      }
    }
    return file;
  }

  /** The ticks of the demo tenant that the billing system is told of. */
  private long billed() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/v1/usage?tenant=demo&type=ticks_processed"
                        .formatted(data().port("http").orElseThrow())))
            .header("authorization", "Bearer " + data().credential("billing").orElseThrow())
            .build();
    try {
      String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(body).startsWith("{\"usage\":[");
      Matcher count = COUNT.matcher(body);
      return count.find() ? Long.parseLong(count.group(1)) : 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long ticks() {
    Program.Outcome bars =
        Program.run(
            place,
            "bars", "EURUSD", "--data", data().path().toString(), "--interval", "1d", "--side", "bid",
            "--from", "2014-05-01", "--to", "2014-06-01", "--format", "csv");
    assertThat(bars.exitCode()).as(bars.output()).isZero();
    return bars.output()
        .lines()
        .skip(1)
        .mapToLong(bar -> Long.parseLong(bar.substring(bar.lastIndexOf(',') + 1)))
        .sum();
  }
}
