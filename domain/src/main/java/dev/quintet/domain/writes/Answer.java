package dev.quintet.domain.writes;

import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;

/** What became of a write. */
public sealed interface Answer {

  /**
   * It is recorded.
   *
   * @param at when the write was taken that is recorded under its id
   * @param outcome of that write
   * @param repeated it was recorded before, and nothing was done now
   */
  record Recorded(Instant at, String outcome, boolean repeated) implements Answer {

    /** Of a write that was not recorded before. */
    public static Recorded fresh(Write write) {
      return new Recorded(write.at(), write.outcome(), false);
    }
  }

  /** Its id was used before with other content; nothing was done. */
  record Conflict() implements Answer {}

  /**
   * What is recorded under the id of the write that this answers.
   *
   * @throws ProblemException Conflict
   */
  default Recorded recorded(Write write) {
    return switch (this) {
      case Recorded it -> it;
      case Conflict it -> throw new ProblemException(write.conflict());
    };
  }
}
