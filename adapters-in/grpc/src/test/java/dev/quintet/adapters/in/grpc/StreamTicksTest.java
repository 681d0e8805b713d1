package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickRows;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.StreamTicksResponse;
import io.grpc.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamTicksTest {

  private static final StreamTicksRequest RANGE =
      StreamTicksRequest.newBuilder()
          .setSymbol("EURUSD")
          .setToNanos(4_000_000_000_000_000_000L)
          .build();
  private static final int PAGE = 8_192;

  private final GrpcServer server =
      GrpcServer.open(
          Map.of("quintet.grpc.reader-patience", "2s", "quintet.grpc.max-stream-deadline", "5s",
              "quintet.grpc.stream-deadline", "5s", "quintet.grpc.max-deadline", "3s",
              "quintet.grpc.deadline", "3s"));
  private final AtomicLong pages = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();

  @AfterEach
  void close() {
    server.close();
  }

  /** Reads ticks that never run out. */
  private void endless(Consumer<TickRows> sink) {
    try {
      while (true) {
        sink.accept(rows(pages.getAndIncrement()));
      }
    } finally {
      ended.set(true);
    }
  }

  private static TickRows rows(long page) {
    TickKind[] kinds = new TickKind[PAGE];
    Arrays.fill(kinds, TickKind.QUOTE);
    long[] times = new long[PAGE];
    Arrays.setAll(times, row -> page * PAGE + row);
    return new TickRows(
        PAGE,
        kinds,
        new Source[] {new Source("fxcm")},
        new int[PAGE],
        times,
        new int[PAGE],
        new long[PAGE],
        new long[PAGE],
        new long[PAGE],
        null,
        new long[PAGE]);
  }

  private Talk<StreamTicksRequest, StreamTicksResponse> stream() throws InterruptedException {
    var call =
        Talk.begin(
            server.channel(GrpcServer.bearer(server.serviceKey())),
            MarketDataServiceGrpc.getStreamTicksMethod());
    call.write(RANGE);
    call.halfClose();
    return call;
  }

  @Test
  void aSlowReaderIsNotSentMoreThanTheTransportHolds() throws Exception {
    server.ticks.reading = this::endless;
    var call = stream();
    for (int i = 0; i < 3; i++) {
      call.next();
    }

    long before = settled();
    assertThat(before).isLessThan(60);
    for (int i = 0; i < 20; i++) {
      call.next();
    }
    assertThat(settled()).isBetween(before + 1, before + 40);
    call.cancel();
  }

  /** How many pages were read once no more are. */
  private long settled() {
    AtomicLong before = new AtomicLong(-1);
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> before.getAndSet(pages.get()) == pages.get());
    return pages.get();
  }

  @Test
  void aReaderThatStopsReadingIsGivenUp() throws Exception {
    server.ticks.reading = this::endless;
    var call = stream();
    call.next();

    await().atMost(Duration.ofSeconds(10)).untilTrue(ended);
    Problems told =
        Problems.of(
            () -> {
              while (call.read() != null) {
                assertThat(pages.get()).isLessThan(60);
              }
            });
    assertThat(told.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(told.kind()).isEqualTo("limit_exceeded");
  }

  @Test
  void aStreamEndsAtItsDeadline() throws Exception {
    server.ticks.reading = this::endless;
    var call = stream();
    long from = System.nanoTime();

    Problems told =
        Problems.of(
            () -> {
              while (call.read() != null) {
                assertThat(System.nanoTime() - from).isLessThan(20_000_000_000L);
              }
            });

    // The store of this test looks at no deadline, so the pace of the answers does.
    assertThat(told.kind()).isEqualTo("outcome_unknown");
  }

  @Test
  void aCancelledReadEndsTheReadOfTheStore() throws Exception {
    server.ticks.reading = this::endless;
    var call = stream();
    call.next();

    call.cancel();

    await().atMost(Duration.ofMillis(1_000)).untilTrue(ended);
  }

  @Test
  void aReadThatHangsInTheStoreIsInterruptedWhenItsCallerLeaves() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    server.ticks.reading =
        sink -> {
          hanging.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            ended.set(true);
            throw new ProblemException(new Problem.Unavailable("the store"), e);
          }
        };
    var call = stream();
    assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();

    call.cancel();

    await().atMost(Duration.ofMillis(1_000)).untilTrue(ended);
  }

  @Test
  void aReadIsInterruptedAtTheCallersDeadline() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    server.ticks.script =
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw new ProblemException(new Problem.Unavailable("the store"), e);
          }
        };

    Problems told =
        Problems.of(
            () ->
                server.marketData(server.serviceKey())
                    .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                    .lastQuote(LastQuoteRequest.newBuilder().setSymbol("EURUSD").build()));

    assertThat(told.code()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(interrupted.await(1, TimeUnit.SECONDS)).isTrue();
  }
}
