package dev.quintet.domain.shared;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Problem} to the inbound edge; the cause, if any, is the driver's exception. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    this(problem, null);
  }

  public ProblemException(Problem problem, @Nullable Throwable cause) {
    super(problem.detail(), cause);
    this.problem = problem;
  }

  /** Shorthand for the most frequent problem. */
  public static ProblemException invalid(String field, String reason) {
    return new ProblemException(new Problem.Invalid(field, reason));
  }

  public Problem problem() {
    return problem;
  }
}
