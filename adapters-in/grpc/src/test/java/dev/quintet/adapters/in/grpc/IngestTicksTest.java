package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.marketdata.v1.BatchProblem;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.QuoteColumns;
import dev.quintet.marketdata.v1.TradeColumns;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestTicksTest {

  private static final long TIME = 1_399_507_200_000_000_000L;

  private final GrpcServer server = GrpcServer.open();
  private String key = "";

  @BeforeEach
  void newTenant() {
    key = server.serviceKey();
    server.ticks.script = () -> {};
  }

  @AfterAll
  void close() {
    server.close();
  }

  /** One quote of EURUSD, at an instant of its own. */
  static IngestTicksRequest.Builder batch(String id) {
    return IngestTicksRequest.newBuilder()
        .setBatchId(id)
        .setSource("fxcm")
        .addSymbols("EURUSD")
        .addEventTimes(TIME + Integer.toUnsignedLong(id.hashCode()))
        .setPriceScale(5)
        .setQuotes(QuoteColumns.newBuilder().addBids(139_123).addAsks(139_125));
  }

  @Test
  void aBatchIsAnsweredWhenItIsStored() throws Exception {
    IngestTicksResponse answer = answer(batch("b-1").build());

    assertThat(answer.getBatchId()).isEqualTo("b-1");
    assertThat(answer.getReceipt().getAccepted()).isEqualTo(1);
    assertThat(answer.getReceipt().getDuplicate()).isZero();
    assertThat(answer.getReceipt().getReceivedAtMicros()).isPositive();
  }

  @Test
  void aBatchOfATenantThatIsNotServedIsRefusedByItsId() throws Exception {
    key = server.key(Role.SERVICE, new TenantId("nobody"));

    IngestTicksResponse answer = answer(batch("b-1").build());

    assertThat(answer.getBatchId()).isEqualTo("b-1");
    assertThat(answer.getProblem().getKind()).isEqualTo("not_found");
    await().until(() -> server.ingestion.shares().used() == 0);
  }

  @Test
  void aTenantIsNotLookedUpByThoseWhoCompute() throws Exception {
    assertThat(answer(batch("b-1").build()).hasReceipt()).isTrue();
    assertThat(server.lookUps).anyMatch(thread -> thread.startsWith("short-read"));
    assertThat(server.lookUps).noneMatch(thread -> thread.startsWith("computing"));
  }

  @Test
  void aRepeatedBatchIsStoredOnceAndOneWithOtherContentIsAConflict() throws Exception {
    IngestTicksResponse first = answer(batch("b-1").build());
    IngestTicksResponse again = answer(batch("b-1").build());
    IngestTicksResponse other = answer(batch("b-1").addVolumes(5).setVolumeScale(1).build());

    assertThat(again.getReceipt())
        .isEqualTo(first.getReceipt().toBuilder().setRepeated(true).build());
    assertThat(other.getProblem().getKind()).isEqualTo("conflict");
    assertThat(other.getProblem().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS.value());
  }

  @Test
  void refusedRowsAreNamedAndTheOthersStored() throws Exception {
    IngestTicksRequest batch =
        batch("b-1")
            .addEventTimes(-TIME - 1)
            .addEventTimes(TIME + 1)
            .setQuotes(
                QuoteColumns.newBuilder()
                    .addBids(139_123)
                    .addBids(1)
                    .addBids(1)
                    .addAsks(139_125)
                    .addAsks(0)
                    .addAsks(-10))
            .build();

    IngestTicksResponse answer = answer(batch);

    assertThat(answer.getReceipt().getAccepted()).isEqualTo(2);
    assertThat(answer.getReceipt().getRejected()).isEqualTo(1);
    assertThat(answer.getReceipt().getRejectedRows(0).getIndex()).isEqualTo(1);
    assertThat(answer.getReceipt().getRejectedRows(0).getField()).isEqualTo("event_times");
    assertThat(answer.getReceipt().getCrossed()).isEqualTo(1);
  }

  static Stream<Arguments> brokenBatches() {
    return Stream.of(
        broken("batch_id", batch -> batch.clearBatchId()),
        broken("batch_id", batch -> batch.setBatchId("x".repeat(65))),
        broken("batch_id", batch -> batch.setBatchId("a b")),
        broken("batch_id", batch -> batch.setBatchId("a\nb")),
        broken("source", batch -> batch.clearSource()),
        broken("source", batch -> batch.setSource("FXCM")),
        broken("symbols", batch -> batch.clearSymbols()),
        broken("symbol", batch -> batch.setSymbols(0, "eur usd")),
        broken("symbol", batch -> batch.setSymbols(0, "EURUSD'; DROP TABLE ticks")),
        broken("symbols", batch -> batch.addSymbols("EURUSD").addSymbolIndexes(0)),
        broken("symbol_indexes", batch -> batch.addSymbols("USDJPY")),
        broken("symbol_indexes", batch -> batch.addSymbolIndexes(0).addSymbolIndexes(0)),
        broken("event_times", batch -> batch.clearEventTimes()),
        broken("bids", batch -> batch.addEventTimes(1)),
        broken("sequences", batch -> batch.addSequences(1).addSequences(1)),
        broken("price_scale", batch -> batch.setPriceScale(9)),
        broken("price_scale", batch -> batch.setPriceScale(-1)),
        broken("prices", batch -> batch.clearPrices()),
        broken("prices", batch -> batch.setTrades(TradeColumns.getDefaultInstance())),
        broken("asks", batch -> batch.setQuotes(QuoteColumns.newBuilder().addBids(1))),
        broken("volume_scale", batch -> batch.setVolumeScale(9)),
        broken("volumes", batch -> batch.addVolumes(1).addVolumes(1)),
        broken("user_id", batch -> batch.setUserId("a b")),
        broken(
            "event_times",
            batch -> batch.clearEventTimes().addEventTimes(Long.MAX_VALUE).addEventTimes(1)),
        broken(
            "bids",
            batch ->
                batch
                    .addEventTimes(1)
                    .setQuotes(
                        QuoteColumns.newBuilder()
                            .addBids(Long.MIN_VALUE)
                            .addBids(-1)
                            .addAsks(1)
                            .addAsks(1))));
  }

  private static Arguments broken(String field, UnaryOperator<IngestTicksRequest.Builder> how) {
    return Arguments.of(field, how);
  }

  @ParameterizedTest
  @MethodSource("brokenBatches")
  void aBrokenBatchIsInvalidNamesTheFieldAndTouchesNoStore(
      String field, UnaryOperator<IngestTicksRequest.Builder> how) throws Exception {
    server.ticks.calls.set(0);

    IngestTicksResponse answer = answer(how.apply(batch("b-1")).build());

    BatchProblem problem = answer.getProblem();
    assertThat(problem.getKind()).isEqualTo("invalid");
    assertThat(problem.getField()).isEqualTo(field);
    assertThat(problem.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
    assertThat(server.ticks.calls).hasValue(0);
  }

  @Test
  void aBatchOfOneRowTooManyIsInvalid() throws Exception {
    IngestTicksResponse full = answer(rows("full", 100_000));
    IngestTicksResponse over = answer(rows("over", 100_001));

    assertThat(full.getReceipt().getAccepted()).isEqualTo(100_000);
    assertThat(over.getProblem().getField()).isEqualTo("event_times");
  }

  @Test
  void anIdThatIsTooLongIsNotSentBackInFull() throws Exception {
    assertThat(answer(batch("x".repeat(1_000_000)).build()).getBatchId()).hasSize(64);
  }

  @Test
  void bytesThatAreNoMessageEndTheStreamAfterWhatWasAnswered() throws Exception {
    var call = raw();
    call.write(batch("good").build().toByteArray());
    call.write(new byte[] {1, 2, 3, 4});

    assertThat(IngestTicksResponse.parseFrom(call.next()).getReceipt().getAccepted()).isEqualTo(1);
    Problems told = Problems.of(call::read);
    assertThat(told.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(told.field()).isEqualTo("message");
  }

  @Test
  void aMessageOverTheLimitEndsItsStreamAndNoOther() throws Exception {
    var call = stream();
    var neighbour = stream();
    neighbour.write(batch("n-1").build());
    neighbour.next();

    call.write(
        IngestTicksRequest.newBuilder()
            .setBatchIdBytes(ByteString.copyFrom(new byte[17 * 1024 * 1024]))
            .build());

    assertThat(Problems.of(call::read))
        .extracting(Problems::code, Problems::kind)
        .containsExactly(Status.Code.RESOURCE_EXHAUSTED, "limit_exceeded");
    neighbour.write(batch("n-2").build());
    assertThat(neighbour.next().getReceipt().getAccepted()).isEqualTo(1);
  }

  @Test
  void halfClosingWaitsForWhatIsUnanswered() throws Exception {
    CountDownLatch stored = new CountDownLatch(1);
    server.ticks.script = () -> waitFor(stored);
    var call = stream();
    for (int i = 0; i < 5; i++) {
      call.write(batch("b-" + i).build());
    }
    call.halfClose();
    stored.countDown();

    Map<String, Integer> accepted = new HashMap<>();
    for (IngestTicksResponse answer = call.read(); answer != null; answer = call.read()) {
      accepted.put(answer.getBatchId(), answer.getReceipt().getAccepted());
    }

    assertThat(accepted).hasSize(5).allSatisfy((id, rows) -> assertThat(rows).isEqualTo(1));
  }

  @Test
  void anEmptyStreamEndsWell() throws Exception {
    var call = stream();
    call.halfClose();

    assertThat(call.read()).isNull();
  }

  @Test
  void aFailedBatchDoesNotEndTheStream() throws Exception {
    var call = stream();
    server.ticks.script =
        () -> {
          throw new ProblemException(new Problem.Unavailable("clickhouse"));
        };
    call.write(batch("b-1").build());
    IngestTicksResponse failed = call.next();
    server.ticks.script = () -> {};
    call.write(batch("b-1").build());
    IngestTicksResponse stored = call.next();

    assertThat(failed.getProblem().getKind()).isEqualTo("unavailable");
    assertThat(stored.getReceipt().getAccepted()).isEqualTo(1);
    assertThat(stored.getReceipt().getDuplicate()).isZero();
  }

  @Test
  void aProducerIsNotReadFasterThanTheStoreTakesIt() throws Exception {
    Semaphore blocks = new Semaphore(0);
    server.ticks.script = () -> acquire(blocks);
    var call = raw();
    AtomicInteger written = new AtomicInteger();
    byte[] large = rows("large", 20_000).toByteArray();
    Thread producer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (call.write(large)) {
                      written.incrementAndGet();
                    }
                  } catch (Exception e) {
                    Thread.currentThread().interrupt();
                  }
                });

    // 20 batches of 20,000 rows fill the stream's share, and the transport holds a few more.
    await()
        .atMost(Duration.ofSeconds(20))
        .during(Duration.ofSeconds(1))
        .until(written::get, count -> count >= 5 && count < 40);
    call.cancel();
    blocks.release(1_000);
    assertThat(producer.join(Duration.ofSeconds(10))).isTrue();
    assertThat(written.get()).isLessThan(40);
  }

  @Test
  void answersThatNobodyReadsStopTheReading() throws Exception {
    AtomicInteger written = new AtomicInteger();
    // Each answer names 1,000 refused rows, so a few answers fill what the transport holds.
    byte[] refused = refusedRows().toByteArray();
    var call = raw();
    Thread producer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (written.get() < 5_000 && call.write(refused)) {
                      written.incrementAndGet();
                    }
                  } catch (Exception e) {
                    Thread.currentThread().interrupt();
                  }
                });

    AtomicInteger before = new AtomicInteger(-1);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> before.getAndSet(written.get()) == written.get());
    assertThat(written.get()).isLessThan(5_000);
    call.cancel();
    assertThat(producer.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aCancelledStreamGivesUpWhatWaits() throws Exception {
    CountDownLatch stored = new CountDownLatch(1);
    Semaphore writing = new Semaphore(0);
    server.ticks.script =
        () -> {
          writing.release();
          waitFor(stored);
        };
    var call = stream();
    for (int i = 0; i < 8; i++) {
      call.write(batch("b-" + i).build());
      if (i < 2) {
        // Now one writer more has a block, and cannot go on.
        acquire(writing);
      }
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> server.ingestion.waitingRows() == 6);

    call.cancel();

    // All but those that are being written.
    await().atMost(Duration.ofSeconds(10)).until(() -> server.ingestion.waitingRows() == 0);
    stored.countDown();
    await().atMost(Duration.ofSeconds(10)).until(() -> server.ingestion.shares().used() == 0);
  }

  @Test
  void aStoppingServerEndsItsStreamsAndAnswersWhatItHas() throws Exception {
    try (GrpcServer other = GrpcServer.open()) {
      var call = stream(other, other.serviceKey());
      call.write(batch("b-1").build());
      assertThat(call.next().getReceipt().getAccepted()).isEqualTo(1);

      other.stop();

      assertThat(Problems.of(call::read).kind()).isEqualTo("unavailable");
    }
  }

  private Talk<IngestTicksRequest, IngestTicksResponse> stream() {
    return stream(server, key);
  }

  static Talk<IngestTicksRequest, IngestTicksResponse> stream(GrpcServer server, String key) {
    return Talk.begin(
        server.channel(GrpcServer.bearer(key)), MarketDataServiceGrpc.getIngestTicksMethod());
  }

  private Talk<byte[], byte[]> raw() {
    return Talk.begin(
        server.channel(GrpcServer.bearer(key)), Raw.of(MarketDataServiceGrpc.getIngestTicksMethod()));
  }

  private IngestTicksResponse answer(IngestTicksRequest batch) throws Exception {
    var call = stream();
    call.write(batch);
    call.halfClose();
    IngestTicksResponse answer = call.next();
    assertThat(call.read()).isNull();
    return answer;
  }

  static IngestTicksRequest rows(String id, int rows) {
    IngestTicksRequest.Builder batch = batch(id).clearEventTimes();
    QuoteColumns.Builder quotes = QuoteColumns.newBuilder();
    for (int row = 0; row < rows; row++) {
      batch.addEventTimes(row == 0 ? TIME : 1_000_000);
      quotes.addBids(row == 0 ? 139_123 : 1 - row % 3);
      quotes.addAsks(row == 0 ? 139_125 : 1 - row % 3);
    }
    return batch.setQuotes(quotes).build();
  }

  private static IngestTicksRequest refusedRows() {
    IngestTicksRequest.Builder batch = batch("refused").clearEventTimes();
    QuoteColumns.Builder quotes = QuoteColumns.newBuilder();
    for (int row = 0; row < 1_000; row++) {
      batch.addEventTimes(-1);
      quotes.addBids(1).addAsks(1);
    }
    return batch.setQuotes(quotes).build();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void acquire(Semaphore semaphore) {
    try {
      semaphore.tryAcquire(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
