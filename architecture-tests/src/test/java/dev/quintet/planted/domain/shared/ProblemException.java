package dev.quintet.planted.domain.shared;

import org.jspecify.annotations.Nullable;

/** Carries a problem and perhaps what caused it. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProblemException(String problem) {
    this(problem, null);
  }

  public ProblemException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
