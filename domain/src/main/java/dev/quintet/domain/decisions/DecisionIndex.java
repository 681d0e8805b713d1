package dev.quintet.domain.decisions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The analytical history of decisions and their outcomes, derived from the record of them. */
public interface DecisionIndex {

  /** The name of {@link #list}. */
  String LISTING = "decisions";

  /** Which store this is. */
  StoreName store();

  /**
   * Keeps these decisions, which are durable on return. Of one that is there already the outcome with the higher
   * version stays, whatever order they come in.
   */
  void put(TenantId tenant, List<RecordedDecision> decisions, Deadline deadline);

  /** Decisions that the viewer sees, in the order of their time, then id. */
  Page<RecordedDecision> list(
      Viewer viewer, DecisionFilter filter, @Nullable Cursor after, int limit, Deadline deadline);
}
