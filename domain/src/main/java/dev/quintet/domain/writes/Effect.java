package dev.quintet.domain.writes;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import java.util.List;
import java.util.Set;

/** What is done for writes in another store than the one that records them. */
public interface Effect {

  /**
   * Does it for those that are fresh. When it returns, what it did is durable.
   *
   * @param fresh their positions among the given writes, ascending; at least one
   * @throws ProblemException Unavailable when nothing was done, and nothing will be
   */
  void apply(int[] fresh);

  /**
   * For which of these writes it was done by a call that did not end. What is not found is not there
   * later either. An effect that bears to be done again need not be found.
   *
   * @param process that made the call
   * @param unfinished writes of one tenant
   * @throws ProblemException when that cannot be known by the deadline
   */
  default Set<Write> applied(ProcessId process, List<Write> unfinished, Deadline deadline) {
    return Set.of();
  }
}
