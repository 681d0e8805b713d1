package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;

/** How calls of these adapters fail. */
final class MemoryFailures {

  private MemoryFailures() {}

  /** A call that comes too late does nothing. */
  static void check(Deadline deadline) {
    if (deadline.expired()) {
      throw late();
    }
  }

  static ProblemException late() {
    return new ProblemException(new Problem.Unavailable("memory"));
  }

  static ProblemException interrupted(InterruptedException cause) {
    return new ProblemException(new Problem.Unavailable("memory"), cause);
  }

  static ProblemException cursor(ProblemException cause) {
    return new ProblemException(
        new Problem.Invalid("cursor", "is not a cursor of this service"), cause);
  }
}
