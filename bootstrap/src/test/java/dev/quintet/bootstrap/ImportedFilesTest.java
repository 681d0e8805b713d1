package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.Verb;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Tick;
import dev.quintet.client.TickPages;
import dev.quintet.client.TickQuery;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are imported into the running service, and what it has then. */
final class ImportedFilesTest {

  private static final Instant FROM = Instant.parse("2024-03-08T00:00:00Z");
  private static final Instant TO = Instant.parse("2024-03-09T00:00:00Z");

  private final RunningService service = RunningService.get();
  private final String key =
      service.newTenant("files_" + UUID.randomUUID().toString().substring(0, 8));

  @TempDir private Path folder = Path.of("");

  private String file(String name, List<String> rows) throws IOException {
    return Files.write(folder.resolve(name), rows).toString();
  }

  private Verb ticks(String... words) {
    List<String> all = new ArrayList<>(List.of("import", "ticks", "--symbol", "BTCUSD"));
    all.addAll(List.of(words));
    all.addAll(List.of("--port", Integer.toString(service.grpcPort()), "--key", key));
    return Verb.run(all.toArray(String[]::new));
  }

  /** Prices of the stored trades, in order. */
  private List<String> prices() {
    List<String> prices = new ArrayList<>();
    try (QuintetClient client = RunningService.client(service.grpcPort(), key);
        TickPages pages = client.ticks(TickQuery.of("BTCUSD", FROM, TO))) {
      while (pages.hasNext()) {
        for (Tick tick : pages.next().ticks()) {
          BigDecimal price = ((Tick.TradePrint) tick).price();
          prices.add(price.stripTrailingZeros().toPlainString());
        }
      }
    }
    return prices;
  }

  @Test
  void aSecondFileThatBeginsWithinTheLastInstantOfTheFirstJoinsIt() throws IOException {
    List<String> rows = List.of("1709892000,1,1", "1709892001,2,1", "1709892001,3,1", "1709892002,4,1");
    String first = file("a.csv", rows.subList(0, 2));
    String second = file("b.csv", rows.subList(2, 4));
    assertThat(ticks("--format", "kraken", first).out())
        .startsWith("accepted 2  duplicate 0  corrected 0  rejected 0\n");
    assertThat(ticks("--format", "kraken", second).out())
        .isEqualTo(
            """
            accepted 2  duplicate 0  corrected 0  rejected 0
            time 2024-03-08T10:00:01Z to 2024-03-08T10:00:02Z  price 3 to 4
            """);
    assertThat(prices()).containsExactly("1", "2", "3", "4");

    assertThat(ticks("--format", "kraken", first, second).out())
        .as("in other batches")
        .startsWith("accepted 0  duplicate 4  corrected 0  rejected 0\n");
    assertThat(prices()).containsExactly("1", "2", "3", "4");
  }

  @Test
  void ofAMendedFileOnlyTheMendedRowIsNew() throws IOException {
    List<String> rows = new ArrayList<>(List.of("time,price,qty"));
    for (int i = 0; i < 3_000; i++) {
      rows.add((1_709_892_000 + i / 2) + "," + (i + 1) + ",1");
    }
    assertThat(ticks(file("a.csv", rows)).out()).startsWith("accepted 3000  duplicate 0  corrected 0  ");
    rows.set(1_001, rows.get(1_001).replace(",1001,", ",7777,"));
    assertThat(ticks("--correct", file("b.csv", rows)).out())
        .startsWith("accepted 1  duplicate 2999  corrected 1  rejected 0\n");
    assertThat(prices()).hasSize(3_000).contains("7777").doesNotContain("1001");
  }

  @Test
  void ofTwoFilesOfOneImportTheLaterIsTheCorrection() throws IOException {
    for (int round = 0; round < 5; round++) {
      List<String> header = List.of("id,time,price,qty");
      List<String> files = new ArrayList<>();
      for (int version = 0; version < 4; version++) {
        List<String> rows = new ArrayList<>(header);
        rows.add("%d,1709892000,%d,1".formatted(4_294_967_296L + round, 10 * round + version + 1));
        files.add(file(round + "-" + version + ".csv", rows));
      }
      Verb verb = ticks(files.toArray(String[]::new));
      assertThat(verb.out()).as(verb.err()).startsWith("accepted 4  duplicate 0  corrected 3  rejected 0\n");
    }
    assertThat(prices()).containsExactly("4", "14", "24", "34", "44");
  }
}
