package dev.quintet.application.decisions;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.writes.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What became of a decision, or of an outcome.
 *
 * @param repeated it was recorded before, and nothing was done now
 * @param refused null: it is recorded
 * @param field that is at fault; of a conflict the first that is other than what is recorded; empty: not known
 */
public record JournalEntry(boolean repeated, @Nullable Problem refused, String field) {

  static JournalEntry recorded(Answer.Recorded answer) {
    return new JournalEntry(answer.repeated(), null, "");
  }

  static JournalEntry refused(Problem problem, String field) {
    return new JournalEntry(false, problem, field);
  }
}
