package dev.quintet.application.decisions;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.decisions.DecisionFilter;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.DecisionIndex;
import dev.quintet.domain.decisions.DecisionLog;
import dev.quintet.domain.decisions.Grounds;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads decisions: one of them, with why it was made, from the record; many from the analytical store.
 *
 * <p>Every method throws what {@link Access#tenant} does.
 */
public final class DecisionReading {

  private final Access access;
  private final DecisionLog log;
  private final DecisionIndex index;
  private final Awaiting awaiting;

  public DecisionReading(
      Access access, DecisionLog log, DecisionIndex index, Awaiting awaiting) {
    this.access = access;
    this.log = log;
    this.index = index;
    this.awaiting = awaiting;
  }

  /** A decision, with why it was made. */
  public record Found(RecordedDecision recorded, Grounds grounds) {}

  /**
   * A decision as it is recorded.
   *
   * @throws ProblemException NotFound
   */
  public Found get(Principal principal, DecisionId id, Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.DECISIONS_READ, deadline);
    RecordedDecision recorded =
        log.recorded(viewer.tenant(), viewer.user(), Set.of(id), deadline).get(id);
    if (recorded == null) {
      throw new ProblemException(new Problem.NotFound("decision", id.value()));
    }
    return new Found(
        recorded,
        log.grounds(viewer.tenant(), viewer.user(), id, deadline).orElse(Grounds.NONE));
  }

  /**
   * Decisions in the order of their time, then id.
   *
   * @param operation whose decision or outcome is to be among them, for which it waits until the deadline; null: none
   * @throws ProblemException Invalid for another cursor or a limit that is not 1 to {@value Page#MAX_SIZE};
   *     NotFound of the operation, and of the user of the filter when the call acts for another; Stale when the
   *     store does not have it by then
   */
  public Page<RecordedDecision> list(
      Principal principal,
      DecisionFilter filter,
      @Nullable OperationId operation,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.DECISIONS_READ, deadline);
    Page.checkSize(limit);
    DecisionFilter own = filter.of(Access.owner(principal, filter.user()));
    if (operation != null) {
      String unused =
          awaiting.answering(
              viewer, operation, List.of(index.store().word()), Awaiting.LONGEST, deadline);
    }
    return index.list(viewer, own, after, limit, deadline);
  }
}
