package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions about the problem that a call ends with. */
public final class Problems {

  private Problems() {}

  /** The call ends with exactly this problem. */
  public static void assertProblem(Problem expected, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(expected));
  }

  /** The call ends with a problem of this kind. */
  public static void assertProblem(Class<? extends Problem> kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(kind));
  }

  /** Each of the calls ends with the problem that nothing was done. */
  public static void assertUnavailable(ThrowingCallable... calls) {
    for (ThrowingCallable call : calls) {
      assertProblem(Problem.Unavailable.class, call);
    }
  }
}
