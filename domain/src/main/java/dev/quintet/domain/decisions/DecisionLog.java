package dev.quintet.domain.decisions;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decisions and what came of them, both of which are only added; durable on return. */
public interface DecisionLog {

  /**
   * Adds decisions, each once for its write, all in one transaction, together with their receipts and what other
   * stores are to have of them: {@link DecisionChange}. Each has the tier that its user has then.
   *
   * @param stores the words of those that derive decisions
   * @param writes of one subject, one for each decision, in their order
   * @return what became of each, in their order
   */
  List<Answer> append(
      TenantId tenant,
      List<StatedDecision> decisions,
      Set<String> stores,
      List<Write> writes,
      Deadline deadline);

  /**
   * Adds outcomes, as {@link #append} adds decisions.
   *
   * @param settled what {@link #recorded} found of each decision, with the outcome that is added
   */
  List<Answer> settle(
      TenantId tenant,
      List<RecordedDecision> settled,
      Set<String> stores,
      List<Write> writes,
      Deadline deadline);

  /**
   * Those of the decisions that are there.
   *
   * @param user of those that this one owns; null: of all
   * @param ids at most 1,000
   */
  Map<DecisionId, RecordedDecision> recorded(
      TenantId tenant, @Nullable UserId user, Collection<DecisionId> ids, Deadline deadline);

  /**
   * Why a decision was made; empty when it is not there.
   *
   * @param user as of {@link #recorded}
   */
  Optional<Grounds> grounds(
      TenantId tenant, @Nullable UserId user, DecisionId id, Deadline deadline);
}
