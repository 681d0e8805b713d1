package dev.quintet.domain.writes;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Does what is written once, and records and meters it, however often it is sent. */
public interface Once {

  /**
   * Does the effect for those writes whose keys are not recorded yet, and then records and meters
   * them, all or none. The usage of those is one event for each subject and type. Of concurrent calls
   * with one key, one does the effect; the others wait for it, and go on as if they had come later.
   * A key that is given twice in one call is fresh the first time. No writes: no effect.
   *
   * <p>When the effect throws, nothing is recorded and its exception passes through. The process may
   * die between the effect and the record: an effect must bear to be done again.
   *
   * @param operation a word of the program, named in OutcomeUnknown
   * @param effect takes the positions of the fresh writes among the given, ascending; is done at most
   *     once, and not at all if there are none; when it returns, what it did is durable
   * @return for each write, in the given order, what became of it
   * @throws ProblemException Unavailable: neither done nor recorded; OutcomeUnknown once the effect
   *     is done, whatever failed then: send it again
   */
  List<Answer> write(
      String operation, List<Write> writes, Consumer<int[]> effect, Deadline deadline);

  /**
   * {@link #write(String, List, Consumer, Deadline)} of one.
   *
   * @throws ProblemException also Conflict
   */
  default Answer.Recorded write(
      String operation, Write write, Runnable effect, Deadline deadline) {
    return write(operation, List.of(write), fresh -> effect.run(), deadline)
        .getFirst()
        .recorded(write);
  }

  /**
   * When the last of the writes was taken that these tenants have recorded as taken after an instant;
   * empty when there is none. Fast when there are few.
   */
  Optional<Instant> newest(Set<TenantId> tenants, Instant after, Deadline deadline);
}
