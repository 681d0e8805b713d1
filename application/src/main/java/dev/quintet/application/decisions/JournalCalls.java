package dev.quintet.application.decisions;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.domain.decisions.DecisionChange;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What calls that record decisions and outcomes have in common. */
final class JournalCalls {

  /** Most decisions, or outcomes, in one call. */
  static final int MOST = 1_000;

  /** How far a clock of an agent may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Deliveries deliveries;
  private final Awaiting awaiting;
  private final Clock clock;

  JournalCalls(Deliveries deliveries, Awaiting awaiting, Clock clock) {
    this.deliveries = deliveries;
    this.awaiting = awaiting;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** The words of those that derive decisions. */
  Set<String> stores() {
    return deliveries.stores(DecisionChange.KIND);
  }

  void recorded(TenantId tenant, Set<String> stores) {
    deliveries.recorded(tenant, stores);
  }

  /** Writes, and waits for what is wanted. */
  Awaiting.Awaited<List<JournalEntry>> awaited(
      Viewer viewer,
      Awaiting.Wanted wanted,
      Supplier<List<JournalEntry>> write,
      IntFunction<OperationId> operation,
      Deadline deadline) {
    if (wanted.isNothing()) {
      return new Awaiting.Awaited<>(write.get(), List.of());
    }
    return awaiting.after(
        viewer,
        wanted,
        stores(),
        write,
        entries ->
            IntStream.range(0, entries.size())
                .filter(i -> entries.get(i).refused() == null)
                .mapToObj(operation)
                .toList(),
        deadline);
  }

  /** @throws ProblemException Invalid */
  static void requireSize(String field, int size) {
    if (size < 1 || size > MOST) {
      throw ProblemException.invalid(field, "must be 1 to " + MOST);
    }
  }

  /** @throws ProblemException Invalid of {@code field[index].at} */
  void requireTime(String field, int index, Instant at) {
    if (at.isAfter(now().plus(AHEAD))) {
      throw ProblemException.invalid(
          field + "[" + index + "].at", "must be at most a day ahead of now");
    }
  }
}
