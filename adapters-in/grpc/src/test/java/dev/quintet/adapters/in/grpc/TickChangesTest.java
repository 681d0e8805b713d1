package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.client.Bar;
import dev.quintet.client.BarQuery;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.Tick;
import dev.quintet.client.TickBatch;
import dev.quintet.client.TickPages;
import dev.quintet.client.TickQuery;
import dev.quintet.client.TickRange;
import dev.quintet.client.TickReceipt;
import dev.quintet.client.TickWriter;
import dev.quintet.marketdata.v1.AnnulTicksRequest;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.Quote;
import dev.quintet.marketdata.v1.TickIdentity;
import dev.quintet.marketdata.v1.TickKind;
import dev.quintet.marketdata.v1.TradePrint;
import io.grpc.Status;
import io.grpc.StatusException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Duplicates, corrections, ticks that are withdrawn, and ticks that are sent as rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TickChangesTest {

  private static final Instant START = Instant.parse("2014-05-08T00:00:00Z");
  private static final Instant END = Instant.parse("2014-05-09T00:00:00Z");
  private static final long FROM = START.getEpochSecond() * 1_000_000_000L;

  private final GrpcServer server = GrpcServer.open();
  private String key = "";

  @BeforeEach
  void newTenant() {
    key = server.serviceKey();
  }

  @AfterAll
  void close() {
    server.close();
  }

  private QuintetClient client() {
    return server.client(key);
  }

  private TickReceipt write(TickBatch batch) {
    List<TickReceipt> receipts = new ArrayList<>();
    try (TickWriter writer =
        client().tickWriter(TickWriter.Settings.DEFAULT.onReceipt(receipts::add))) {
      writer.write(batch);
      writer.flush();
    }
    return receipts.getFirst();
  }

  /** A trade a minute. */
  private static TickBatch.Builder trades(long... prices) {
    TickBatch.Builder batch = TickBatch.trades("cme", 0, 0);
    for (int i = 0; i < prices.length; i++) {
      batch.addTrade(
          "ES", FROM + i * 60_000_000_000L, TickBatch.Builder.NO_SEQUENCE, prices[i], 1);
    }
    return batch;
  }

  private List<Tick> ticks(UnaryOperator<TickQuery> how) {
    List<Tick> all = new ArrayList<>();
    try (TickPages pages = client().ticks(how.apply(TickQuery.of("ES", START, END)))) {
      pages.forEachRemaining(page -> all.addAll(page.ticks()));
    }
    return all;
  }

  @Test
  void aReceiptCountsDuplicatesAndCorrectionsAndSaysWhatTheBatchSpans() {
    TickReceipt first = write(trades(10, 20, 30).build("a"));
    assertThat(first.accepted()).isEqualTo(3);
    assertThat(first.range())
        .isEqualTo(
            new TickRange(
                START, START.plusSeconds(120), BigDecimal.valueOf(10), BigDecimal.valueOf(30)));
    TickReceipt second = write(trades(10, 25, 30).corrections().build("b"));
    assertThat(second.accepted()).isEqualTo(1);
    assertThat(second.duplicate()).isEqualTo(2);
    assertThat(second.corrected()).isEqualTo(1);
    TickReceipt again = write(trades(10, 25, 30).corrections().build("b"));
    assertThat(again.repeated()).isTrue();
    assertThat(again.duplicate()).isEqualTo(2);
    assertThat(again.range()).isEqualTo(second.range());
    assertThat(ticks(query -> query)).hasSize(3);
  }

  @Test
  void secondsWhereNanosecondsAreExpectedAreRefused() {
    TickBatch.Builder batch = TickBatch.trades("cme", 0, 0);
    batch.addTrade("ES", START.getEpochSecond(), TickBatch.Builder.NO_SEQUENCE, 1, 1);
    TickReceipt receipt = write(batch.build("seconds"));
    assertThat(receipt.accepted()).isZero();
    assertThat(receipt.rejectedRows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.field()).isEqualTo("event_times");
              assertThat(row.reason()).contains("nanoseconds");
            });
    assertThat(receipt.range()).isNull();
  }

  @Test
  void ticksOfAUserAreWithdrawnInItsName() throws Exception {
    write(trades(10).user("ann").build("a"));
    write(trades(10).build("b"));
    assertThat(ticks(query -> query)).hasSize(2);
    AnnulTicksRequest.Builder bust =
        AnnulTicksRequest.newBuilder()
            .setSource("cme")
            .setKind(TickKind.TICK_KIND_TRADE)
            .addTicks(TickIdentity.newBuilder().setSymbol("ES").setEventTimeNanos(FROM));
    assertThatThrownBy(
            () ->
                server
                    .marketData(key)
                    .annulTicks(bust.clone().setBatchId("bust-bob").setUserId("bob").build()))
        .isInstanceOfSatisfying(
            StatusException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    server.marketData(key).annulTicks(bust.clone().setBatchId("bust-ann").setUserId("ann").build());
    assertThat(ticks(query -> query)).hasSize(1);
    server.marketData(key).annulTicks(bust.clone().setBatchId("bust").build());
    assertThat(ticks(query -> query)).isEmpty();
  }

  @Test
  void anAnnulledTradeIsGoneFromTicksBarsAndTheLastQuoteAndWasKnownBefore() {
    write(trades(10, 20, 900).build("a"));
    Instant known = client().lastQuote("ES").tick().receivedAt();
    List<Tick> bust = ticks(query -> query).subList(2, 3);

    TickReceipt receipt = client().annul("bust", "cme", bust);

    assertThat(receipt.accepted()).isEqualTo(1);
    assertThat(client().annul("bust", "cme", bust).repeated()).isTrue();
    assertThat(client().annul("again", "cme", bust).duplicate()).isEqualTo(1);
    assertThat(ticks(query -> query)).hasSize(2);
    assertThat(ticks(query -> query.asKnownAt(known))).hasSize(3);
    assertThat(client().lastQuote("ES").tick().eventTime()).isEqualTo(START.plusSeconds(60));
    List<Bar> bars =
        client().bars(BarQuery.of("ES", "1h", BarQuery.Side.TRADE, START, START.plusSeconds(3_600)));
    assertThat(bars)
        .singleElement()
        .extracting(bar -> Objects.requireNonNull(bar.prices()).high())
        .isEqualTo(BigDecimal.valueOf(20));
    assertThat(write(trades(10, 20, 900).build("c")).duplicate()).isEqualTo(3);
    assertThat(write(trades(10, 20, 900).corrections().build("d")).corrected()).isEqualTo(1);
    assertThat(ticks(query -> query)).hasSize(3);
  }

  @Test
  void allAreAnnulledOrNone() {
    write(trades(10, 20).build("a"));
    List<Tick> all = ticks(query -> query);
    Tick.TradePrint one = (Tick.TradePrint) all.getFirst();
    Tick missing =
        new Tick.TradePrint(
            "ES", "cme", one.eventTime(), 7, one.price(), one.volume(), one.receivedAt());
    assertThatThrownBy(() -> client().annul("bust", "cme", List.of(one, missing)))
        .isInstanceOfSatisfying(
            QuintetException.class,
            e -> assertThat(e.kind()).isEqualTo(QuintetException.Kind.NOT_FOUND));
    assertThat(ticks(query -> query)).hasSize(2);
  }

  @Test
  void whatNamesNoTickIsRefusedByItsField() {
    TickIdentity good =
        TickIdentity.newBuilder().setSymbol("ES").setEventTimeNanos(FROM).build();
    AnnulTicksRequest request =
        AnnulTicksRequest.newBuilder()
            .setBatchId("bust")
            .setSource("cme")
            .setKind(TickKind.TICK_KIND_TRADE)
            .addTicks(good)
            .build();
    assertRefused("batch_id", request.toBuilder().clearBatchId().build());
    assertRefused("source", request.toBuilder().clearSource().build());
    assertRefused("kind", request.toBuilder().clearKind().build());
    assertRefused("ticks", request.toBuilder().clearTicks().build());
    assertRefused("symbol", request.toBuilder().addTicks(good.toBuilder().clearSymbol()).build());
    assertRefused("ticks[1].sequences", request.toBuilder().addTicks(good).build());
    assertRefused(
        "ticks[1].event_times",
        request.toBuilder().addTicks(good.toBuilder().setEventTimeNanos(-1)).build());
  }

  private void assertRefused(String field, AnnulTicksRequest request) {
    assertThatThrownBy(() -> server.marketData(key).annulTicks(request))
        .isInstanceOfSatisfying(
            StatusException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(e.getStatus().getDescription()).startsWith(field);
            });
  }

  private IngestTicksResponse send(IngestTicksRequest.Builder batch) throws Exception {
    var call =
        Talk.begin(
            server.channel(GrpcServer.bearer(key)), MarketDataServiceGrpc.getIngestTicksMethod());
    call.write(batch.build());
    call.halfClose();
    return call.next();
  }

  private static dev.quintet.marketdata.v1.Tick.Builder row(int second) {
    return dev.quintet.marketdata.v1.Tick.newBuilder()
        .setSymbol("ES")
        .setEventTimeNanos(FROM + second * 1_000_000_000L);
  }

  private static IngestTicksRequest.Builder rows(dev.quintet.marketdata.v1.Tick.Builder... rows) {
    IngestTicksRequest.Builder batch =
        IngestTicksRequest.newBuilder().setBatchId("rows").setSource("cme");
    for (var row : rows) {
      batch.addTicks(row);
    }
    return batch;
  }

  private static TradePrint.Builder price(String price) {
    return TradePrint.newBuilder().setPrice(price);
  }

  @Test
  void aSmallFeedSendsItsTicksAsRows() throws Exception {
    IngestTicksResponse answer =
        send(
            rows(
                row(1).setTrade(price("5000.25")).setVolume("120000000000.5"),
                row(0).setTrade(price("-1")).setSource("cme"),
                row(2).setTrade(price("1e3")).setVolume("3")));
    assertThat(answer.getReceipt().getAccepted()).isEqualTo(3);
    assertThat(answer.getReceipt().getHighestPrice()).isEqualTo("5000.25");
    assertThat(ticks(query -> query))
        .extracting(Tick::volume)
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(
            BigDecimal.ZERO, new BigDecimal("120000000000.5"), new BigDecimal("3"));
  }

  @Test
  void aRowThatIsNoTickIsRefusedByItsField() throws Exception {
    var good = row(0).setTrade(price("1"));
    Quote quote = Quote.newBuilder().setBid("1").setAsk("2").build();
    assertRefused("ticks[1].value", rows(good, row(1).setQuote(quote)));
    assertRefused("ticks[0].value", rows(row(1)));
    assertRefused("ticks[0].trade.price", rows(row(1).setTrade(price(""))));
    assertRefused("ticks[0].trade.price", rows(row(1).setTrade(price("1.123456789"))));
    assertRefused("ticks[0].trade.price", rows(row(1).setTrade(price("9".repeat(100_000)))));
    assertRefused("ticks[0].quote.ask", rows(row(1).setQuote(Quote.newBuilder().setBid("1"))));
    assertRefused("ticks[0].volume", rows(row(1).setTrade(price("1")).setVolume("-1")));
    assertRefused("ticks[0].source", rows(row(1).setTrade(price("1")).setSource("lse")));
    assertRefused(
        "ticks[0].received_at_micros", rows(row(1).setTrade(price("1")).setReceivedAtMicros(5)));
    assertRefused("ticks", rows(good).addSymbols("ES"));
    IngestTicksRequest.Builder many = rows();
    for (int i = 0; i <= 1_000; i++) {
      many.addTicks(row(i).setTrade(price("1")));
    }
    assertRefused("ticks", many);
    assertRefused(
        "ticks[1].volume",
        rows(
            row(0).setTrade(price("1")).setVolume("0.00000001"),
            row(1).setTrade(price("1")).setVolume("92233720369")));
  }

  private void assertRefused(String field, IngestTicksRequest.Builder batch) throws Exception {
    IngestTicksResponse answer = send(batch);
    assertThat(answer.getProblem().getKind()).isEqualTo("invalid");
    assertThat(answer.getProblem().getField()).isEqualTo(field);
  }
}
