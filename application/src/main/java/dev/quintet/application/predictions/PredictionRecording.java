package dev.quintet.application.predictions;

import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionChange;
import dev.quintet.domain.predictions.PredictionId;
import dev.quintet.domain.predictions.PredictionLog;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records what models predicted. A prediction of a call for a user is that user's; one of any other call is the
 * tenant's. Each is counted once as {@link UsageType#AI_DECISIONS}.
 */
public final class PredictionRecording {

  /** Most predictions in one call. */
  public static final int MOST = 200;

  /** How far a clock of a model may be ahead of ours: what is ahead of now would hide what comes after it. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final Access access;
  private final PredictionLog log;
  private final UsageAdmission usage;
  private final Deliveries deliveries;
  private final Clock clock;

  /**
   * What became of a prediction.
   *
   * @param repeated it was recorded before, and nothing was done now
   * @param refused null: it is recorded
   */
  public record Outcome(boolean repeated, @Nullable Problem refused) {

    static Outcome of(Answer answer, Write write) {
      return switch (answer) {
        case Answer.Recorded it -> new Outcome(it.repeated(), null);
        case Answer.Conflict it -> new Outcome(false, write.conflict());
      };
    }
  }

  public PredictionRecording(
      Access access,
      PredictionLog log,
      UsageAdmission usage,
      Deliveries deliveries,
      Clock clock) {
    this.access = access;
    this.log = log;
    this.usage = usage;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * Records predictions, all that are new or none. Idempotent by their ids.
   *
   * @param predictions their owner is that of the call, whatever they say
   * @return for each, in their order, what became of it: refused when its id was used for another
   * @throws ProblemException what {@link Access#tenant} does; Invalid, of {@code predictions}, for none or more
   *     than {@value #MOST}, and of {@code made_at} for a time more than a minute ahead of now; LimitExceeded
   *     when all of them together exceed what may still be used, unless all were recorded before; Unavailable:
   *     nothing is recorded then; OutcomeUnknown: sending all of them again is safe
   */
  public List<Outcome> record(
      Principal principal, List<Prediction> predictions, Deadline deadline) {
    Tenant tenant = access.tenant(principal, Permission.PREDICTIONS_WRITE, deadline);
    if (predictions.isEmpty() || predictions.size() > MOST) {
      throw ProblemException.invalid("predictions", "must be 1 to " + MOST);
    }
    Instant now = clock.instant();
    predictions.forEach(it -> requireTime(it, now));
    List<Prediction> own =
        predictions.stream().map(it -> it.ownedBy(principal.user())).toList();
    List<Write> writes = own.stream().map(it -> write(principal, it, now)).toList();
    long admitted = admit(principal, tenant.id(), own, deadline);
    long fresh = 0;
    try {
      Set<String> derived = deliveries.stores(PredictionChange.KIND);
      List<Answer> answers =
          log.append(tenant.id(), own, tenant.tier(), derived, writes, deadline);
      fresh =
          answers.stream()
              .filter(it -> it instanceof Answer.Recorded recorded && !recorded.repeated())
              .count();
      deliveries.recorded(tenant.id(), derived);
      return outcomes(answers, writes);
    } finally {
      settle(principal, admitted, fresh);
    }
  }

  private static void requireTime(Prediction prediction, Instant now) {
    if (prediction.madeAt().isAfter(now.plus(AHEAD))) {
      throw ProblemException.invalid("made_at", "is more than a minute ahead of now");
    }
  }

  private static Write write(Principal principal, Prediction prediction, Instant now) {
    return new Write(
        principal.subject(),
        "prediction",
        prediction.id().value(),
        Sha256.hex(prediction.toString()),
        now,
        "1",
        new Write.Usage(UsageType.AI_DECISIONS, 1));
  }

  /** How many are counted; none of those that were all recorded before, whatever may still be used. */
  private long admit(
      Principal principal, TenantId tenant, List<Prediction> predictions, Deadline deadline) {
    try {
      usage.admit(principal.subject(), UsageType.AI_DECISIONS, predictions.size());
      return predictions.size();
    } catch (ProblemException e) {
      Set<PredictionId> ids =
          predictions.stream().map(Prediction::id).collect(Collectors.toSet());
      if (log.find(tenant, ids, deadline).size() < ids.size()) {
        throw e;
      }
      return 0;
    }
  }

  private void settle(Principal principal, long admitted, long fresh) {
    usage.recorded(principal.subject(), UsageType.AI_DECISIONS, Math.min(fresh, admitted));
    usage.giveBack(
        principal.subject(), UsageType.AI_DECISIONS, admitted - Math.min(fresh, admitted));
  }

  private static List<Outcome> outcomes(List<Answer> answers, List<Write> writes) {
    List<Outcome> outcomes = new ArrayList<>(answers.size());
    for (Answer answer : answers) {
      outcomes.add(Outcome.of(answer, writes.get(outcomes.size())));
    }
    return outcomes;
  }
}
