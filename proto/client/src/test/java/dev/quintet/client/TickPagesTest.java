package dev.quintet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.quintet.client.QuintetException.Kind;
import dev.quintet.marketdata.v1.StreamTicksResponse;
import dev.quintet.marketdata.v1.TickKind;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TickPagesTest {

  private static final TickQuery QUERY =
      TickQuery.of("X", Instant.EPOCH, Instant.EPOCH.plusSeconds(100)).fromSource("feed");

  private final ScriptedMarketData service = new ScriptedMarketData();

  @AfterEach
  void close() {
    service.close();
  }

  private static StreamTicksResponse page(String cursor, long time) {
    return StreamTicksResponse.newBuilder()
        .addKinds(TickKind.TICK_KIND_QUOTE)
        .addKinds(TickKind.TICK_KIND_TRADE)
        .addSources("feed")
        .addSourceIndexes(0)
        .addSourceIndexes(0)
        .addEventTimes(time)
        .addEventTimes(1)
        .addSequences(0)
        .addSequences(1)
        .addFirst(100_000_000)
        .addFirst(50_000_000)
        .addSecond(100_000_001)
        .addSecond(-100_000_001)
        .addVolumes(-1)
        .addVolumes(100_000_000)
        .addVolumesHigh(0)
        .addVolumesHigh(0)
        .addReceivedAtMicros(7)
        .addReceivedAtMicros(8)
        .setCursor(cursor)
        .build();
  }

  private void answer(int read, Runnable how) {
    await().until(() -> service.readers.size() > read);
    how.run();
  }

  @Test
  void rowsAreReadBackAsTicks() {
    try (TickPages pages = service.client().ticks(QUERY)) {
      answerInBackground(0, page("c", 10));
      List<Tick> ticks = pages.next().ticks();

      assertThat(ticks)
          .containsExactly(
              new Tick.Quote(
                  "X",
                  "feed",
                  Instant.ofEpochSecond(0, 10),
                  0,
                  new BigDecimal("1.00000000"),
                  new BigDecimal("1.00000001"),
                  new BigDecimal("184467440737.09551615"),
                  Instant.ofEpochSecond(0, 7_000)),
              new Tick.TradePrint(
                  "X",
                  "feed",
                  Instant.ofEpochSecond(0, 11),
                  1,
                  new BigDecimal("1.50000000"),
                  new BigDecimal("1.00000000"),
                  Instant.ofEpochSecond(0, 8_000)));
    }
  }

  private void answerInBackground(int read, StreamTicksResponse page) {
    Thread.startVirtualThread(() -> answer(read, () -> service.readers.get(read).onNext(page)));
  }

  @Test
  void aBrokenReadGoesOnBehindTheLastPage() {
    Thread.startVirtualThread(
        () -> {
          answer(0, () -> service.readers.get(0).onNext(page("first", 1)));
          answer(
              0, () -> service.readers.get(0).onError(Status.UNAVAILABLE.asRuntimeException()));
          answer(1, () -> service.readers.get(1).onNext(page("second", 5)));
          answer(1, () -> service.readers.get(1).onCompleted());
        });
    try (TickPages pages = service.client().ticks(QUERY)) {
      assertThat(pages.next().cursor()).isEqualTo("first");
      assertThat(pages.next().cursor()).isEqualTo("second");
      assertThat(pages.hasNext()).isFalse();
      Assertions.assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(service.reads).extracting("cursor").containsExactly("", "first");
    assertThat(service.reads).extracting("source").containsOnly("feed");
  }

  @Test
  void aRefusedReadIsNotTriedAgain() {
    Thread.startVirtualThread(
        () ->
            answer(
                0,
                () ->
                    service.readers.get(0).onError(Status.PERMISSION_DENIED.asRuntimeException())));
    TickPages pages = service.client().ticks(QUERY);

    assertThat(catchThrowableOfType(QuintetException.class, pages::hasNext).kind())
        .isEqualTo(Kind.DENIED);
    assertThat(service.reads).hasSize(1);
  }

  @Test
  void closingEndsTheReadOnTheService() {
    try (TickPages pages = service.client().ticks(QUERY)) {
      answerInBackground(0, page("c", 1));
      pages.next();
    }

    ServerCallStreamObserver<StreamTicksResponse> reader =
        (ServerCallStreamObserver<StreamTicksResponse>) service.readers.getFirst();
    await().until(reader::isCancelled);
  }
}
