package dev.quintet.domain.decisions;

import dev.quintet.domain.decisions.Decision.Type;
import dev.quintet.domain.decisions.Outcome.Result;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are asked for. A null filter lets everything through.
 *
 * @param user whose they are
 * @param model version of a model; empty: those of which it is not known
 * @param outcome that counts by now
 * @param from inclusive, when it was decided
 * @param to exclusive
 */
public record DecisionFilter(
    @Nullable UserId user,
    @Nullable String agent,
    @Nullable Symbol symbol,
    @Nullable Type type,
    @Nullable Result outcome,
    @Nullable String model,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Lets everything through. */
  public static final DecisionFilter ALL =
      new DecisionFilter(null, null, null, null, null, null, null, null);

  public DecisionFilter {
    if (agent != null) {
      Decision.requireWord("agent", agent);
    }
    if (model != null && !model.isEmpty()) {
      Decision.requireWord("model_version", model);
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
  }

  /** The same, of that user's. */
  public DecisionFilter of(@Nullable UserId owner) {
    return new DecisionFilter(owner, agent, symbol, type, outcome, model, from, to);
  }

  /** Of what it lets through for that viewer. */
  public Listing listing(Viewer viewer) {
    return Listing.of(
        DecisionIndex.LISTING,
        viewer.tenant(),
        viewer.user(),
        user,
        agent,
        symbol,
        type,
        outcome,
        model,
        from,
        to);
  }
}
