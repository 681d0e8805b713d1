package dev.quintet.adapters.out.memory;

import dev.quintet.domain.decisions.DecisionChange;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.DecisionLog;
import dev.quintet.domain.decisions.Grounds;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.decisions.StatedDecision;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decisions by their ids, with the outcome that counts. */
public final class MemoryDecisionLog implements DecisionLog {

  /** Of two of one decision that which counts. */
  static final BinaryOperator<RecordedDecision> LATER =
      BinaryOperator.maxBy(Comparator.comparing(it -> it.outcome().version()));

  private final MemoryUserStore users;
  private final MemoryOnce once;
  private final MemoryOutboxStore outbox;
  private final Map<TenantId, Map<DecisionId, RecordedDecision>> all = new HashMap<>();
  private final Map<TenantId, Map<DecisionId, Grounds>> grounds = new HashMap<>();

  MemoryDecisionLog(MemoryUserStore users, MemoryOnce once, MemoryOutboxStore outbox) {
    this.users = users;
    this.once = once;
    this.outbox = outbox;
  }

  @Override
  public List<Answer> append(
      TenantId tenant,
      List<StatedDecision> decisions,
      Set<String> stores,
      List<Write> writes,
      Deadline deadline) {
    return once.together(
        writes, i -> add(tenant, decisions.get(i), stores, writes.get(i).at()), deadline);
  }

  private void add(TenantId tenant, StatedDecision stated, Set<String> stores, Instant at) {
    UserId user = stated.decision().user();
    RecordedDecision recorded =
        new RecordedDecision(
            stated.decision(),
            user == null ? null : users.tier(tenant, user).orElse(null),
            at,
            Outcome.NONE);
    synchronized (this) {
      grounds.computeIfAbsent(tenant, it -> new HashMap<>()).put(stated.id(), stated.grounds());
    }
    add(tenant, recorded, stores);
  }

  private void add(TenantId tenant, RecordedDecision recorded, Set<String> stores) {
    synchronized (this) {
      RecordedDecision unused =
          all.computeIfAbsent(tenant, it -> new HashMap<>()).merge(recorded.id(), recorded, LATER);
    }
    outbox.add(
        DecisionChange.operation(tenant, recorded, stores), List.of(DecisionChange.of(recorded)));
  }

  @Override
  public List<Answer> settle(
      TenantId tenant,
      List<RecordedDecision> settled,
      Set<String> stores,
      List<Write> writes,
      Deadline deadline) {
    return once.together(writes, i -> add(tenant, settled.get(i), stores), deadline);
  }

  @Override
  public synchronized Map<DecisionId, RecordedDecision> recorded(
      TenantId tenant, @Nullable UserId user, Collection<DecisionId> ids, Deadline deadline) {
    MemoryFailures.check(deadline);
    return all.getOrDefault(tenant, Map.of()).entrySet().stream()
        .filter(it -> ids.contains(it.getKey()))
        .filter(it -> user == null || user.equals(it.getValue().decision().user()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public synchronized Optional<Grounds> grounds(
      TenantId tenant, @Nullable UserId user, DecisionId id, Deadline deadline) {
    return recorded(tenant, user, Set.of(id), deadline).isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(grounds.getOrDefault(tenant, Map.of()).get(id));
  }
}
