package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.cli.Verb;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Signal;
import dev.quintet.client.TradeEvent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
            time,id,account,symbol,side,quantity,price,commission,swap,strategy,agents,ai_confidence
            2026-02-03T10:00:00Z,1,v-1,DAX,buy,2,100,1,0,grid,trend;news,0.75
            2026-02-03T10:00:00Z,2,v-1,DAX,buy,1,103,0.5,0,grid,trend,
            2026-02-03T12:00:00+01:00,3,v-1,DAX,sell,4,110.25,2,-0.4,,,1
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
    assertThat(done("positions", "--account", "v-1", "--price", "DAX=100", "--format", "csv"))
        .contains("unrealised_profit,price,rate,source,priced_at\n")
        .contains(",10.25,100,1,stated,\n");
    assertThat(done("positions", "--account", "v-1", "--quotes", "--format", "csv"))
        .as("there is no quote")
        .endsWith(",,,,,\n");
    assertThat(done("performance", "--account", "v-1", "--format", "csv"))
        .isEqualTo(
            """
            key,trades,closed_quantity,gross_profit,commission,swap,net_profit,win_rate,\
            profit_factor,max_drawdown,expectancy,average_win,average_loss,average_holding,exposure,\
            daily_sharpe,daily_sortino,average_confidence,currency
            v-1,1,3,27.75,3,-0.3,24.45,1,,0,24.45,24.45,,PT1H,1,,,0.75,EUR
            """);
    assertThat(done("performance", "--account", "v-1", "--by", "agent", "--format", "csv"))
        .contains("\nnews,1,2,20.5,", "\ntrend,1,3,27.75,");
    assertThat(done("trades", "--account", "v-1", "--closed", "--format", "csv").lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("v-1,DAX,,1,1,3,2026-02-03T10:00:00Z,2026-02-03T11:00:00Z,buy,2,"));
    String listed = done("trades", "--account", "v-1", "--format", "csv");
    assertThat(listed).contains("2026-02-03T10:00:00Z,1,v-1,DAX,buy,2,100,1,0,0,EUR,grid,trend;news,,,,,1,1,0.75,free");
    assertThat(done("import", "fills", file("again.csv", listed)))
        .as("what is listed is what was sent")
        .isEqualTo("recorded 0  repeated 3  refused 0\n");
    String parts =
        file(
            "parts.csv",
            """
            time,id,account,symbol,side,quantity,price,commission,order
            2026-02-03T10:00:00Z,7,v-1,AEX,buy,1,100,1,o
            2026-02-03T10:00:01Z,8,v-1,AEX,buy,3,104,1,o
            """);
    assertThat(done("import", "fills", parts)).startsWith("recorded 2  ");
    assertThat(
            done("trades", "--account", "v-1", "--symbol", "AEX", "--merged", "--format", "csv"))
        .endsWith(
            "\n2026-02-03T10:00:00Z,7;8,v-1,AEX,buy,4,103,2,0,0,EUR,o,1,2026-02-03T10:00:01Z\n");
    try (QuintetClient client = RunningService.client(service.grpcPort(), key)) {
      assertThat(
              client
                  .trades()
                  .events()
                  .record(
                      List.of(
                          new TradeEvent.Bust("b", "v-1", "8", Instant.parse("2026-02-04T10:00:00Z"))),
                      List.of("clickhouse"),
                      Duration.ofSeconds(30))
                  .receipts())
          .hasSize(1)
          .allMatch(it -> it.legs().size() == 3);
    }
    assertThat(done("trades", "--events", "--account", "v-1", "--format", "csv"))
        .isEqualTo(
            """
            time,id,account,symbol,kind,trade,quantity_before,price_before,quantity_after,\
            price_after,units_to,units_from,amount
            2026-02-04T10:00:00Z,b,v-1,AEX,bust,8,3,104,,,,,
            """);
    assertThat(run("trades", "--merged").err()).contains("account_id: must be given");
    assertThat(run("positions", "--account", "nobodys").exitCode()).isEqualTo(1);
    Verb equity =
        run(
            "equity", "--account", "v-1", "--from", "2026-02-03", "--to", "2026-02-05", "--format",
            "csv");
    assertThat(equity.out())
        .isEqualTo(
            """
            day,deposits,withdrawals,booked,balance,unrealised,equity,unpriced,currency
            2026-02-03,0,0,21.85,21.85,0,21.85,AEX;DAX,EUR
            2026-02-04,0,0,1,22.85,0,22.85,AEX;DAX,EUR
            """);
  }

  @Test
  void excursionsFollowFromTicksThatComeAfterTheFills() throws Exception {
    String fills =
        file(
            "held.csv",
            """
            time,id,account,symbol,side,quantity,price,strategy
            2026-02-03T10:00:00Z,1,v-4,HELD,buy,2,100,grid
            2026-02-03T10:03:00Z,2,v-4,HELD,sell,2,101,
            2026-02-03T10:03:00Z,3,v-4,HELD,sell,1,101,grid
            2026-02-03T10:03:30Z,4,v-4,HELD,buy,1,100,
            """);
    assertThat(done("import", "fills", fills, "--create-account", "EUR")).startsWith("recorded 4");
    String[] excursions = {"trades", "--account", "v-4", "--excursions", "--format", "csv"};
    assertThat(done(excursions))
        .isEqualTo(
            """
            account,symbol,position,opened,closed,opened_at,closed_at,side,quantity,open_price,\
            close_price,net_profit,adverse,favourable,adverse_price,favourable_price,low,high,\
            minutes,covered_minutes,missing,currency
            v-4,HELD,,1,2,2026-02-03T10:00:00Z,2026-02-03T10:03:00Z,buy,2,100,101,2,,,,,,,3,0,no_bars,EUR
            v-4,HELD,,3,4,2026-02-03T10:03:00Z,2026-02-03T10:03:30Z,sell,1,101,100,1,,,,,,,0,0,short,EUR
            """);
    String ticks =
        file(
            "ticks.csv",
            """
            time,bid,ask
            2026-02-03T10:00:30Z,98.5,98.75
            2026-02-03T10:01:30Z,103,103.5
            2026-02-03T10:03:10Z,1,2
            """);
    assertThat(run("import", "ticks", "--symbol", "HELD", "--source", "feed", ticks).exitCode())
        .isZero();
    assertThat(done(excursions).lines().toList().get(1))
        .endsWith(",buy,2,100,101,2,3,6,1.5,3,98.5,103,3,2,,EUR");
    assertThat(
            done(
                "performance", "--account", "v-4", "--by", "strategy", "--excursions", "--format",
                "csv"))
        .isEqualTo(
            """
            key,lots,known,average_adverse,average_favourable,most_adverse,most_favourable,\
            minutes,covered_minutes,currency
            grid,2,1,3,6,3,6,3,2,EUR
            """);
    assertThat(run("trades", "--excursions", "--prices", "mid").err()).contains("prices: must be");
  }

  @Test
  void signalsAndMarginsAreShown() throws Exception {
    Instant at = Instant.parse("2026-02-03T10:00:00Z");
    try (QuintetClient client = RunningService.client(service.grpcPort(), key)) {
      for (String id : List.of("1", "2")) {
        Signal signal =
            new Signal(
                id, "SMI", "1h", "buy", new BigDecimal("0.5"), BigDecimal.ONE, "grid",
                List.of("trend", "news"), at.plusSeconds(Long.parseLong(id)));
        assertThat(client.trades().signals().record(signal, List.of(), Duration.ofSeconds(30)).receipt())
            .isNotNull();
      }
    }
    assertThat(done("signals", "--symbol", "SMI", "--strategy", "grid", "--format", "csv"))
        .isEqualTo(
            """
            time,id,symbol,timeframe,type,strength,confidence,strategy,agents
            2026-02-03T10:00:01Z,1,SMI,1h,buy,0.5,1,grid,trend;news
            2026-02-03T10:00:02Z,2,SMI,1h,buy,0.5,1,grid,trend;news
            """);
    assertThat(done("signals", "--from", "2026-02-03T10:00:02Z", "--format", "csv").lines())
        .hasSize(2);
    assertThat(done("signals", "--latest", "SMI", "--format", "csv")).contains("02Z,2,SMI,");
    assertThat(run("signals", "--latest", "NONE").exitCode()).isEqualTo(1);
    String money =
        file(
            "money.csv",
            """
            time,id,account,symbol,side,quantity,price
            2026-02-03T10:00:00Z,1,v-3,DAX,buy,1,100
            2026-02-03T10:00:01Z,2,v-3,DAX,sell,1,110
            """);
    assertThat(done("import", "fills", money, "--create-account", "EUR")).startsWith("recorded 2");
    try (QuintetClient client = RunningService.client(service.grpcPort(), key)) {
      assertThat(
              client
                  .trades()
                  .margins()
                  .reserve("v-3", "m", BigDecimal.TEN, "EUR", Duration.ofDays(1), null)
                  .state())
          .isEqualTo("reserved");
      assertThat(client.trades().margins().release("v-3", "m").state()).isEqualTo("compensated");
    }
    assertThat(done("margin", "v-3", "m", "--format", "csv"))
        .startsWith("margin,account,amount,currency,state,expires_at,trade,operation,reason\nm,v-3,10,EUR,compensated,")
        .endsWith(",,margin:m@v-3,it was released before it was used\n");
    assertThat(run("margin", "v-3", "none").exitCode()).isEqualTo(1);
    assertThat(done("margin", "v-3", "--format", "csv").lines()).hasSize(2);
    assertThat(done("margin", "v-3", "--locked", "--format", "csv").lines()).hasSize(1);
  }

  private static final String DEALS =
      """
      Time,Deal,Symbol,Type,Direction,Volume,Price,Order,Commission,Fee,Swap,Profit,Balance,Comment
      2026.02.02 09:00:00,100,,balance,,,,,0.00,0.00,0.00,10 000.00,10 000.00,Deposit
      2026.02.03 10:00:00,101,EURUSD,buy,in,0.30,1.10000,501,-1.00,-0.05,0.00,0.00,9 998.95,
      2026.02.03 10:00:00,102,EURUSD,buy,in,0.10,1.10400,502,-0.30,0.00,0.00,0.00,9 998.65,
      2026.02.04 10:00:00,103,EURUSD,sell,out,0.40,1.10200,503,-1.40,0.00,-2.10,40.00,10 035.15,tp
      2026.02.04 11:00:00,104,,credit,,,,,0.00,0.00,0.00,500.00,10 035.15,Bonus
      2026.02.05 12:00:00,105,,balance,,,,,0.00,0.00,0.00,-35.15,10 000.00,Withdrawal
      """;

  @Test
  void dealsOfMetaTraderAreFillsAndEntriesOfOneAccount() throws Exception {
    String deals = file("deals.csv", DEALS);
    String[] words = {
      "import", "fills", deals, "--account", "m-1", "--zone", "Europe/Athens",
      "--contract-size", "EURUSD=100000", "--create-account", "USD"
    };
    Verb verb = run(words);
    assertThat(verb.err()).contains("deals.csv:6: skipped: a deal of type credit").hasLineCount(1);
    assertThat(verb.exitCode()).isZero();
    assertThat(verb.out())
        .isEqualTo("recorded 3  repeated 0  refused 0  entries 2  skipped 1  contradictions 0\n");
    assertThat(run(words).out())
        .as("again")
        .isEqualTo("recorded 0  repeated 3  refused 0  entries 2  skipped 1  contradictions 0\n");
    assertThat(done("positions", "--account", "m-1", "--format", "csv"))
        .contains("\nEURUSD,0,0,40,m-1,,0,2.75,-2.1,0,USD,1,2026-02-04T08:00:00Z");
    assertThat(done("trades", "--account", "m-1", "--format", "csv").lines().skip(1).toList())
        .as("in the order of the file")
        .extracting(line -> line.split(",")[1])
        .containsExactly("101", "102", "103");
  }

  @Test
  void linesOfDealsThatContradictOrLackSomethingAreNamed() throws Exception {
    String deals =
        file("odd.csv", DEALS.replace("9 998.65", "9 999.65").replace("sell,out,0.40", "sell,up,0.40"));
    Verb verb =
        run(
            "import", "fills", deals, "--layout", "mt5", "--account", "m-2", "--zone", "+02:00",
            "--contract-size", "EURUSD=100000", "--create-account", "USD");
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.out())
        .isEqualTo("recorded 2  repeated 0  refused 1  entries 2  skipped 1  contradictions 2\n");
    assertThat(verb.err())
        .contains("odd.csv:4: Balance: 9999.65 contradicts 9998.65")
        .contains("odd.csv:5: Balance: 10035.15 contradicts 10036.15")
        .contains("odd.csv:5: Direction: 'up' is none of")
        .contains("odd.csv: ends with a balance of 10000.00, and account m-2 has 9963.5");
    Verb size =
        run("import", "fills", deals, "--account", "m-2", "--zone", "UTC");
    assertThat(size.err()).contains("odd.csv:3: how many units a lot of EURUSD has is not known");
    Verb zone =
        run("import", "fills", deals, "--account", "m-2", "--contract-size", "EURUSD=100000");
    assertThat(zone.err()).contains("odd.csv:3: Time: has no offset");
    assertThat(run("import", "fills", deals).err()).contains("odd.csv: these are deals of MetaTrader 5");
    assertThat(run("import", "fills", deals, "--layout", "mt4").exitCode()).isEqualTo(2);
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
