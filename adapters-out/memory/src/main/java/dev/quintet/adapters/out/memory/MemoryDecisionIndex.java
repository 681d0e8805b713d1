package dev.quintet.adapters.out.memory;

import dev.quintet.domain.decisions.Decision;
import dev.quintet.domain.decisions.DecisionFilter;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.DecisionIndex;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decisions by their ids; a store beside that of the record. */
public final class MemoryDecisionIndex implements DecisionIndex {

  private static final Comparator<RecordedDecision> ORDER =
      Comparator.<RecordedDecision, Instant>comparing(it -> it.decision().at())
          .thenComparing(it -> it.id().value());

  private final Map<TenantId, Map<DecisionId, RecordedDecision>> all = new HashMap<>();

  @Override
  public StoreName store() {
    return MemoryFillIndex.STORE;
  }

  @Override
  public synchronized void put(
      TenantId tenant, List<RecordedDecision> decisions, Deadline deadline) {
    MemoryFailures.check(deadline);
    Map<DecisionId, RecordedDecision> own = all.computeIfAbsent(tenant, id -> new HashMap<>());
    decisions.forEach(it -> own.merge(it.id(), it, MemoryDecisionLog.LATER));
  }

  @Override
  public synchronized Page<RecordedDecision> list(
      Viewer viewer, DecisionFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = filter.listing(viewer);
    Last last = after == null ? null : listing.position(after, 2, Last::of);
    List<RecordedDecision> found =
        matching(viewer, filter)
            .filter(it -> last == null || last.isBefore(it))
            .sorted(ORDER)
            .limit(limit + 1L)
            .toList();
    return listing.page(
        found, limit, it -> List.of(it.decision().at().toString(), it.id().value()));
  }

  private Stream<RecordedDecision> matching(Viewer viewer, DecisionFilter filter) {
    return all.getOrDefault(viewer.tenant(), Map.of()).values().stream()
        .filter(it -> viewer.user() == null || viewer.user().equals(it.decision().user()))
        .filter(it -> filter.outcome() == null || filter.outcome() == it.outcome().result())
        .filter(it -> passes(it.decision(), filter));
  }

  private static boolean passes(Decision decision, DecisionFilter filter) {
    return (filter.user() == null || filter.user().equals(decision.user()))
        && (filter.agent() == null || filter.agent().equals(decision.agent()))
        && (filter.symbol() == null || filter.symbol().equals(decision.symbol()))
        && (filter.type() == null || filter.type() == decision.type())
        && (filter.model() == null || filter.model().equals(decision.model()))
        && (filter.from() == null || !decision.at().isBefore(filter.from()))
        && (filter.to() == null || decision.at().isBefore(filter.to()));
  }

  private record Last(Instant at, String id) {

    static Last of(List<String> parts) {
      return new Last(Instant.parse(parts.get(0)), parts.get(1));
    }

    boolean isBefore(RecordedDecision decision) {
      int order = at.compareTo(decision.decision().at());
      return order < 0 || (order == 0 && id.compareTo(decision.id().value()) < 0);
    }
  }
}
