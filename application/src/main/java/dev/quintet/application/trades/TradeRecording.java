package dev.quintet.application.trades;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records fills, and sets how positions follow from them.
 *
 * <p>Every method throws what {@link Access#tenant} does.
 */
public final class TradeRecording {

  /** Most fills in one call. */
  public static final int MOST_FILLS = 500;

  /** How far a clock of a broker may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Access access;
  private final FillLog log;
  private final PositionStore positions;
  private final Deliveries deliveries;
  private final Awaiting awaiting;
  private final Clock clock;

  /**
   * What became of a fill.
   *
   * @param repeated it was recorded before, and nothing was done now
   * @param refused null: it is recorded
   */
  public record Outcome(boolean repeated, @Nullable Problem refused) {}

  public TradeRecording(
      Access access,
      FillLog log,
      PositionStore positions,
      Deliveries deliveries,
      Awaiting awaiting,
      Clock clock) {
    this.deliveries = deliveries;
    this.awaiting = awaiting;
    this.access = access;
    this.log = log;
    this.positions = positions;
    this.clock = clock;
  }

  /**
   * Records fills in their order, each by itself. Idempotent by account and the fill's id.
   *
   * @return for each fill, in their order, what became of it: refused for a fault of its own
   * @throws ProblemException Invalid, of {@code fills}, for none or more than {@value #MOST_FILLS}, and of
   *     {@code at} for a time before 1970 or more than a day ahead of now: nothing is recorded then;
   *     Unavailable, OutcomeUnknown: some may be recorded, and sending all of them again is safe
   */
  public List<Outcome> record(Principal principal, List<Fill> fills, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.TRADES_WRITE, deadline).id();
    if (fills.isEmpty() || fills.size() > MOST_FILLS) {
      throw ProblemException.invalid("fills", "must be 1 to " + MOST_FILLS);
    }
    Instant latest = clock.instant().plus(AHEAD);
    for (Fill fill : fills) {
      if (fill.at().isAfter(latest) || fill.at().isBefore(Instant.EPOCH)) {
        throw ProblemException.invalid("at", "must be from 1970 to a day ahead of now");
      }
    }
    Map<AccountId, Optional<Problem>> accounts = new HashMap<>();
    List<Outcome> outcomes = new ArrayList<>(fills.size());
    for (Fill fill : fills) {
      Optional<Problem> missing =
          accounts.computeIfAbsent(
              fill.account(), account -> missing(principal, tenant, account, deadline));
      outcomes.add(
          missing.isPresent()
              ? new Outcome(false, missing.get())
              : record(principal, tenant, fill, deadline));
    }
    return outcomes;
  }

  /**
   * {@link #record(Principal, List, Deadline)}, and waits until stores have what was recorded.
   *
   * @return with a receipt for each fill that is recorded, in their order, unless nobody waits
   * @throws ProblemException also what {@link Awaiting#after} does
   */
  public Awaiting.Awaited<List<Outcome>> record(
      Principal principal, List<Fill> fills, Awaiting.Wanted wanted, Deadline deadline) {
    if (wanted.isNothing()) {
      return new Awaiting.Awaited<>(record(principal, fills, deadline), List.of());
    }
    return awaiting.after(
        access.viewer(principal, Permission.TRADES_WRITE, deadline),
        wanted,
        deliveries.stores(FillChange.KIND),
        () -> record(principal, fills, deadline),
        outcomes ->
            IntStream.range(0, fills.size())
                .filter(i -> outcomes.get(i).refused() == null)
                .mapToObj(i -> FillChange.operation(fills.get(i)))
                .toList(),
        deadline);
  }

  /** Asked before ids are compared, which are the tenant's, so that ids of another user say nothing. */
  private Optional<Problem> missing(
      Principal principal, TenantId tenant, AccountId account, Deadline deadline) {
    try {
      PositionRules unused = positions.rules(tenant, principal.user(), account, deadline);
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(callers(e));
    }
  }

  private Outcome record(Principal principal, TenantId tenant, Fill fill, Deadline deadline) {
    Write write =
        new Write(
            principal.subject(),
            "fill",
            fill.account() + "/" + fill.id(),
            Sha256.hex(fill.toString()),
            clock.instant(),
            "1",
            null);
    Set<String> stores = deliveries.stores(FillChange.KIND);
    try {
      Answer.Recorded recorded = log.append(tenant, fill, stores, write, deadline);
      deliveries.recorded(tenant, stores);
      return new Outcome(recorded.repeated(), null);
    } catch (ProblemException e) {
      return new Outcome(false, callers(e));
    }
  }

  private static Problem callers(ProblemException e) {
    if (e.problem().fault() == Problem.Fault.PLATFORM) {
      throw e;
    }
    return e.problem();
  }

  /**
   * Sets how positions of an account follow from its fills, before the first. Idempotent.
   *
   * @throws ProblemException NotFound; NotReady when it has fills, and other rules
   */
  public void set(
      Principal principal, AccountId account, PositionRules rules, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.TRADES_WRITE, deadline).id();
    positions.set(tenant, principal.user(), account, rules, deadline);
  }
}
