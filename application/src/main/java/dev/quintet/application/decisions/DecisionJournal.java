package dev.quintet.application.decisions;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.domain.decisions.Decision;
import dev.quintet.domain.decisions.DecisionChange;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.DecisionLog;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.decisions.StatedDecision;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Records what agents decided. Each decision that is recorded is used by one of the
 * tenant's {@link UsageType#AI_DECISIONS}, once however often it is sent.
 *
 * <p>Every method throws what {@link Access#tenant} does.
 */
public final class DecisionJournal {

  private final Access access;
  private final DecisionLog log;
  private final UsageAdmission usage;
  private final JournalCalls calls;

  public DecisionJournal(
      Access access,
      DecisionLog log,
      UsageAdmission usage,
      Deliveries deliveries,
      Awaiting awaiting,
      Clock clock) {
    this.access = access;
    this.log = log;
    this.usage = usage;
    this.calls = new JournalCalls(deliveries, awaiting, clock);
  }

  /**
   * Records decisions, all that are new in one transaction. Each is idempotent by its id. In a call for one user
   * all are that user's; in any other each is whose it says.
   *
   * @return for each decision, in their order, what became of it: refused for a conflict; with a receipt for each
   *     that is recorded, unless nobody waits
   * @throws ProblemException Invalid, of {@code decisions}, for none or more than {@value JournalCalls#MOST}, and of {@code
   *     decisions[i].at} for a time more than a day ahead of now; NotFound of the user of a decision when the call
   *     acts for another; LimitExceeded: nothing is recorded then; as {@link Awaiting#after}
   */
  public Awaiting.Awaited<List<JournalEntry>> record(
      Principal principal,
      List<StatedDecision> decisions,
      Awaiting.Wanted wanted,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.DECISIONS_WRITE, deadline).id();
    JournalCalls.requireSize("decisions", decisions.size());
    List<StatedDecision> owned = new ArrayList<>(decisions.size());
    for (StatedDecision stated : decisions) {
      Decision decision = stated.decision();
      calls.requireTime("decisions", owned.size(), decision.at());
      owned.add(stated.ownedBy(Access.owner(principal, decision.user())));
    }
    return calls.awaited(
        new Viewer(tenant, principal.user()),
        wanted,
        () -> admitted(principal, owned, deadline),
        i -> DecisionChange.operation(owned.get(i).id()),
        deadline);
  }

  private List<JournalEntry> admitted(
      Principal principal, List<StatedDecision> decisions, Deadline deadline) {
    Subject subject = principal.subject();
    long admitted = decisions.size();
    usage.admit(subject, UsageType.AI_DECISIONS, admitted);
    long used = 0;
    try {
      List<JournalEntry> entries = append(principal, decisions, deadline);
      used = entries.stream().filter(it -> it.refused() == null && !it.repeated()).count();
      return entries;
    } finally {
      usage.recorded(subject, UsageType.AI_DECISIONS, used);
      usage.giveBack(subject, UsageType.AI_DECISIONS, admitted - used);
    }
  }

  private List<JournalEntry> append(
      Principal principal, List<StatedDecision> decisions, Deadline deadline) {
    Instant now = calls.now();
    List<Write> writes =
        decisions.stream()
            .map(
                it ->
                    new Write(
                        principal.subject(),
                        "decision",
                        it.id().value(),
                        Sha256.hex(it.toString()),
                        now,
                        "1",
                        new Write.Usage(UsageType.AI_DECISIONS, 1)))
            .toList();
    Set<String> stores = calls.stores();
    TenantId tenant = principal.tenant();
    List<Answer> answers = log.append(tenant, decisions, stores, writes, deadline);
    calls.recorded(tenant, stores);
    List<JournalEntry> entries = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      entries.add(
          switch (answers.get(i)) {
            case Answer.Recorded it -> JournalEntry.recorded(it);
            case Answer.Conflict _ ->
                JournalEntry.refused(
                    writes.get(i).conflict(), different(principal, decisions.get(i), deadline));
          });
    }
    return entries;
  }

  /** The field of a conflict, of a decision that the caller may read. */
  private String different(Principal principal, StatedDecision stated, Deadline deadline) {
    DecisionId id = stated.id();
    RecordedDecision recorded =
        log.recorded(principal.tenant(), principal.user(), Set.of(id), deadline).get(id);
    if (recorded == null) {
      return "";
    }
    return log.grounds(principal.tenant(), principal.user(), id, deadline)
        .map(grounds -> new StatedDecision(recorded.decision(), grounds))
        .flatMap(stated::differsIn)
        .orElse("");
  }
}
