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
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.TradeEvent;
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
 * Records fills and what else happened to positions, and sets how positions follow from them.
 *
 * <p>Every method throws what {@link Access#tenant} does.
 */
public final class TradeRecording {

  /** Most fills, or other events, in one call. */
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
   * What became of a fill, or of another event.
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
    return record(principal, "fills", fills, deadline);
  }

  /**
   * Records corrections, busts, splits and dividends in their order, each by itself. Idempotent by account
   * and the event's id. A split or a dividend is of every position of the symbol that was open at its time.
   *
   * @return for each event, in their order, what became of it: refused for a fault of its own
   * @throws ProblemException as {@link #record(Principal, List, Deadline)}, of {@code events}
   */
  public List<Outcome> recordEvents(
      Principal principal, List<TradeEvent> events, Deadline deadline) {
    return record(principal, "events", events, deadline);
  }

  private List<Outcome> record(
      Principal principal, String field, List<? extends TradeEvent> events, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.TRADES_WRITE, deadline).id();
    if (events.isEmpty() || events.size() > MOST_FILLS) {
      throw ProblemException.invalid(field, "must be 1 to " + MOST_FILLS);
    }
    events.forEach(this::requireTime);
    Map<AccountId, Optional<Problem>> accounts = new HashMap<>();
    List<Outcome> outcomes = new ArrayList<>(events.size());
    for (TradeEvent event : events) {
      Optional<Problem> missing =
          accounts.computeIfAbsent(
              event.account(), account -> missing(principal, tenant, account, deadline));
      outcomes.add(
          missing.isPresent()
              ? new Outcome(false, missing.get())
              : record(principal, tenant, event, deadline));
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
    return record(principal, "fills", fills, wanted, deadline);
  }

  /**
   * {@link #recordEvents(Principal, List, Deadline)}, and waits until stores have what was recorded. What
   * changes no position has one leg, of the record.
   *
   * @return with a receipt for each event that is recorded, in their order, unless nobody waits
   * @throws ProblemException also what {@link Awaiting#after} does
   */
  public Awaiting.Awaited<List<Outcome>> recordEvents(
      Principal principal, List<TradeEvent> events, Awaiting.Wanted wanted, Deadline deadline) {
    return record(principal, "events", events, wanted, deadline);
  }

  private Awaiting.Awaited<List<Outcome>> record(
      Principal principal,
      String field,
      List<? extends TradeEvent> events,
      Awaiting.Wanted wanted,
      Deadline deadline) {
    if (wanted.isNothing()) {
      return new Awaiting.Awaited<>(record(principal, field, events, deadline), List.of());
    }
    return awaiting.after(
        access.viewer(principal, Permission.TRADES_WRITE, deadline),
        wanted,
        deliveries.stores(FillChange.KIND),
        () -> record(principal, field, events, deadline),
        outcomes ->
            IntStream.range(0, events.size())
                .filter(i -> outcomes.get(i).refused() == null)
                .mapToObj(i -> FillChange.operation(events.get(i)))
                .toList(),
        deadline);
  }

  private void requireTime(TradeEvent event) {
    requireTime(event.at(), clock);
    if (event instanceof TradeEvent.Correction correction) {
      requireTime(correction.replacement());
    }
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

  private Outcome record(
      Principal principal, TenantId tenant, TradeEvent event, Deadline deadline) {
    Write write = write(principal.subject(), event, clock);
    Set<String> stores = deliveries.stores(FillChange.KIND);
    try {
      Answer.Recorded recorded = log.append(tenant, event, stores, write, deadline);
      deliveries.recorded(tenant, stores);
      return new Outcome(recorded.repeated(), null);
    } catch (ProblemException e) {
      return new Outcome(false, callers(e));
    }
  }

  static void requireTime(Instant at, Clock clock) {
    if (at.isAfter(clock.instant().plus(AHEAD)) || at.isBefore(Instant.EPOCH)) {
      throw ProblemException.invalid("at", "must be from 1970 to a day ahead of now");
    }
  }

  static Write write(Subject subject, TradeEvent event, Clock clock) {
    return new Write(
        subject,
        event instanceof Fill ? "fill" : "trade_event",
        event.account() + "/" + event.id(),
        Sha256.hex(event.toString()),
        clock.instant(),
        "1",
        null);
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
   * @throws ProblemException NotFound; NotReady when it has fills or other events, and other rules
   */
  public void set(
      Principal principal, AccountId account, PositionRules rules, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.TRADES_WRITE, deadline).id();
    positions.set(tenant, principal.user(), account, rules, deadline);
  }
}
