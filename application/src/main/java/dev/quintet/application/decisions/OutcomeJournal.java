package dev.quintet.application.decisions;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.decisions.DecisionChange;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.DecisionLog;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.decisions.StatedOutcome;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records what came of decisions.
 *
 * <p>Every method throws what {@link Access#tenant} does.
 */
public final class OutcomeJournal {

  private final Access access;
  private final DecisionLog log;
  private final JournalCalls calls;

  public OutcomeJournal(
      Access access, DecisionLog log, Deliveries deliveries, Awaiting awaiting, Clock clock) {
    this.access = access;
    this.log = log;
    this.calls = new JournalCalls(deliveries, awaiting, clock);
  }

  /**
   * Records what came of decisions, all that is new in one transaction. Each is idempotent by decision and version.
   *
   * @return for each outcome, in their order, what became of it: refused with NotFound when there is no such
   *     decision, or it is not the caller's; for a conflict; and with Invalid of {@code at} for a time before that
   *     of the decision
   * @throws ProblemException as {@link DecisionJournal#record}, of {@code outcomes}
   */
  public Awaiting.Awaited<List<JournalEntry>> settle(
      Principal principal,
      List<StatedOutcome> outcomes,
      Awaiting.Wanted wanted,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.DECISIONS_WRITE, deadline).id();
    JournalCalls.requireSize("outcomes", outcomes.size());
    for (int i = 0; i < outcomes.size(); i++) {
      calls.requireTime("outcomes", i, at(outcomes.get(i).outcome()));
    }
    return calls.awaited(
        new Viewer(tenant, principal.user()),
        wanted,
        () -> settled(principal, outcomes, deadline),
        i ->
            DecisionChange.operation(
                outcomes.get(i).decision(), outcomes.get(i).outcome().version()),
        deadline);
  }

  private List<JournalEntry> settled(
      Principal principal, List<StatedOutcome> outcomes, Deadline deadline) {
    Map<DecisionId, RecordedDecision> known =
        log.recorded(
            principal.tenant(),
            principal.user(),
            outcomes.stream().map(StatedOutcome::decision).collect(Collectors.toSet()),
            deadline);
    List<Optional<Problem>> refused =
        outcomes.stream().map(it -> refusal(it, known.get(it.decision()))).toList();
    List<StatedOutcome> good =
        IntStream.range(0, outcomes.size())
            .filter(i -> refused.get(i).isEmpty())
            .mapToObj(outcomes::get)
            .toList();
    List<JournalEntry> entries =
        new ArrayList<>(good.isEmpty() ? List.of() : append(principal, good, known, deadline));
    for (int i = 0; i < outcomes.size(); i++) {
      if (refused.get(i).isPresent()) {
        Problem problem = refused.get(i).get();
        entries.add(i, JournalEntry.refused(problem, problem.invalidField().orElse("")));
      }
    }
    return entries;
  }

  private static Optional<Problem> refusal(
      StatedOutcome stated, @Nullable RecordedDecision decision) {
    if (decision == null) {
      return Optional.of(new Problem.NotFound("decision", stated.decision().value()));
    }
    return at(stated.outcome()).isBefore(decision.decision().at())
        ? Optional.of(new Problem.Invalid("at", "is before the decision"))
        : Optional.empty();
  }

  private List<JournalEntry> append(
      Principal principal,
      List<StatedOutcome> outcomes,
      Map<DecisionId, RecordedDecision> known,
      Deadline deadline) {
    Instant now = calls.now();
    List<RecordedDecision> settled = new ArrayList<>();
    List<Write> writes = new ArrayList<>();
    for (StatedOutcome it : outcomes) {
      settled.add(Objects.requireNonNull(known.get(it.decision())).with(it.outcome()));
      writes.add(
          new Write(
              principal.subject(),
              "decision_outcome",
              it.decision() + "/" + it.outcome().version(),
              Sha256.hex(it.toString()),
              now,
              "1",
              null));
    }
    Set<String> stores = calls.stores();
    TenantId tenant = principal.tenant();
    List<Answer> answers = log.settle(tenant, settled, stores, writes, deadline);
    calls.recorded(tenant, stores);
    return IntStream.range(0, answers.size())
        .mapToObj(
            i ->
                switch (answers.get(i)) {
                  case Answer.Recorded it -> JournalEntry.recorded(it);
                  case Answer.Conflict _ -> JournalEntry.refused(writes.get(i).conflict(), "");
                })
        .toList();
  }

  private static Instant at(Outcome stated) {
    return Objects.requireNonNull(stated.at());
  }
}
