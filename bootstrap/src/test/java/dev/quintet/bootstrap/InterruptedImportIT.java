package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service dies while the launcher imports into it. */
final class InterruptedImportIT {

  private static final int ROWS = 1_000_000;
  private static final Pattern REPORT =
      Pattern.compile("accepted (\\d+)  duplicate (\\d+)  rejected 0\\n");

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
  void theImportSaysSoAndTheSameFileAgainStoresEveryTickOnce() throws IOException {
    Path file = file();
    up();
    Program.Running interrupted = Program.start(place, importing(file, "1"));
    awaitFirstTick();
    data().running().orElseThrow().destroyForcibly();
    Program.Outcome outcome = interrupted.outcome();
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(3);
    assertThat(outcome.output()).contains("quintet: unreachable").doesNotContain("accepted");

    up();
    Program.Outcome again = Program.run(place, importing(file, "60"));
    assertThat(again.exitCode()).as(again.output()).isZero();
    Matcher report = REPORT.matcher(again.output());
    assertThat(report.find()).as(again.output()).isTrue();
    long accepted = Long.parseLong(report.group(1));
    long duplicate = Long.parseLong(report.group(2));
    assertThat(accepted).as("what the first import had not sent").isPositive();
    assertThat(duplicate).as("what it had").isPositive();
    assertThat(accepted + duplicate).isEqualTo(ROWS);
    assertThat(ticks()).isEqualTo(ROWS);
  }

  private String[] importing(Path file, String patience) {
    return new String[] {
      "import", "ticks", "--data", data().path().toString(), "--symbol", "EURUSD",
      "--patience", patience, file.toString()
    };
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

  private void awaitFirstTick() {
    int port = (int) data().port("grpc").orElseThrow();
    String key = data().credential("demo").orElseThrow();
    try (QuintetClient client = RunningService.client(port, key)) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> has(client));
    }
  }

  private static boolean has(QuintetClient client) {
    try {
      return client.lastQuote("EURUSD").tick() != null;
    } catch (QuintetException e) {
      assertThat(e.kind()).isEqualTo(QuintetException.Kind.NOT_FOUND);
      return false;
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
