package dev.quintet.bootstrap.cli.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.FakeService;
import dev.quintet.bootstrap.cli.Verb;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.ImportBarsRequest;
import dev.quintet.marketdata.v1.ImportedBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportBarsTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder = Path.of("");

  private final FakeService service = new FakeService();

  @AfterEach
  void close() {
    service.close();
  }

  private Verb bars(String content, String... words) throws IOException {
    Path file = Files.writeString(folder.resolve("bars.csv"), content);
    List<String> all = new ArrayList<>(List.of("import", "bars", "--symbol", "EURUSD"));
    all.addAll(List.of(words));
    all.add(file.toString());
    return Verb.run(service, all.toArray(String[]::new));
  }

  private ImportBarsRequest only() {
    assertThat(service.imports).hasSize(1);
    return service.imports.values().iterator().next();
  }

  @Test
  void barsOfDaysHaveADateOnly() throws IOException {
    Verb verb =
        bars(
            """
            Date,Open,High,Low,Close,Adj Close,Volume
            2024-03-08,1.5,2,1,1.75,1.7,1000000000000
            2024-03-09,1.75,1.75,1.75,1.75,1.7,
            """,
            "--interval",
            "1d",
            "--source",
            "yahoo");
    assertThat(verb.exitCode()).as(verb.err()).isZero();
    assertThat(verb.err()).contains("bars of EURUSD, source yahoo; ").contains("not used: Adj Close");
    assertThat(verb.out())
        .isEqualTo(
            """
            accepted 2  duplicate 0  corrected 0  rejected 0
            time 2024-03-08T00:00:00Z to 2024-03-09T00:00:00Z  price 1 to 2
            """);
    ImportBarsRequest request = only();
    assertThat(request.getSource()).isEqualTo("yahoo");
    assertThat(request.getSymbol()).isEqualTo("EURUSD");
    assertThat(request.getInterval()).isEqualTo("1d");
    assertThat(request.getBars(0))
        .isEqualTo(
            ImportedBar.newBuilder()
                .setStartNanos(1_709_856_000L * SECOND)
                .setOpen("1.50000000")
                .setHigh("2.00000000")
                .setLow("1.00000000")
                .setClose("1.75000000")
                .setVolume("1000000000000")
                .build());
  }

  @Test
  void layoutsOfVendorsHaveBarsToo() throws IOException {
    String histdata = "20240308 100000;1.5;2;1;1.75;0\n";
    assertThat(bars(histdata, "--interval", "1m", "--format", "histdata").exitCode()).isZero();
    assertThat(only().getBars(0).getStartNanos()).isEqualTo(1_709_910_000L * SECOND);
    service.imports.clear();
    String mt5 =
        """
        <DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>
        2024.03.08\t1.5\t2\t1\t1.75\t7\t0\t1
        """;
    Verb verb = bars(mt5, "--interval", "1d", "--format", "mt5");
    assertThat(verb.exitCode()).as(verb.err()).isZero();
    assertThat(only().getBars(0).getStartNanos()).isEqualTo(1_709_856_000L * SECOND);
    assertThat(only().getBars(0).getVolume()).isEqualTo("7");
  }

  @Test
  void barsThatCannotBeAreRejectedByLine() throws IOException {
    Verb verb =
        bars(
            """
            time,open,high,low,close
            1709892000,1,1,1,1
            1709892001,1,1,1,1
            1709892060,2,1,1,1
            1709892120,1,2,2,1
            1709892000,1,1,1,1
            1709892180,1,1,1,
            """,
            "--interval",
            "1m");
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.out()).startsWith("accepted 1  duplicate 0  corrected 0  rejected 5\n");
    assertThat(verb.err())
        .contains(":3: time is not a start of a bar of 1m in UTC\n")
        .contains(":4: high is below open, low or close\n")
        .contains(":5: low is above open or close\n")
        .contains(":6: time is that of a bar before\n")
        .contains(":7: close is empty\n");
  }

  @Test
  void aMendedFileRepeatsTheOtherBatches() throws IOException {
    List<String> rows = new ArrayList<>(List.of("time,open,high,low,close"));
    for (int i = 0; i < 50_000; i++) {
      rows.add((1_600_000_020 + i * 60) + ",1,2,1,2");
    }
    Verb first = bars(String.join("\n", rows), "--interval", "1m");
    assertThat(first.out()).startsWith("accepted 50000  duplicate 0  corrected 0  rejected 0\n");
    Set<String> before = new HashSet<>(service.imports.keySet());
    assertThat(before).hasSizeGreaterThan(4);
    rows.set(25_000, rows.get(25_000).replace(",1,2,1,2", ",1,3,1,2"));
    bars(String.join("\n", rows), "--interval", "1m");
    Set<String> after = new HashSet<>(service.imports.keySet());
    after.removeAll(before);
    assertThat(after).hasSize(1);
  }

  @Test
  void aDryRunSendsNothingAndAnIntervalIsNeeded() throws IOException {
    String csv = "time,open,high,low,close\n1709892000,1,2,1,2\n";
    Verb verb = bars(csv, "--interval", "1m", "--dry-run");
    assertThat(verb.exitCode()).isZero();
    assertThat(verb.out())
        .contains("would be sent 1  rejected 0\n")
        .contains("first 2024-03-08T10:00:00Z EURUSD open 1 high 2 low 1 close 2 volume 0\n");
    assertThat(bars(csv).exitCode()).isEqualTo(2);
    assertThat(bars(csv, "--interval", "soon").exitCode()).isEqualTo(2);
    assertThat(service.imports).isEmpty();
  }

  @Test
  void importedBarsAreReadByTheirSource() {
    List<BarsRequest> asked = new ArrayList<>();
    service.bars =
        request -> {
          asked.add(request);
          return List.of();
        };
    String[] words = {
      "bars", "EURUSD", "--interval", "1d", "--from", "2024-03-08", "--to", "2024-03-09",
      "--imported-from", "yahoo", "--fill", "null"
    };
    assertThat(Verb.run(service, Arrays.copyOf(words, 10)).exitCode()).isZero();
    assertThat(asked).extracting(BarsRequest::getImportedFrom).containsExactly("yahoo");
    Verb wrong = Verb.run(service, words);
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--fill does nothing with --imported-from");
  }
}
