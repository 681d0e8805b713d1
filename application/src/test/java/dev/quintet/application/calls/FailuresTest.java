package dev.quintet.application.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import org.junit.jupiter.api.Test;

final class FailuresTest {

  @Test
  void aProblemStaysWhatItIs() {
    Problem problem = new Problem.NotFound("tick", "X");

    assertThat(Failures.problem(new ProblemException(problem))).isEqualTo(problem);
  }

  @Test
  void ofWhatNobodyExpectedTheCallerGetsAnErrorIdOnly() {
    Problem problem = Failures.problem(new IllegalStateException("secret of a store"));

    assertThat(problem.kind()).isEqualTo(Problem.Kind.INTERNAL);
    assertThat(problem.detail()).matches("internal error [0-9a-f]{12}-[0-9a-f]+");
  }
}
