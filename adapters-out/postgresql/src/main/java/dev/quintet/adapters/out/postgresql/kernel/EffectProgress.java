package dev.quintet.adapters.out.postgresql.kernel;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.writes.Effect;

/** How far the effect of a call has come. */
final class EffectProgress implements WriteRecords.InTransaction {

  private final Effect effect;
  private boolean begun;
  private boolean done;

  EffectProgress(Effect effect) {
    this.effect = effect;
  }

  @Override
  public void apply(PostgresTransaction same, int[] fresh) {
    begun = true;
    effect.apply(fresh);
    done = true;
  }

  boolean done() {
    return done;
  }

  /** Whether the call failed without having changed anything anywhere. */
  boolean nothingDone(RuntimeException why) {
    return !begun
        || (!done
            && why instanceof ProblemException known
            && known.problem() instanceof Problem.Unavailable);
  }
}
