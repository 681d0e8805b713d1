package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.quintet.application.calls.Failures;
import dev.quintet.client.IngestReport;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.client.TickBatch;
import dev.quintet.client.TickWriter;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemStatusTest {

  private static final AtomicLong INSTANTS = new AtomicLong();

  /** A problem as an activity throws it, and as the wire tells it. */
  record Case(Problem problem, Status.Code code, String kind, boolean retried) {}

  private static final List<Case> CASES =
      List.of(
          told(new Problem.Invalid("side", "is odd"), Status.Code.INVALID_ARGUMENT, "invalid"),
          told(
              new Problem.Unauthenticated("no key"),
              Status.Code.UNAUTHENTICATED,
              "unauthenticated"),
          told(new Problem.Denied("write"), Status.Code.PERMISSION_DENIED, "denied"),
          told(new Problem.NotFound("tick", "X"), Status.Code.NOT_FOUND, "not_found"),
          told(new Problem.AlreadyExists("t", "X"), Status.Code.ALREADY_EXISTS, "already_exists"),
          told(new Problem.Conflict("batch", "b"), Status.Code.ALREADY_EXISTS, "conflict"),
          told(new Problem.Stale("tenant", "t"), Status.Code.ABORTED, "stale"),
          told(new Problem.NotReady("soon"), Status.Code.FAILED_PRECONDITION, "not_ready"),
          told(
              new Problem.LimitExceeded("rows", 5, Duration.ofMillis(1_250)),
              Status.Code.RESOURCE_EXHAUSTED,
              "limit_exceeded"),
          told(new Problem.Unavailable("clickhouse"), Status.Code.UNAVAILABLE, "unavailable"),
          told(
              new Problem.OutcomeUnknown("storing"),
              Status.Code.DEADLINE_EXCEEDED,
              "outcome_unknown"),
          told(new Problem.Internal("e-1"), Status.Code.INTERNAL, "internal"));

  private final GrpcServer server = GrpcServer.open();
  private String key = "";

  private static Case told(Problem problem, Status.Code code, String kind) {
    boolean retried =
        problem instanceof Problem.Unavailable
            || problem instanceof Problem.OutcomeUnknown
            || problem instanceof Problem.LimitExceeded;
    return new Case(problem, code, kind, retried);
  }

  static Stream<Case> cases() {
    return CASES.stream();
  }

  @BeforeAll
  void makeKey() {
    key = server.serviceKey();
  }

  @BeforeEach
  void noScript() {
    server.ticks.script = () -> {};
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void everyKindOfProblemHasACase() {
    Set<Class<?>> told =
        CASES.stream().map(each -> each.problem().getClass()).collect(Collectors.toSet());

    assertThat(told).isEqualTo(Set.of(Problem.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCallAnswersTheProblemOfItsActivity(Case given) {
    fail(given.problem());

    Problems told = Problems.of(() -> server.marketData(key).lastQuote(request()));

    assertThat(told)
        .isEqualTo(
            new Problems(
                given.code(),
                given.kind(),
                given.problem() instanceof Problem.Invalid ? "side" : null,
                given.problem() instanceof Problem.LimitExceeded ? "1250" : null,
                given.problem().detail()));
  }

  /** As a client of another language reads it, with the stock classes and nothing of ours. */
  @ParameterizedTest
  @MethodSource("cases")
  void aStockClientReadsTheDetails(Case given) throws Exception {
    fail(given.problem());

    StatusException failure =
        catchThrowableOfType(
            StatusException.class, () -> server.marketData(key).lastQuote(request()));
    com.google.rpc.Status details = StatusProto.fromThrowable(failure);

    assertThat(details.getCode()).isEqualTo(given.code().value());
    assertThat(details.getMessage()).isEqualTo(given.problem().detail());
    ErrorInfo info = details.getDetails(0).unpack(ErrorInfo.class);
    assertThat(info.getReason()).isEqualTo(given.kind().toUpperCase(Locale.ROOT));
    assertThat(info.getDomain()).isEqualTo("quintet");
    switch (given.problem()) {
      case Problem.Invalid _ -> {
        BadRequest request = details.getDetails(1).unpack(BadRequest.class);
        assertThat(request.getFieldViolationsList())
            .singleElement()
            .satisfies(
                violation -> {
                  assertThat(violation.getField()).isEqualTo("side");
                  assertThat(violation.getDescription()).isEqualTo("is odd");
                });
      }
      case Problem.LimitExceeded _ -> {
        assertThat(info.getMetadataMap())
            .containsExactlyInAnyOrderEntriesOf(Map.of("meter", "rows", "limit", "5"));
        assertThat(details.getDetails(1).unpack(RetryInfo.class).getRetryDelay())
            .isEqualTo(
                com.google.protobuf.Duration.newBuilder()
                    .setSeconds(1)
                    .setNanos(250_000_000)
                    .build());
      }
      default -> assertThat(details.getDetailsCount()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theClientKnowsEveryKind(Case given) {
    fail(given.problem());
    QuintetClient client =
        server.client(QuintetClient.builder().key(key).giveUpAfter(Duration.ZERO));

    QuintetException failure =
        catchThrowableOfType(QuintetException.class, () -> client.lastQuote("EURUSD"));

    assertThat(failure.kind().word()).isEqualTo(given.kind());
    assertThat(failure.detail()).isEqualTo(given.problem().detail());
    assertThat(failure.retryable()).isEqualTo(given.retried());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBatchAnswersItsProblemWithoutEndingTheStream(Case given) {
    fail(given.problem());
    QuintetClient client =
        server.client(QuintetClient.builder().key(key).giveUpAfter(Duration.ZERO));
    TickWriter writer = client.tickWriter();
    String id = "b-" + given.kind();

    writer.write(batch(id + "-1"));
    IngestReport failed = writer.flush();
    server.ticks.script = () -> {};
    writer.write(batch(id + "-2"));
    IngestReport both = writer.flush();
    writer.close();

    assertThat(failed.refused()).hasSize(1);
    QuintetException problem = failed.refused().getFirst().problem();
    assertThat(problem.kind().word()).isEqualTo(given.kind());
    assertThat(problem.detail()).isEqualTo(given.problem().detail());
    assertThat(both.accepted()).isEqualTo(1);
  }

  @Test
  void whatNobodyExpectedIsAnsweredByAnErrorIdOnly() {
    server.ticks.script =
        () -> {
          throw new IllegalStateException("secret of the store");
        };

    Problems told = Problems.of(() -> server.marketData(key).lastQuote(request()));

    assertThat(told.code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(told.kind()).isEqualTo("internal");
    assertThat(told.detail()).matches("internal error [0-9a-f]{12}-[0-9a-f]+");
  }

  @Test
  void anErrorOfTheMachineIsAnsweredToo() {
    server.ticks.script =
        () -> {
          throw new StackOverflowError();
        };

    assertThat(Problems.of(() -> server.marketData(key).lastQuote(request())).kind())
        .isEqualTo("internal");
  }

  private void fail(Problem problem) {
    server.ticks.script =
        () -> {
          throw new ProblemException(problem);
        };
  }

  private static LastQuoteRequest request() {
    return LastQuoteRequest.newBuilder().setSymbol("EURUSD").build();
  }

  /** Of another instant each, for what is stored already is not stored again. */
  static TickBatch batch(String id) {
    long instant = 1_399_507_200_000_000_000L + INSTANTS.incrementAndGet();
    return TickBatch.quotes("fxcm", 5, 0)
        .addQuote("EURUSD", instant, -1, 139_123, 139_125, 0)
        .build(id);
  }

  @Test
  void aStoreThatIsDownIsLoggedOnceWhileManyBatchesFail() {
    Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
    ListAppender<ILoggingEvent> seen = new ListAppender<>();
    seen.start();
    logger.addAppender(seen);
    try {
      for (int i = 0; i < 50; i++) {
        Failures.problem(
            new ProblemException(
                new Problem.Unavailable("a store of this test"), new IOException("refused")));
      }
    } finally {
      logger.detachAppender(seen);
    }
    assertThat(seen.list)
        .filteredOn(event -> event.getMessage().contains("a store of this test"))
        .hasSize(1);
  }
}
