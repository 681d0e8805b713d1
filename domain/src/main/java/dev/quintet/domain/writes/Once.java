package dev.quintet.domain.writes;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Does what is written once, and records and meters it, however often it is sent. */
public interface Once {

  /**
   * Does the effect for those writes whose keys are not recorded yet, and then records and meters
   * them, all or none. The usage of those is one event for each subject and type. Of concurrent calls
   * with one key, one does the effect; the others wait for it, and go on as if they had come later.
   * A key that is given twice in one call is fresh the first time. No writes: no effect.
   *
   * <p>When the effect throws, nothing is recorded and its exception passes through. Unless it says
   * that nothing was done, the writes are then unfinished, as they are when the process dies between
   * the effect and the record: it may be there. What is unfinished is noted before the effect begins,
   * and is settled, by {@link #settle} or before a write with one of its keys goes on: whatever has its
   * effect is recorded and metered, and what has not is forgotten.
   *
   * @param operation a word of the program, named in OutcomeUnknown, by which the effect is known
   * @param effect is done at most once, and not at all if nothing is fresh
   * @return for each write, in the given order, what became of it
   * @throws ProblemException Unavailable: neither done nor recorded; OutcomeUnknown once the effect
   *     is done, whatever failed then: send it again
   */
  List<Answer> write(
      String operation, List<Write> writes, Effect effect, Deadline deadline);

  /**
   * {@link #write(String, List, Effect, Deadline)} of one.
   *
   * @throws ProblemException also Conflict
   */
  default Answer.Recorded write(
      String operation, Write write, Effect effect, Deadline deadline) {
    return write(operation, List.of(write), effect, deadline)
        .getFirst()
        .recorded(write);
  }

  /**
   * Settles what calls of any process left unfinished, unless they still go on.
   *
   * @param tenants whose writes
   * @param effects by operation
   * @return how many calls stay unfinished, because nobody could say what became of their effect
   */
  int settle(Set<TenantId> tenants, Map<String, Effect> effects, Deadline deadline);

  /**
   * When the last of the writes was taken that these tenants have recorded as taken after an instant;
   * empty when there is none. Fast when there are few.
   */
  Optional<Instant> newest(Set<TenantId> tenants, Instant after, Deadline deadline);
}
