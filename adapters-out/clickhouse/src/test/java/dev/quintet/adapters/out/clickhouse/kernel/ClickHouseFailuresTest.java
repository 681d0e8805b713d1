package dev.quintet.adapters.out.clickhouse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ClientException;
import com.clickhouse.client.api.ConnectionInitiationException;
import com.clickhouse.client.api.DataTransferException;
import com.clickhouse.client.api.ServerException;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ClickHouseFailuresTest {

  private static final Problem UNAVAILABLE = new Problem.Unavailable("clickhouse");
  private static final Problem UNKNOWN = new Problem.OutcomeUnknown("storing");

  /** A failure, what it means for a write, and for a read (null: a defect of ours). */
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new ConnectionInitiationException("x", new ConnectException("refused")),
            UNAVAILABLE,
            UNAVAILABLE),
        // The request may have been sent before the connection broke.
        Arguments.of(
            new ConnectionInitiationException("x", new NoHttpResponseException("lost")),
            UNKNOWN,
            UNAVAILABLE),
        Arguments.of(
            new DataTransferException("x", new SocketTimeoutException("late")),
            UNKNOWN,
            UNAVAILABLE),
        Arguments.of(
            new ClientException("x", new EOFException("cut")), UNKNOWN, UNAVAILABLE),
        Arguments.of(server(202), UNAVAILABLE, UNAVAILABLE),
        Arguments.of(server(516), UNAVAILABLE, UNAVAILABLE),
        Arguments.of(server(241), UNKNOWN, UNAVAILABLE),
        Arguments.of(server(394), UNKNOWN, UNAVAILABLE),
        Arguments.of(server(252), UNKNOWN, UNAVAILABLE),
        Arguments.of(server(62), UNKNOWN, null),
        Arguments.of(server(497), UNKNOWN, null));
  }

  private static ServerException server(int code) {
    return new ServerException(code, "Code: " + code, 500, "id");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureSaysWhatTheCallerShallDo(
      Exception failure, Problem ofWrite, @Nullable Problem ofRead) {
    for (Exception thrown : new Exception[] {failure, new ExecutionException(failure)}) {
      ProblemException write = ClickHouseFailures.writing(thrown, "storing");
      assertThat(write.problem()).isEqualTo(ofWrite);
      assertThat(write.getCause()).isSameAs(thrown);
      RuntimeException read = ClickHouseFailures.reading(thrown);
      if (ofRead == null) {
        assertThat(read).isNotInstanceOf(ProblemException.class);
      } else {
        assertThat(((ProblemException) read).problem()).isEqualTo(ofRead);
      }
    }
  }
}
