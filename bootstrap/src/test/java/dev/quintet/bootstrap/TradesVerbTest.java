package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs about fills, positions and performance, against the running service. */
final class TradesVerbTest {

  private static RunningService service;
  private static String key = "";

  @TempDir private Path directory = Path.of("");

  @BeforeAll
  static void start() throws Exception {
    service = RunningService.get();
    String admin = service.newAdmin("trades_verb");
    key = service.newKey(admin, "trades_verb", "service");
  }

  private static Verb run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--port", Integer.toString(service.grpcPort()), "--key", key));
    return Verb.run(all.toArray(String[]::new));
  }

  private static String done(String... words) {
    Verb verb = run(words);
    assertThat(verb.err()).isEmpty();
    assertThat(verb.exitCode()).isZero();
    return verb.out();
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void fillsOfAFileArePositionsAndPerformance() throws Exception {
    String fills =
        file(
            "fills.csv",
            """
            time,id,account,symbol,side,quantity,price,commission,swap,strategy,agents
            2026-02-03T10:00:00Z,1,v-1,DAX,buy,2,100,1,0,grid,trend;news
            2026-02-03T10:00:00Z,2,v-1,DAX,buy,1,103,0.5,0,grid,trend
            2026-02-03T12:00:00+01:00,3,v-1,DAX,sell,4,110.25,2,-0.4,,
            """);
    Verb unknown = run("import", "fills", fills);
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.out()).isEqualTo("recorded 0  repeated 0  refused 3\n");
    assertThat(done("import", "fills", fills, "--create-account", "EUR"))
        .isEqualTo("recorded 3  repeated 0  refused 0\n");
    assertThat(done("import", "fills", fills)).isEqualTo("recorded 0  repeated 3  refused 0\n");
    assertThat(done("positions", "--account", "v-1", "--format", "csv"))
        .startsWith(
            "symbol,quantity,average_price,realised_profit,account,name,dividends,commission,swap,"
                + "funding,currency,cycles,changed_at\nDAX,-1,110.25,27.75,v-1,,0,3.5,-0.4,0,EUR,2,");
    assertThat(done("performance", "--account", "v-1", "--format", "csv"))
        .isEqualTo(
            """
            key,trades,closed_quantity,gross_profit,commission,swap,net_profit,win_rate,\
            profit_factor,max_drawdown,expectancy,average_win,average_loss,average_holding,exposure,\
            daily_sharpe,daily_sortino,currency
            v-1,1,3,27.75,3,-0.3,24.45,1,,0,24.45,24.45,,PT1H,1,,,EUR
            """);
    assertThat(done("performance", "--account", "v-1", "--by", "agent", "--format", "csv"))
        .contains("\nnews,1,2,20.5,", "\ntrend,1,3,27.75,");
    assertThat(done("trades", "--account", "v-1", "--closed", "--format", "csv").lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("v-1,DAX,,1,1,3,2026-02-03T10:00:00Z,2026-02-03T11:00:00Z,buy,2,"));
    String listed = done("trades", "--account", "v-1", "--format", "csv");
    assertThat(listed).contains("2026-02-03T10:00:00Z,1,v-1,DAX,buy,2,100,1,0,0,EUR,grid,trend;news,,,,,1,1");
    assertThat(done("import", "fills", file("again.csv", listed)))
        .as("what is listed is what was sent")
        .isEqualTo("recorded 0  repeated 3  refused 0\n");
    assertThat(run("positions", "--account", "nobodys").exitCode()).isEqualTo(1);
  }

  @Test
  void whatCannotBeRecordedIsNamedWithItsLineAndTheOthersAre() throws Exception {
    String fills =
        file(
            "faulty.csv",
            """
            time,id,account,symbol,side,quantity,price
            2026-02-03T10:00:00Z,1,v-2,DAX,buy,2,100
            2026-02-03T10:00:00,2,v-2,DAX,buy,2,100
            2026-02-03T10:00:00Z,3,v-2,DAX,buy,-2,100
            2026-02-03T10:00:00Z,4,v-2,DAX,buy,two,100
            2026-02-03T10:00:00Z,1,v-2,DAX,buy,3,100
            2026-02-03T10:00:00Z,5,v-2,DAX,sell,1,101
            """);
    Verb verb = run("import", "fills", fills, "--create-account", "USD");
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.out()).isEqualTo("recorded 2  repeated 0  refused 4\n");
    assertThat(verb.err())
        .contains("faulty.csv:3: time: ", "faulty.csv:4: quantity: is negative")
        .contains("faulty.csv:5: quantity: 'two' is not", "faulty.csv:6: conflict: ");
    Verb header = run("import", "fills", file("header.csv", "time,id,profit\n1,2,3\n"));
    assertThat(header.exitCode()).isEqualTo(1);
    assertThat(header.err()).contains("header.csv: the header lacks account, symbol,");
  }
}
