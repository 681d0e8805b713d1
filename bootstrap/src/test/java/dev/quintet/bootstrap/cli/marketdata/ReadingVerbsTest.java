package dev.quintet.bootstrap.cli.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.DataLock;
import dev.quintet.bootstrap.cli.FakeService;
import dev.quintet.bootstrap.cli.Verb;
import dev.quintet.marketdata.v1.Bar;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.Fill;
import dev.quintet.marketdata.v1.LastQuoteResponse;
import dev.quintet.marketdata.v1.Quote;
import dev.quintet.marketdata.v1.Side;
import dev.quintet.marketdata.v1.Tick;
import dev.quintet.marketdata.v1.TradePrint;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadingVerbsTest {

  private static final long START = 1_399_507_200_000_000_000L;
  private static final Bar FIRST =
      Bar.newBuilder()
          .setStartNanos(START)
          .setOpen("1.39147000")
          .setHigh("1.39500000")
          .setLow("1.39000000")
          .setClose("1000")
          .setVolume("0")
          .setTicks(1234)
          .build();
  private static final Bar SECOND =
      Bar.newBuilder()
          .setStartNanos(START + 60_000_000_000L)
          .setOpen("-37.63")
          .setHigh("-1")
          .setLow("-40.000000001")
          .setClose("-2")
          .setVolume("12.50000000")
          .setTicks(7)
          .setBuilding(true)
          .build();
  private static final Bar HOLE =
      Bar.newBuilder().setStartNanos(START + 120_000_000_000L).setFilled(true).build();

  private final FakeService service = new FakeService();

  @AfterEach
  void close() {
    service.close();
  }

  private Verb bars(String... more) {
    service.bars = request -> List.of(FIRST, SECOND, HOLE);
    String[] words = {
      "bars", "EURUSD", "--interval", "1m", "--from", "2014-05-08", "--to", "2014-05-08T00:03:00Z"
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Verb.run(service, all);
  }

  @Test
  void barsAsCsvHaveThePromisedHeader() {
    Verb verb = bars("--format", "csv");
    assertThat(verb.exitCode()).isZero();
    assertThat(verb.out())
        .isEqualTo(
            """
            start,open,high,low,close,volume,ticks
            2014-05-08T00:00:00Z,1.39147,1.395,1.39,1000,0,1234
            2014-05-08T00:01:00Z,-37.63,-1,-40.000000001,-2,12.5,7
            2014-05-08T00:02:00Z,,,,,0,0
            """);
  }

  @Test
  void barsAsJsonCarryDecimalsAsStrings() {
    assertThat(bars("--format", "JSON").out())
        .isEqualTo(
            """
            [
              {"start":"2014-05-08T00:00:00Z","open":"1.39147","high":"1.395","low":"1.39","close":"1000","volume":"0","ticks":1234,"building":false,"filled":false},
              {"start":"2014-05-08T00:01:00Z","open":"-37.63","high":"-1","low":"-40.000000001","close":"-2","volume":"12.5","ticks":7,"building":true,"filled":false},
              {"start":"2014-05-08T00:02:00Z","open":null,"high":null,"low":null,"close":null,"volume":"0","ticks":0,"building":false,"filled":true}
            ]
            """);
  }

  @Test
  void barsAsATableStandBelowEachOther() {
    assertThat(bars().out())
        .isEqualTo(
            """
            start                        open    high            low  close  volume  ticks
            2014-05-08T00:00:00Z      1.39147   1.395    1.39          1000     0     1234
            2014-05-08T00:01:00Z *  -37.63     -1      -40.000000001     -2    12.5      7
            2014-05-08T00:02:00Z                                                0        0
            * not over yet
            """);
  }

  @Test
  void noBarsAreAnEmptyAnswerInEveryFormat() {
    String[] words = {
      "bars", "X", "--interval", "1m", "--from", "2014-05-08", "--to", "2014-05-09"
    };
    assertThat(Verb.run(service, with(words, "csv")).out())
        .isEqualTo("start,open,high,low,close,volume,ticks\n");
    assertThat(Verb.run(service, with(words, "json")).out()).isEqualTo("[]\n");
    assertThat(Verb.run(service, with(words, "table")).out())
        .isEqualTo("start  open  high  low  close  volume  ticks\n");
  }

  private static String[] with(String[] words, String format) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--format";
    all[words.length + 1] = format;
    return all;
  }

  @Test
  void theQuestionIsPassedOnAsItWasAsked() {
    AtomicReference<BarsRequest> asked = new AtomicReference<>();
    service.bars =
        request -> {
          asked.set(request);
          return List.of();
        };
    Verb.run(
        service,
        "bars", "EURUSD", "--interval", "90s", "--side", "mid", "--fill", "previous", "--source",
        "fxcm", "--from", "2014-05-08T01:00:00+01:00", "--to", "2014-05-09", "--tenant", "acme");
    assertThat(asked.get())
        .isEqualTo(
            BarsRequest.newBuilder()
                .setSymbol("EURUSD")
                .setSource("fxcm")
                .setInterval("90s")
                .setSide(Side.SIDE_MID)
                .setFill(Fill.FILL_PREVIOUS)
                .setFromNanos(START)
                .setToNanos(START + 86_400_000_000_000L)
                .build());
    assertThat(service.header("x-tenant-id")).isEqualTo("acme");
  }

  @Test
  void daysOfAnotherZoneAreAskedFor() {
    List<BarsRequest> asked = new ArrayList<>();
    service.bars =
        request -> {
          asked.add(request);
          return List.of();
        };
    String[] words = {"bars", "@ES#", "--interval", "1d", "--from", "2014-05-08", "--to", "2014-05-09"};
    Verb.run(service, more(words, "--time-zone", "America/New_York", "--session-start", "17:00"));
    assertThat(asked.getLast().getSymbol()).isEqualTo("@ES#");
    assertThat(asked.getLast().getTimeZone()).isEqualTo("America/New_York");
    assertThat(asked.getLast().getSessionStart()).isEqualTo("17:00");
    Verb.run(service, more(words, "--session-start", "17:00"));
    assertThat(asked.getLast().getTimeZone()).as("the service asks for it").isEmpty();
    assertThat(asked.getLast().getSessionStart()).isEqualTo("17:00");
  }

  private static String[] more(String[] words, String... others) {
    return Stream.of(words, others).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void aProblemOfTheServiceIsOneReadableLine() {
    service.bars =
        request -> {
          throw FakeService.problem(
              Status.INVALID_ARGUMENT, "invalid", "interval", "must be 1 second to 4 weeks");
        };
    Verb verb =
        Verb.run(
            service,
            "bars", "X", "--interval", "9w", "--from", "2014-05-08", "--to", "2014-05-09",
            "--format", "csv");
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.out()).isEmpty();
    assertThat(verb.err()).isEqualTo("quintet: invalid: interval must be 1 second to 4 weeks\n");
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(Verb.run(service, "bars").exitCode()).isEqualTo(2);
    assertThat(Verb.run(service, "bars", "X", "--interval", "1m").exitCode()).isEqualTo(2);
    assertThat(bars("--side", "middle").exitCode()).isEqualTo(2);
    assertThat(bars("--fill", "zero").exitCode()).isEqualTo(2);
    assertThat(bars("--format", "xml").exitCode()).isEqualTo(2);
    assertThat(bars("--from", "yesterday").exitCode()).isEqualTo(2);
    assertThat(Verb.run("import").exitCode()).isEqualTo(2);
    assertThat(Verb.run("fly").exitCode()).isEqualTo(2);
  }

  private Verb noBars(String... more) {
    service.bars = request -> List.of();
    String[] words = {
      "bars", "EURUSD", "--interval", "1m", "--from", "2014-05-08", "--to", "2014-05-09"
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Verb.run(service, all);
  }

  @Test
  void whyThereIsNoBarIsSaidOnStandardError() {
    Verb unknown = noBars("--format", "json");
    assertThat(unknown.exitCode()).isZero();
    assertThat(unknown.out()).isEqualTo("[]\n");
    assertThat(unknown.err()).isEqualTo("quintet: no bars: there is no tick of EURUSD\n");

    service.quotes = request -> quote();
    assertThat(noBars("--side", "trade").err()).contains("is a quote; try --side bid");
    assertThat(noBars("--side", "ask").err()).contains("no bars in this period: the newest tick");
    assertThat(noBars("--source", "fxcm").err()).contains("in this period from fxcm:");

    service.quotes = request -> trade();
    assertThat(noBars().err()).contains("is a trade; try --side trade");
  }

  private static LastQuoteResponse trade() {
    LastQuoteResponse.Builder answer = quote().toBuilder();
    answer.getTickBuilder().setTrade(TradePrint.newBuilder().setPrice("1.5"));
    return answer.build();
  }

  @Test
  void withoutServiceTheEndIsThree(@TempDir Path empty) {
    service.close();
    Verb gone = bars();
    assertThat(gone.exitCode()).isEqualTo(3);
    assertThat(gone.err()).startsWith("quintet: no service answers at 127.0.0.1:").hasLineCount(1);
    Verb never =
        Verb.run("quote", "EURUSD", "--data", empty.resolve("none").toString(), "--key", "k");
    assertThat(never.exitCode()).isEqualTo(3);
    assertThat(never.err()).contains("./quintet up --data ").hasLineCount(1);
    assertThat(Verb.run("status", "--data", empty.toString()).exitCode()).isEqualTo(3);
  }

  @Test
  void portAndKeyAreThoseOfTheServiceThatRunsOnTheDirectory(@TempDir Path data)
      throws IOException {
    service.quotes = request -> quote();
    try (DataLock running = new DataDirectory(data).lock()) {
      running.publish();
      Files.writeString(
          data.resolve("ports.json"), "{\"http\":1, \"grpc\":" + service.port() + "}");
      Files.writeString(
          data.resolve("credentials.json"), "{\"operator\":\"qk_op\", \"demo\":\"qk_demo_key\"}");
      assertThat(Verb.run("quote", "EURUSD", "--data", data.toString()).exitCode()).isZero();
      assertThat(service.header("authorization")).isEqualTo("Bearer qk_demo_key");
    }
    int calls = service.headers.size();
    Files.writeString(data.resolve("ports.json"), "{\"grpc\":" + service.port() + "}");
    assertThat(Verb.run("quote", "EURUSD", "--data", data.toString()).exitCode()).isEqualTo(3);
    assertThat(service.headers).as("no key goes to a stranger on that port").hasSize(calls);
  }

  @Test
  void withoutKeyTheUsageIsWrong(@TempDir Path data) {
    Verb verb =
        Verb.run(
            "quote", "X", "--data", data.toString(), "--port", Integer.toString(service.port()));
    assertThat(verb.exitCode()).isEqualTo(2);
    assertThat(verb.err()).contains("QUINTET_KEY");
  }

  private static LastQuoteResponse quote() {
    return LastQuoteResponse.newBuilder()
        .setTick(
            Tick.newBuilder()
                .setSymbol("EURUSD")
                .setSource("fxcm")
                .setEventTimeNanos(START + 1)
                .setQuote(Quote.newBuilder().setBid("1.39147000").setAsk("1.39148000"))
                .setVolume("0.00000000"))
        .setStore("dragonflydb")
        .setFromCache(true)
        .build();
  }

  @Test
  void aQuoteIsPrintedInEveryFormat() {
    service.quotes = request -> quote();
    assertThat(Verb.run(service, "quote", "EURUSD").out())
        .isEqualTo(
            """
            time                            symbol      bid      ask   spread  volume  source        store  cached
            2014-05-08T00:00:00.000000001Z  EURUSD  1.39147  1.39148  0.00001       0    fxcm  dragonflydb    true
            """);
    assertThat(Verb.run(service, "quote", "EURUSD", "--format", "csv").out())
        .isEqualTo(
            """
            time,symbol,bid,ask,spread,volume,source,store,cached
            2014-05-08T00:00:00.000000001Z,EURUSD,1.39147,1.39148,0.00001,0,fxcm,dragonflydb,true
            """);
    assertThat(Verb.run(service, "quote", "EURUSD", "--format", "json").out())
        .isEqualTo(
            """
            {"time":"2014-05-08T00:00:00.000000001Z","symbol":"EURUSD","bid":"1.39147","ask":"1.39148","spread":"0.00001","volume":"0","source":"fxcm","store":"dragonflydb","cached":"true"}
            """);
  }

  @Test
  void aTradePrintHasAPrice() {
    Tick trade =
        quote().getTick().toBuilder()
            .setTrade(TradePrint.newBuilder().setPrice("999"))
            .setVolume("1.2926331")
            .build();
    service.quotes = request -> quote().toBuilder().setTick(trade).build();
    assertThat(Verb.run(service, "quote", "BTCUSD", "--format", "csv").out())
        .startsWith("time,symbol,price,volume,source,store,cached\n")
        .contains(",EURUSD,999,1.2926331,fxcm,");
  }

  @Test
  void anUnknownSymbolIsRefused() {
    Verb verb = Verb.run(service, "quote", "NOPE");
    assertThat(verb.exitCode()).isEqualTo(1);
    assertThat(verb.err()).isEqualTo("quintet: not found: no such symbol: NOPE\n");
  }
}
