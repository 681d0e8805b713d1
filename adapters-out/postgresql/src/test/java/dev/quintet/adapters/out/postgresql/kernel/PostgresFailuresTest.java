package dev.quintet.adapters.out.postgresql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.micronaut.data.connection.exceptions.ConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresFailuresTest {

  private static final String UNEXPECTED = "unexpected";

  private static String kind(RuntimeException e) {
    return e instanceof ProblemException p ? p.problem().getClass().getSimpleName() : UNEXPECTED;
  }

  /** What a state means before and at the commit. */
  @ParameterizedTest
  @CsvSource({
    // state, before the commit, at the commit
    "08000, Unavailable, OutcomeUnknown",
    "08001, Unavailable, Unavailable",
    "08003, Unavailable, OutcomeUnknown",
    "08004, Unavailable, Unavailable",
    "08006, Unavailable, OutcomeUnknown",
    "08007, Unavailable, OutcomeUnknown",
    "0A000, Unavailable, Unavailable",
    "22021, Invalid, Invalid",
    "22P05, Invalid, Invalid",
    "22012, unexpected, unexpected",
    "23505, unexpected, unexpected",
    "23514, unexpected, unexpected",
    "25006, Unavailable, Unavailable",
    "25P02, Unavailable, Unavailable",
    "25P03, Unavailable, Unavailable",
    "25P04, Unavailable, Unavailable",
    "28000, Unavailable, Unavailable",
    "28P01, Unavailable, Unavailable",
    "40001, Unavailable, Unavailable",
    "40003, Unavailable, OutcomeUnknown",
    "40P01, Unavailable, Unavailable",
    "42501, unexpected, unexpected",
    "42601, unexpected, unexpected",
    "42P01, unexpected, unexpected",
    "53100, Unavailable, Unavailable",
    "53200, Unavailable, Unavailable",
    "53300, Unavailable, Unavailable",
    "55P03, Unavailable, Unavailable",
    "57014, Unavailable, Unavailable",
    "57P01, Unavailable, OutcomeUnknown",
    "57P02, Unavailable, OutcomeUnknown",
    "57P03, Unavailable, Unavailable",
    "57P05, Unavailable, Unavailable",
    "58030, Unavailable, OutcomeUnknown",
    "XX000, unexpected, unexpected",
    ", unexpected, OutcomeUnknown"
  })
  void aStateHasOneMeaningBeforeAndOneAtTheCommit(String state, String before, String at) {
    var failure = new SQLException("said the server", state);
    assertThat(kind(PostgresFailures.notApplied(failure))).isEqualTo(before);
    assertThat(kind(PostgresFailures.committing("write", failure))).isEqualTo(at);
  }

  @Test
  void aPoolWithoutAConnectionSentNothing() {
    var failure = new SQLTransientConnectionException("timed out", "08006");
    assertThat(kind(PostgresFailures.notApplied(failure))).isEqualTo("Unavailable");
    assertThat(kind(PostgresFailures.committing("write", failure))).isEqualTo("Unavailable");
  }

  @Test
  void theDriversExceptionIsFoundBelowOthersAndKept() {
    var failure =
        new IllegalStateException("outer", new SQLException("lost", "08006", new IOException()));
    RuntimeException translated = PostgresFailures.committing("write", failure);
    assertThat(translated).hasCause(failure);
    assertThat(((ProblemException) translated).problem())
        .isEqualTo(new Problem.OutcomeUnknown("write"));
  }

  @Test
  void aConnectionThatCouldNotBeGivenBackWasLost() {
    var failure = new ConnectionException("cannot give back", new SQLException("is closed"));
    assertThat(kind(PostgresFailures.notApplied(failure))).isEqualTo("Unavailable");
    assertThat(kind(PostgresFailures.committing("write", failure))).isEqualTo("OutcomeUnknown");
  }

  @Test
  void whatIsNoneOfTheDriversPassesUnchanged() {
    var failure = new IllegalStateException("ours");
    assertThat(PostgresFailures.notApplied(failure)).isSameAs(failure);
    assertThat(PostgresFailures.committing("write", failure)).isSameAs(failure);
    var problem = new ProblemException(new Problem.NotReady("suspended"));
    assertThat(PostgresFailures.notApplied(problem)).isSameAs(problem);
  }
}
