package dev.quintet.adapters.out.weaviate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.grpc.Status;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class WeaviateFailuresTest {

  private static final Problem UNAVAILABLE = new Problem.Unavailable("weaviate");
  private static final Problem UNKNOWN = new Problem.OutcomeUnknown("storing");

  /** A failure, what it means for a write, and for a read (null: a defect of ours). */
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new ConnectException("refused"), UNAVAILABLE, UNAVAILABLE),
        Arguments.of(new HttpConnectTimeoutException("late"), UNAVAILABLE, UNAVAILABLE),
        Arguments.of(new HttpTimeoutException("late"), UNKNOWN, UNAVAILABLE),
        Arguments.of(new EOFException("cut"), UNKNOWN, UNAVAILABLE),
        Arguments.of(new WeaviateRefusal(401, "no"), UNAVAILABLE, UNAVAILABLE),
        Arguments.of(new WeaviateRefusal(429, "no"), UNAVAILABLE, UNAVAILABLE),
        Arguments.of(new WeaviateRefusal(503, "no"), UNKNOWN, UNAVAILABLE),
        Arguments.of(new WeaviateRefusal(403, "no"), UNKNOWN, null),
        Arguments.of(new WeaviateRefusal(0, "tenant not active: 'a'"), UNAVAILABLE, UNAVAILABLE),
        Arguments.of(new WeaviateRefusal(0, "tenant not found: \"a\""), UNAVAILABLE, UNAVAILABLE),
        Arguments.of(new WeaviateRefusal(0, "vector lengths differ"), UNKNOWN, null),
        Arguments.of(
            Status.UNAVAILABLE.withCause(new ConnectException("refused")).asRuntimeException(),
            UNAVAILABLE,
            UNAVAILABLE),
        Arguments.of(Status.UNAVAILABLE.asRuntimeException(), UNKNOWN, UNAVAILABLE),
        Arguments.of(Status.DEADLINE_EXCEEDED.asRuntimeException(), UNKNOWN, UNAVAILABLE),
        Arguments.of(Status.CANCELLED.asRuntimeException(), UNKNOWN, UNAVAILABLE),
        Arguments.of(Status.UNAUTHENTICATED.asRuntimeException(), UNAVAILABLE, UNAVAILABLE),
        Arguments.of(Status.PERMISSION_DENIED.asRuntimeException(), UNKNOWN, null),
        Arguments.of(
            Status.UNKNOWN.withDescription("tenant not active: 'a'").asRuntimeException(),
            UNAVAILABLE,
            UNAVAILABLE),
        Arguments.of(
            Status.UNKNOWN.withDescription("vector lengths differ").asRuntimeException(),
            UNKNOWN,
            null));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureSaysWhatTheCallerShallDo(
      Exception failure, Problem ofWrite, @Nullable Problem ofRead) {
    ProblemException write = WeaviateFailures.writing(failure, "storing");
    assertThat(write.problem()).isEqualTo(ofWrite);
    assertThat(write.getCause()).isSameAs(failure);
    RuntimeException read = WeaviateFailures.reading(failure);
    if (ofRead == null) {
      assertThat(read).isNotInstanceOf(ProblemException.class);
    } else {
      assertThat(((ProblemException) read).problem()).isEqualTo(ofRead);
    }
  }

  @Test
  void aThreadThatWasInterruptedStaysSo() {
    assertThat(WeaviateFailures.reading(new InterruptedException()))
        .isInstanceOf(ProblemException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
