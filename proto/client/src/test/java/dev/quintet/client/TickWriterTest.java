package dev.quintet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.quintet.client.QuintetException.Kind;
import dev.quintet.marketdata.v1.BatchProblem;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import dev.quintet.marketdata.v1.RejectedTick;
import dev.quintet.marketdata.v1.TickReceipt;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TickWriterTest {

  private final ScriptedMarketData service = new ScriptedMarketData();

  @AfterEach
  void close() {
    service.close();
  }

  private static TickBatch batch(String id) {
    return TickBatch.trades("feed", 0, 0)
        .addTrade("X", 1, TickBatch.Builder.NO_SEQUENCE, 1, 1)
        .build(id);
  }

  private List<String> takenIds() {
    return service.taken.stream().map(IngestTicksRequest::getBatchId).toList();
  }

  private static IngestTicksResponse problem(
      IngestTicksRequest batch, String kind, int retryAfterMillis) {
    return IngestTicksResponse.newBuilder()
        .setBatchId(batch.getBatchId())
        .setProblem(
            BatchProblem.newBuilder()
                .setKind(kind)
                .setDetail("so it is")
                .setRetryAfterMillis(retryAfterMillis))
        .build();
  }

  @Test
  void receiptsAreSummedUpAndHandedOverBeforeAFlushReturns() {
    service.script =
        (number, batch, answers) ->
            answers.onNext(
                IngestTicksResponse.newBuilder()
                    .setBatchId(batch.getBatchId())
                    .setReceipt(
                        TickReceipt.newBuilder()
                            .setAccepted(5)
                            .setDuplicate(number)
                            .setRejected(2)
                            .setCrossed(1)
                            .addRejectedRows(RejectedTick.newBuilder().setField("bids")))
                    .build());
    List<String> told = new CopyOnWriteArrayList<>();
    try (TickWriter writer =
        service
            .client()
            .tickWriter(
                TickWriter.Settings.DEFAULT.onReceipt(
                    receipt -> {
                      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                      told.add(receipt.batchId());
                    }))) {
      writer.write(batch("a"));
      writer.write(batch("b"));
      IngestReport report = writer.flush();

      assertThat(report.batches()).isEqualTo(2);
      assertThat(report.accepted()).isEqualTo(10);
      assertThat(report.duplicate()).isEqualTo(1);
      assertThat(report.rejected()).isEqualTo(4);
      assertThat(report.crossed()).isEqualTo(2);
      assertThat(report.rejectedRows()).hasSize(2);
      assertThat(told).containsExactlyInAnyOrder("a", "b");
    }
  }

  @Test
  void anUnansweredBatchIsSentAgainWithItsIdWhenTheStreamBreaks() {
    service.script =
        (number, batch, answers) -> {
          if (number < 2) {
            answers.onError(Status.UNAVAILABLE.asRuntimeException());
          } else {
            answers.onNext(ScriptedMarketData.receipt(batch));
          }
        };
    try (TickWriter writer = service.client().tickWriter()) {
      writer.write(batch("a"));

      assertThat(writer.flush().accepted()).isEqualTo(1);
    }
    assertThat(takenIds()).containsExactly("a", "a", "a");
  }

  @Test
  void whatWasAnsweredIsNotSentAgain() {
    service.script =
        (number, batch, answers) -> {
          if (batch.getBatchId().equals("b") && number < 3) {
            answers.onError(Status.UNAVAILABLE.asRuntimeException());
          } else {
            answers.onNext(ScriptedMarketData.receipt(batch));
          }
        };
    try (TickWriter writer = service.client().tickWriter()) {
      writer.write(batch("a"));
      assertThat(writer.flush().accepted()).isEqualTo(1);
      writer.write(batch("b"));
      assertThat(writer.flush().accepted()).isEqualTo(2);
    }
    assertThat(takenIds()).containsOnlyOnce("a");
  }

  @Test
  void aBatchWhoseOutcomeIsUnknownIsSentAgainOnTheSameStream() {
    service.script =
        (number, batch, answers) ->
            answers.onNext(
                number == 0
                    ? problem(batch, "outcome_unknown", 0)
                    : ScriptedMarketData.receipt(batch));
    try (TickWriter writer = service.client().tickWriter()) {
      writer.write(batch("a"));

      assertThat(writer.flush().accepted()).isEqualTo(1);
    }
    assertThat(takenIds()).containsExactly("a", "a");
  }

  @Test
  void aLimitIsWaitedFor() {
    service.script =
        (number, batch, answers) ->
            answers.onNext(
                number == 0
                    ? problem(batch, "limit_exceeded", 400)
                    : ScriptedMarketData.receipt(batch));
    long from = System.nanoTime();
    try (TickWriter writer = service.client().tickWriter()) {
      writer.write(batch("a"));
      writer.flush();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void aBatchThatIsRefusedForGoodIsReportedAndTheNextGoesOn() {
    service.script =
        (number, batch, answers) ->
            answers.onNext(
                number == 0 ? problem(batch, "conflict", 0) : ScriptedMarketData.receipt(batch));
    try (TickWriter writer = service.client().tickWriter()) {
      writer.write(batch("a"));
      writer.flush();
      writer.write(batch("b"));
      IngestReport report = writer.flush();

      assertThat(report.accepted()).isEqualTo(1);
      assertThat(report.refused())
          .singleElement()
          .satisfies(refused -> assertThat(refused.batchId()).isEqualTo("a"))
          .satisfies(refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.CONFLICT));
    }
    assertThat(takenIds()).containsExactly("a", "b");
  }

  @Test
  void retriesEndWhenTheirTimeIsUp() {
    service.script = (number, batch, answers) -> answers.onNext(problem(batch, "unavailable", 0));
    try (TickWriter writer = service.client(Duration.ofMillis(300)).tickWriter()) {
      writer.write(batch("a"));

      assertThat(writer.flush().refused())
          .singleElement()
          .satisfies(refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.UNAVAILABLE));
    }
    assertThat(service.taken).hasSizeGreaterThan(1);
  }

  @Test
  void aWriterWhoseServiceStaysAwayFails() {
    service.script =
        (number, batch, answers) -> answers.onError(Status.UNAVAILABLE.asRuntimeException());
    TickWriter writer = service.client(Duration.ofMillis(300)).tickWriter();
    writer.write(batch("a"));

    QuintetException failure = catchThrowableOfType(QuintetException.class, writer::flush);

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThatThrownBy(() -> writer.write(batch("b"))).isInstanceOf(QuintetException.class);
    assertThatThrownBy(writer::close).isInstanceOf(QuintetException.class);
  }

  @Test
  void aRefusedCredentialIsNotTriedAgain() {
    service.script =
        (number, batch, answers) -> answers.onError(Status.UNAUTHENTICATED.asRuntimeException());
    TickWriter writer = service.client().tickWriter();
    writer.write(batch("a"));

    assertThat(catchThrowableOfType(QuintetException.class, writer::flush).kind())
        .isEqualTo(Kind.UNAUTHENTICATED);
    assertThat(service.taken).hasSize(1);
  }

  @Test
  void writingWaitsWhileTooManyBatchesAreUnanswered() throws Exception {
    List<Runnable> answering = new CopyOnWriteArrayList<>();
    service.script =
        (number, batch, answers) ->
            answering.add(() -> answers.onNext(ScriptedMarketData.receipt(batch)));
    TickWriter writer =
        service.client().tickWriter(TickWriter.Settings.DEFAULT.withOutstanding(2));
    AtomicInteger written = new AtomicInteger();
    Thread producer =
        Thread.startVirtualThread(
            () -> {
              for (int i = 0; i < 3; i++) {
                writer.write(batch("b-" + i));
                written.incrementAndGet();
              }
            });

    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(5))
        .until(() -> written.get() == 2 && answering.size() == 2);
    answering.getFirst().run();
    assertThat(producer.join(Duration.ofSeconds(5))).isTrue();
    await().until(() -> answering.size() == 3);
    answering.get(1).run();
    answering.get(2).run();
    writer.close();
    assertThat(writer.report().accepted()).isEqualTo(3);
  }

  @Test
  void aStreamThatIsNotAnsweredIsBegunAgain() {
    service.script =
        (number, batch, answers) -> {
          if (number > 0) {
            answers.onNext(ScriptedMarketData.receipt(batch));
          }
        };
    try (TickWriter writer =
        service
            .client()
            .tickWriter(TickWriter.Settings.DEFAULT.withAnswerTimeout(Duration.ofMillis(200)))) {
      writer.write(batch("a"));

      assertThat(writer.flush().accepted()).isEqualTo(1);
    }
    assertThat(takenIds()).containsExactly("a", "a");
  }

  @Test
  void aStreamThatTheServiceEndsIsBegunAgainWithTheNextBatch() {
    service.script =
        (number, batch, answers) -> {
          answers.onNext(ScriptedMarketData.receipt(batch));
          answers.onCompleted();
        };
    try (TickWriter writer = service.client().tickWriter()) {
      for (int i = 0; i < 5; i++) {
        writer.write(batch("b-" + i));
        writer.flush();
      }
      assertThat(writer.report().accepted()).isEqualTo(5);
    }
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    service.script = (number, batch, answers) -> {};
    TickWriter writer = service.client(Duration.ZERO).tickWriter();
    writer.write(batch("a"));
    AtomicInteger kind = new AtomicInteger(-1);
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              QuintetException failure =
                  catchThrowableOfType(QuintetException.class, writer::flush);
              kind.set(failure.kind().ordinal());
            });
    waiting.interrupt();

    assertThat(waiting.join(Duration.ofSeconds(5))).isTrue();
    assertThat(kind).hasValue(Kind.CANCELLED.ordinal());
  }

  @Test
  void aClosedWriterTakesNothing() {
    TickWriter writer = service.client().tickWriter();
    writer.close();
    writer.close();

    assertThatThrownBy(() -> writer.write(batch("a"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void manyThreadsShareAWriter() throws Exception {
    try (TickWriter writer = service.client().tickWriter()) {
      List<Thread> producers =
          IntStream.range(0, 8)
              .mapToObj(
                  producer ->
                      Thread.startVirtualThread(
                          () -> {
                            for (int i = 0; i < 50; i++) {
                              writer.write(batch("b-" + producer + "-" + i));
                            }
                          }))
              .toList();
      for (Thread producer : producers) {
        producer.join();
      }
      assertThat(writer.flush().accepted()).isEqualTo(400);
    }
    assertThat(takenIds()).hasSize(400).doesNotHaveDuplicates();
  }
}
