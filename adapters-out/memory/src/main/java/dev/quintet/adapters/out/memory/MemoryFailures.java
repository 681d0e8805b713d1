package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;

/** How calls of these adapters fail. */
final class MemoryFailures {

  static final StoreName STORE = new StoreName("memory", "memory.access");

  private MemoryFailures() {}

  /** A call that comes too late does nothing. */
  static void check(Deadline deadline) {
    if (deadline.expired()) {
      throw late();
    }
  }

  static ProblemException late() {
    return new ProblemException(new Problem.Unavailable(STORE));
  }

  static ProblemException interrupted(InterruptedException cause) {
    return new ProblemException(new Problem.Unavailable(STORE), cause);
  }
}
