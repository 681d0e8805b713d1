package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.client.Bar;
import dev.quintet.client.BarImport;
import dev.quintet.client.BarQuery;
import dev.quintet.client.Coverage;
import dev.quintet.client.LastQuote;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.SymbolSummary;
import dev.quintet.client.Tick;
import dev.quintet.client.TickBatch;
import dev.quintet.client.TickPage;
import dev.quintet.client.TickPages;
import dev.quintet.client.TickQuery;
import dev.quintet.client.TickWriter;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.CoverageRequest;
import dev.quintet.marketdata.v1.Fill;
import dev.quintet.marketdata.v1.HoleReason;
import dev.quintet.marketdata.v1.ImportBarsRequest;
import dev.quintet.marketdata.v1.ImportedBar;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketClass;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.MarketSessions;
import dev.quintet.marketdata.v1.MarketSessionsRequest;
import dev.quintet.marketdata.v1.QuotesAsOfRequest;
import dev.quintet.marketdata.v1.SessionRule;
import dev.quintet.marketdata.v1.SetMarketSessionsRequest;
import dev.quintet.marketdata.v1.Side;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.SymbolsRequest;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadsTest {

  private static final Instant START = Instant.parse("2014-05-08T00:00:00Z");
  private static final Instant END = Instant.parse("2014-05-09T00:00:00Z");
  private static final long FROM = START.getEpochSecond() * 1_000_000_000L;
  private static final long TO = END.getEpochSecond() * 1_000_000_000L;

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  /** A client of a new tenant. */
  private QuintetClient client() {
    return server.client(server.serviceKey());
  }

  private static void write(QuintetClient client, TickBatch batch) {
    try (TickWriter writer = client.tickWriter()) {
      writer.write(batch);
      assertThat(writer.flush().accepted()).isEqualTo(batch.rows());
    }
  }

  @Test
  void aTickIsReadBackToTheLastDigit() {
    QuintetClient client = client();
    write(
        client,
        TickBatch.quotes("fxcm", 8, 8)
            .addQuote("EURUSD", FROM + 1, 7, 139_123_00001L, -5, 123_456_789L)
            .build("b"));

    LastQuote last = client.lastQuote("EURUSD");

    assertThat(last.tick()).isInstanceOf(Tick.Quote.class);
    Tick.Quote quote = (Tick.Quote) last.tick();
    assertThat(quote.bid()).isEqualByComparingTo("139.12300001");
    assertThat(quote.ask()).isEqualByComparingTo("-0.00000005");
    assertThat(quote.spread()).isEqualByComparingTo("-139.12300006");
    assertThat(quote.volume()).isEqualByComparingTo("1.23456789");
    assertThat(quote.eventTime()).isEqualTo(START.plusNanos(1));
    assertThat(quote.sequence()).isEqualTo(7);
    assertThat(quote.source()).isEqualTo("fxcm");
  }

  @Test
  void aStreamOfTicksGoesOnBehindACursor() {
    QuintetClient client = client();
    write(client, quotes("b", 20_000));

    List<TickPage> pages = new ArrayList<>();
    try (TickPages stream = client.ticks(TickQuery.of("EURUSD", START, END))) {
      stream.forEachRemaining(pages::add);
    }
    List<Tick> rest = new ArrayList<>();
    try (TickPages stream =
        client.ticks(
            TickQuery.of("EURUSD", START, END).behind(pages.getFirst().cursor()))) {
      stream.forEachRemaining(page -> rest.addAll(page.ticks()));
    }

    assertThat(pages.stream().mapToInt(TickPage::rows).sum()).isEqualTo(20_000);
    List<Tick> all = pages.stream().flatMap(page -> page.ticks().stream()).toList();
    assertThat(all).isSortedAccordingTo((a, b) -> a.eventTime().compareTo(b.eventTime()));
    assertThat(rest).isEqualTo(all.subList(pages.getFirst().rows(), all.size()));
  }

  @Test
  void quotesTradesAndLargeVolumesComeThroughAStream() {
    QuintetClient client = client();
    write(
        client,
        TickBatch.trades("cme", 2, 0)
            .addTrade("ES", FROM, TickBatch.Builder.NO_SEQUENCE, 188_025, Long.MAX_VALUE)
            .build("t"));
    write(
        client,
        TickBatch.quotes("cme", 2, 0)
            .addQuote("ES", START.plusSeconds(1), new BigDecimal("1880.25"),
                new BigDecimal("1880.5"), BigDecimal.ZERO)
            .build("q"));

    try (TickPages stream = client.ticks(TickQuery.of("ES", START, END))) {
      List<Tick> ticks = stream.next().ticks();
      assertThat(ticks).hasSize(2);
      Tick.TradePrint trade = (Tick.TradePrint) ticks.getFirst();
      assertThat(trade.price()).isEqualByComparingTo("1880.25");
      assertThat(trade.volume()).isEqualByComparingTo(new BigDecimal(Long.MAX_VALUE));
      assertThat(((Tick.Quote) ticks.get(1)).ask()).isEqualByComparingTo("1880.5");
    }
  }

  @Test
  void barsComeWithTheirPricesAndMarks() {
    QuintetClient client = client();
    write(client, quotes("b", 120));

    List<Bar> bars =
        client.bars(BarQuery.of("EURUSD", "1m", BarQuery.Side.BID, START, START.plusSeconds(240)));
    List<Bar> filled =
        client.bars(
            BarQuery.of("EURUSD", "1m", BarQuery.Side.BID, START, START.plusSeconds(240))
                .filledWith(BarQuery.Fill.NULL));

    assertThat(bars).hasSize(2);
    assertThat(bars.getFirst().start()).isEqualTo(START);
    assertThat(bars.getFirst().ticks()).isEqualTo(60);
    assertThat(bars.getFirst().prices())
        .isEqualTo(
            new Bar.Prices(
                new BigDecimal("1"), new BigDecimal("1.00059"), new BigDecimal("1"),
                new BigDecimal("1.00059")));
    assertThat(filled).hasSize(4);
    assertThat(filled.get(3).prices()).isNull();
    assertThat(filled.get(3).filled()).isTrue();
  }

  @Test
  void manyBarsComeInOrder() {
    QuintetClient client = client();
    write(client, quotes("b", 5_000));

    List<Bar> bars =
        client.bars(BarQuery.of("EURUSD", "1s", BarQuery.Side.MID, START, END));

    assertThat(bars).hasSize(5_000);
    assertThat(bars).isSortedAccordingTo((a, b) -> a.start().compareTo(b.start()));
  }

  @Test
  void quotesAsOfCoverageAndSymbolsAreAnswered() {
    QuintetClient client = client();
    write(client, quotes("b", 120));

    assertThat(client.quotesAsOf(List.of("EURUSD", "NONE"), START.plusSeconds(30)))
        .singleElement()
        .satisfies(tick -> assertThat(tick.eventTime()).isEqualTo(START.plusSeconds(30)));
    Coverage coverage = client.coverage("EURUSD", START, START.plusSeconds(600));
    assertThat(coverage.coveredMinutes()).isEqualTo(2);
    assertThat(coverage.holes())
        .containsExactly(
            new Coverage.Hole(
                START.plusSeconds(120),
                START.plusSeconds(600),
                Coverage.Reason.SESSION_UNKNOWN));
    assertThat(client.symbols())
        .containsExactly(new SymbolSummary("EURUSD", START, START.plusSeconds(119)));
  }

  @Test
  void manySymbolsAreListedPageByPage() throws Exception {
    String key = server.serviceKey();
    TickBatch.Builder batch = TickBatch.quotes("fxcm", 0, 0);
    for (int i = 0; i < 250; i++) {
      batch.addQuote("S" + (1_000 + i), FROM, TickBatch.Builder.NO_SEQUENCE, 1, 2, 0);
    }
    write(server.client(key), batch.build("b"));

    assertThat(server.client(key).symbols()).hasSize(250);
    var page = server.marketData(key).symbols(SymbolsRequest.newBuilder().setPageSize(7).build());
    assertThat(page.getSymbolsList()).hasSize(7);
    assertThat(page.getNextCursor()).isNotEmpty();
  }

  @Test
  void barsFromOutsideAreStoredOnceAndReadBack() {
    QuintetClient client = client();
    BarImport bars =
        new BarImport(
            "i-1",
            "vendor",
            "EURUSD",
            "1h",
            List.of(
                new BarImport.ImportedBar(
                    START,
                    new Bar.Prices(
                        new BigDecimal("1.1"),
                        new BigDecimal("1.3"),
                        new BigDecimal("1"),
                        new BigDecimal("1.2")),
                    new BigDecimal("12.5"),
                    Map.of("rsi_14", new BigDecimal("55.123456789")))));

    assertThat(client.importBars(bars)).isEqualTo(new BarImport.Receipt(1, 0));
    assertThat(client.importBars(bars)).isEqualTo(new BarImport.Receipt(1, 1));
    List<Bar> read =
        client.bars(
            BarQuery.of("EURUSD", "1h", BarQuery.Side.BID, START, END).importedFrom("vendor"));
    assertThat(read)
        .singleElement()
        .satisfies(
            bar -> {
              assertThat(bar.prices()).isEqualTo(bars.bars().getFirst().prices());
              assertThat(bar.technicalIndicators())
                  .containsEntry("rsi_14", new BigDecimal("55.123456789"));
            });
  }

  static Stream<Arguments> brokenRequests() {
    return Stream.of(
        streamTicks("symbol", request -> request.clearSymbol()),
        streamTicks("symbol", request -> request.setSymbol("e ur")),
        streamTicks("symbol", request -> request.setSymbol("X".repeat(65))),
        streamTicks("source", request -> request.setSource("A B")),
        streamTicks("from_nanos", request -> request.setFromNanos(-1)),
        streamTicks("to_nanos", request -> request.clearToNanos()),
        streamTicks("to_nanos", request -> request.setToNanos(Long.MAX_VALUE)),
        streamTicks("to_nanos", request -> request.setToNanos(-1)),
        streamTicks("to", request -> request.setToNanos(FROM)),
        streamTicks("to", request -> request.setToNanos(FROM - 1)),
        streamTicks("cursor", request -> request.setCursor("nonsense")),
        streamTicks("cursor", request -> request.setCursor("AQ")),
        streamTicks("cursor", request -> request.setCursor("A".repeat(10_000))),
        streamTicks("known_at_micros", request -> request.setKnownAtMicros(-1)),
        bars("interval", request -> request.setInterval("")),
        bars("interval", request -> request.setInterval("0s")),
        bars("interval", request -> request.setInterval("5w")),
        bars("interval", request -> request.setInterval("1m; DROP")),
        bars("interval", request -> request.setInterval("9999999w")),
        bars("side", request -> request.clearSide()),
        bars("side", request -> request.setSideValue(77)),
        bars("fill", request -> request.setFillValue(77)),
        bars("symbol", request -> request.clearSymbol()),
        bars("source", request -> request.setSource("x").setImportedFrom("y")),
        bars("source", request -> request.clearSide().setImportedFrom("A B")),
        bars("side", request -> request.setImportedFrom("y")),
        bars(
            "fill",
            request -> request.clearSide().setImportedFrom("y").setFill(Fill.FILL_PREVIOUS)),
        bars("fill", request -> request.clearSide().setImportedFrom("y").setFillValue(77)),
        bars(
            "known_at_micros",
            request -> request.clearSide().setImportedFrom("y").setKnownAtMicros(1)),
        bars(
            "interval",
            request -> request.setInterval("1s").setFromNanos(0).setToNanos(TO)),
        of(
            MarketDataServiceGrpc.getLastQuoteMethod(),
            "symbol",
            LastQuoteRequest.newBuilder().setSymbol("a\u0000b").build()),
        of(
            MarketDataServiceGrpc.getQuotesAsOfMethod(),
            "symbols",
            QuotesAsOfRequest.getDefaultInstance()),
        of(
            MarketDataServiceGrpc.getQuotesAsOfMethod(),
            "symbols",
            QuotesAsOfRequest.newBuilder().addSymbols("A").addSymbols("A").setAtNanos(1).build()),
        of(
            MarketDataServiceGrpc.getQuotesAsOfMethod(),
            "symbols",
            QuotesAsOfRequest.newBuilder()
                .addAllSymbols(Stream.generate(() -> "A").limit(201).toList())
                .build()),
        of(
            MarketDataServiceGrpc.getQuotesAsOfMethod(),
            "at_nanos",
            QuotesAsOfRequest.newBuilder().addSymbols("A").setAtNanos(-1).build()),
        of(
            MarketDataServiceGrpc.getCoverageMethod(),
            "min_minutes",
            CoverageRequest.newBuilder()
                .setSymbol("A")
                .setFromNanos(FROM)
                .setToNanos(TO)
                .setMinMinutes(-1)
                .build()),
        of(
            MarketDataServiceGrpc.getCoverageMethod(),
            "to",
            CoverageRequest.newBuilder().setSymbol("A").setToNanos(TO).build()),
        of(
            MarketDataServiceGrpc.getSymbolsMethod(),
            "page_size",
            SymbolsRequest.newBuilder().setPageSize(1_001).build()),
        of(
            MarketDataServiceGrpc.getSymbolsMethod(),
            "page_size",
            SymbolsRequest.newBuilder().setPageSize(-1).build()),
        of(
            MarketDataServiceGrpc.getSymbolsMethod(),
            "cursor",
            SymbolsRequest.newBuilder().setCursor("x".repeat(513)).build()),
        importBars("bars", request -> request.clearBars()),
        importBars("batch_id", request -> request.clearBatchId()),
        importBars("bars[0].open", request -> request.setBars(0, bar("NaN"))),
        importBars("bars[0].open", request -> request.setBars(0, bar(""))),
        importBars("bars[0].open", request -> request.setBars(0, bar("1e99"))),
        importBars("bars[0].open", request -> request.setBars(0, bar("Infinity"))),
        importBars("bars[0].open", request -> request.setBars(0, bar("+1"))),
        importBars("bars[0].open", request -> request.setBars(0, bar(" 1"))),
        importBars("bars[0].open", request -> request.setBars(0, bar("0x1"))),
        importBars("bars[0].open", request -> request.setBars(0, bar("1,5"))),
        importBars("bars[0].open", request -> request.setBars(0, bar("1.123456789"))),
        importBars("bars[0].open", request -> request.setBars(0, bar("12345678901"))),
        importBars(
            "bars[0].open", request -> request.setBars(0, bar("1".repeat(1_000_000)))),
        importBars("bars[0].open", request -> request.setBars(0, bar("1e100"))),
        importBars("bars[0].technical_indicators.rsi", request -> indicator(request, "rsi", "abc")),
        importBars("bars[0].technical_indicators.rsi", request -> indicator(request, "rsi", "1e30")),
        importBars("bars[0].technical_indicators", request -> indicator(request, "r s", "1")),
        importBars("bars[1].start", request -> request.addBars(request.getBars(0))),
        importBars(
            "bars[0].start",
            request -> request.setBars(0, bar("1").toBuilder().setStartNanos(FROM + 1))),
        importBars(
            "bars[0].volume",
            request -> request.setBars(0, bar("1").toBuilder().setVolume("-1"))));
  }

  private static Arguments of(MethodDescriptor<?, ?> method, String field, Object request) {
    return Arguments.of(method, field, request);
  }

  private static Arguments streamTicks(String field, Consumer<StreamTicksRequest.Builder> how) {
    StreamTicksRequest.Builder request =
        StreamTicksRequest.newBuilder().setSymbol("EURUSD").setFromNanos(FROM).setToNanos(TO);
    how.accept(request);
    return of(MarketDataServiceGrpc.getStreamTicksMethod(), field, request.build());
  }

  private static Arguments bars(String field, Consumer<BarsRequest.Builder> how) {
    BarsRequest.Builder request =
        BarsRequest.newBuilder()
            .setSymbol("EURUSD")
            .setInterval("1m")
            .setSide(Side.SIDE_BID)
            .setFromNanos(FROM)
            .setToNanos(TO);
    how.accept(request);
    return of(MarketDataServiceGrpc.getBarsMethod(), field, request.build());
  }

  private static ImportedBar bar(String open) {
    return ImportedBar.newBuilder()
        .setStartNanos(FROM)
        .setOpen(open)
        .setHigh("2")
        .setLow("1")
        .setClose("1")
        .build();
  }

  private static Arguments sessions(String field, Consumer<MarketSessions.Builder> how) {
    MarketSessions.Builder sessions =
        MarketSessions.newBuilder()
            .addClasses(
                MarketClass.newBuilder()
                    .setName("nse")
                    .setTimeZone("Asia/Kolkata")
                    .addHours("MON-FRI 09:15-15:30"))
            .addRules(SessionRule.newBuilder().setSymbol("*.NS").setHours("nse"));
    how.accept(sessions);
    return of(
        MarketDataServiceGrpc.getSetMarketSessionsMethod(),
        field,
        SetMarketSessionsRequest.newBuilder().setSessions(sessions).build());
  }

  static Stream<Arguments> brokenSessions() {
    return Stream.of(
        sessions("classes[0].name", it -> it.getClassesBuilder(0).setName("N S E")),
        sessions("classes[0].time_zone", it -> it.getClassesBuilder(0).setTimeZone("IST+5")),
        sessions("classes[0].time_zone", it -> it.getClassesBuilder(0).clearTimeZone()),
        sessions("classes[0].hours", it -> it.getClassesBuilder(0).clearHours()),
        sessions("classes[0].hours", it -> it.getClassesBuilder(0).addHours("weekdays")),
        sessions("classes[0].closed", it -> it.getClassesBuilder(0).addClosed("26.01.2026")),
        sessions(
            "classes[0].closed",
            it -> it.getClassesBuilder(0).addClosed("2026-01-27T00:00/2026-01-26T00:00")),
        sessions(
            "classes[0].longest_quiet_minutes",
            it -> it.getClassesBuilder(0).setLongestQuietMinutes(-1)),
        sessions("classes", it -> it.addClasses(it.getClasses(0))),
        sessions("classes", it -> IntStream.range(0, 50).forEach(i -> it.addClasses(it.getClasses(0)))),
        sessions("rules[0].symbol", it -> it.getRulesBuilder(0).setSymbol("A*B")),
        sessions("rules[0].source", it -> it.getRulesBuilder(0).setSource("A B")),
        sessions("rules[0].symbol", it -> it.getRulesBuilder(0).clearSymbol()),
        sessions("rules[0].hours", it -> it.getRulesBuilder(0).setHours("bse")),
        bars("time_zone", request -> request.setInterval("1d").setTimeZone("New York")),
        bars("time_zone", request -> request.setInterval("1h").setTimeZone("UTC")),
        bars("time_zone", request -> request.setInterval("1d").setSessionStart("17:00")),
        bars(
            "session_start",
            request -> request.setInterval("1d").setTimeZone("UTC").setSessionStart("5pm")),
        bars(
            "time_zone",
            request -> request.clearSide().setImportedFrom("y").setTimeZone("UTC")));
  }

  @Test
  void whatIsSaidOfSessionsIsReadBackAndHoldsForCoverage() throws Exception {
    String key = server.serviceKey();
    var calls = server.marketData(key);
    CoverageRequest saturday =
        CoverageRequest.newBuilder()
            .setSymbol("INFY.NS")
            .setFromNanos(nanos("2024-05-11T00:00:00Z"))
            .setToNanos(nanos("2024-05-12T00:00:00Z"))
            .build();
    assertThat(calls.coverage(saturday).getHoles(0).getReason())
        .isEqualTo(HoleReason.HOLE_REASON_SESSION_UNKNOWN);
    MarketSessions said =
        MarketSessions.newBuilder()
            .addClasses(
                MarketClass.newBuilder()
                    .setName("nse")
                    .setTimeZone("Asia/Kolkata")
                    .addHours("MON 09:15-MON 15:30")
                    .addClosed("2026-01-26")
                    .addClosed("2026-11-08T00:00/2026-11-08T13:00")
                    .setLongestQuietMinutes(90))
            .addRules(SessionRule.newBuilder().setSymbol("*.NS").setHours("nse"))
            .addRules(SessionRule.newBuilder().setSource("fxcm").setHours("forex"))
            .build();
    calls.setMarketSessions(SetMarketSessionsRequest.newBuilder().setSessions(said).build());
    assertThat(calls.marketSessions(MarketSessionsRequest.getDefaultInstance()).getSessions())
        .isEqualTo(said);
    assertThat(calls.coverage(saturday).getHoles(0).getReason())
        .isEqualTo(HoleReason.HOLE_REASON_MARKET_CLOSED);
  }

  @Test
  void theClientReadsTheSessionsThatItHasSet() {
    QuintetClient client = client();
    var said =
        new dev.quintet.client.MarketSessions(
            List.of(
                new dev.quintet.client.MarketSessions.Hours(
                    "nse",
                    "Asia/Kolkata",
                    List.of("MON 09:15-MON 15:30"),
                    List.of("2026-01-26"),
                    90)),
            List.of(
                new dev.quintet.client.MarketSessions.Rule("*.NS", null, "nse"),
                new dev.quintet.client.MarketSessions.Rule(null, "fxcm", "forex")));
    client.setMarketSessions(said);
    assertThat(client.marketSessions()).isEqualTo(said);
  }

  @Test
  void daysMayBeginInTheEveningOfAnotherZone() throws Exception {
    BarsRequest request =
        BarsRequest.newBuilder()
            .setSymbol("EURUSD")
            .setInterval("1w")
            .setSide(Side.SIDE_BID)
            .setFromNanos(nanos("2024-05-01T00:00:00Z"))
            .setToNanos(nanos("2024-05-21T00:00:00Z"))
            .setFill(Fill.FILL_NULL)
            .setTimeZone("America/New_York")
            .setSessionStart("17:00")
            .build();
    var pages = server.marketData(server.serviceKey()).bars(request);
    assertThat(Objects.requireNonNull(pages.read()).getBarsList())
        .extracting(bar -> EventTime.instant(bar.getStartNanos()).toString())
        .containsExactly(
            "2024-05-05T21:00:00Z", "2024-05-12T21:00:00Z", "2024-05-19T21:00:00Z");
  }

  private static long nanos(String instant) {
    return EventTime.nanos(Instant.parse(instant));
  }

  private static void indicator(ImportBarsRequest.Builder request, String name, String value) {
    request.setBars(0, bar("1").toBuilder().putTechnicalIndicators(name, value));
  }

  @Test
  void aDecimalOfABarMayHaveAnExponent() throws Exception {
    ImportBarsRequest request =
        ImportBarsRequest.newBuilder()
            .setBatchId("exponents")
            .setSource("vendor")
            .setSymbol("EURUSD")
            .setInterval("1h")
            .addBars(bar("15E-1").toBuilder().putTechnicalIndicators("rsi", "-2.5e-7"))
            .build();
    String key = server.serviceKey();
    assertThat(server.marketData(key).importBars(request).getAccepted()).isEqualTo(1);
    Bar read =
        server.client(key)
            .bars(BarQuery.of("EURUSD", "1h", BarQuery.Side.BID, START, END).importedFrom("vendor"))
            .getFirst();
    assertThat(Objects.requireNonNull(read.prices()).open()).isEqualByComparingTo("1.5");
    assertThat(read.technicalIndicators().get("rsi")).isEqualByComparingTo("-0.00000025");
  }

  private static Arguments importBars(String field, Consumer<ImportBarsRequest.Builder> how) {
    ImportBarsRequest.Builder request =
        ImportBarsRequest.newBuilder()
            .setBatchId("i")
            .setSource("vendor")
            .setSymbol("EURUSD")
            .setInterval("1h")
            .addBars(bar("1"));
    how.accept(request);
    return of(MarketDataServiceGrpc.getImportBarsMethod(), field, request.build());
  }

  @ParameterizedTest
  @MethodSource({"brokenRequests", "brokenSessions"})
  void aBrokenRequestIsInvalidNamesTheFieldAndTouchesNoStore(
      MethodDescriptor<Object, Object> method, String field, Object request) throws Exception {
    Talk<Object, Object> call =
        Talk.begin(server.channel(GrpcServer.bearer(server.serviceKey())), method);
    server.ticks.calls.set(0);
    call.write(request);
    call.halfClose();

    Problems told = Problems.of(call::read);

    assertThat(told.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(told.kind()).isEqualTo("invalid");
    assertThat(told.field()).isEqualTo(field);
    assertThat(told.detail()).hasSizeLessThan(300);
    assertThat(server.ticks.calls).hasValue(0);
  }

  /** A quote a second from the start, the bid rising by a pip. */
  private static TickBatch quotes(String id, int rows) {
    TickBatch.Builder batch = TickBatch.quotes("fxcm", 5, 0);
    for (int row = 0; row < rows; row++) {
      batch.addQuote(
          "EURUSD",
          FROM + row * 1_000_000_000L,
          TickBatch.Builder.NO_SEQUENCE,
          100_000 + row,
          100_002 + row,
          0);
    }
    return batch.build(id);
  }
}
