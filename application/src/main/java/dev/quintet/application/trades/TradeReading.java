package dev.quintet.application.trades;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.HeldLot;
import dev.quintet.domain.trades.MergedFill;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.RecordedEvent;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeEventLog;
import dev.quintet.domain.trades.TradeFilter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows fills, and what follows from them.
 *
 * <p>Every method throws what {@link Access#tenant} does, Invalid for another cursor or a limit that is not
 * 1 to {@value Page#MAX_SIZE}, and NotFound when the filter names an account that is not there.
 */
public final class TradeReading {

  private final Access access;
  private final Logs logs;
  private final PositionStore store;
  private final FillIndex index;
  private final Awaiting awaiting;

  /** What is recorded. */
  public record Logs(FillLog fills, TradeEventLog events) {}

  public TradeReading(
      Access access, Logs logs, PositionStore store, FillIndex index, Awaiting awaiting) {
    this.index = index;
    this.access = access;
    this.logs = logs;
    this.store = store;
    this.awaiting = awaiting;
  }

  /**
   * To be asked before a read that is to have what an operation changed. The record has all that is
   * acknowledged: nobody waits for it.
   *
   * @throws ProblemException NotFound of the operation; Stale of one whose outcome is still open
   */
  public void having(Principal principal, OperationId operation, Deadline deadline) {
    String unused =
        awaiting.answering(
            access.viewer(principal, Permission.TRADES_READ, deadline),
            operation,
            List.of(awaiting.record()),
            Duration.ZERO,
            deadline);
  }

  /** Fills in the order of their time. */
  public Page<RecordedFill> fills(
      Principal principal,
      TradeFilter filter,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.TRADES_READ, deadline).id();
    Page.checkSize(limit);
    TradeFilter own = filter.of(Access.owner(principal, filter.user()));
    Page<RecordedFill> page = logs.fills.list(tenant, own, after, limit, deadline);
    requireAccount(tenant, own, page.items(), deadline);
    return page;
  }

  /**
   * Corrections, busts, splits and dividends in the order of their time.
   *
   * @throws ProblemException also Invalid, of {@code strategy}, when the filter names one
   */
  public Page<RecordedEvent> events(
      Principal principal,
      TradeFilter filter,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.TRADES_READ, deadline).id();
    Page.checkSize(limit);
    if (filter.strategy() != null) {
      throw ProblemException.invalid("strategy", "must not be given: events have none");
    }
    TradeFilter own = filter.of(Access.owner(principal, filter.user()));
    Page<RecordedEvent> page = logs.events.list(tenant, own, after, limit, deadline);
    requireAccount(tenant, own, page.items(), deadline);
    return page;
  }

  /**
   * Fills of an account with those of one order as one, by the time of the first of each.
   *
   * @throws ProblemException also Invalid, of {@code account_id}, when the filter names none
   */
  public Page<MergedFill> merged(
      Principal principal,
      TradeFilter filter,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.TRADES_READ, deadline).id();
    Page.checkSize(limit);
    if (filter.account() == null) {
      throw ProblemException.invalid("account_id", "must be given: orders are those of an account");
    }
    TradeFilter own = filter.of(Access.owner(principal, filter.user()));
    Page<MergedFill> page = logs.fills.merged(tenant, own, after, limit, deadline);
    requireAccount(tenant, own, page.items(), deadline);
    return page;
  }

  /**
   * Positions by account, symbol and name.
   *
   * @param open only those that are not flat
   */
  public Page<PositionSummary> positions(
      Principal principal,
      TradeFilter filter,
      boolean open,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.TRADES_READ, deadline).id();
    Page.checkSize(limit);
    TradeFilter own = filter.of(Access.owner(principal, filter.user()));
    Page<PositionSummary> page = store.list(tenant, own, open, after, limit, deadline);
    requireAccount(tenant, own, page.items(), deadline);
    return page;
  }

  /** What was closed, by account, symbol and name of its position, and within it in its order. */
  public Page<HeldLot> closedLots(
      Principal principal,
      TradeFilter filter,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.TRADES_READ, deadline).id();
    Page.checkSize(limit);
    TradeFilter own = filter.of(Access.owner(principal, filter.user()));
    Page<HeldLot> page = store.closedLots(tenant, own, after, limit, deadline);
    requireAccount(tenant, own, page.items(), deadline);
    return page;
  }

  /**
   * How what was closed did, by key and then currency.
   *
   * @param store its word
   */
  public record Summed(List<Performance> rows, String store) {}

  /**
   * How what was closed did: of the fills that the analytical store has by now.
   *
   * @param operation the record answers until the analytical store has what it changed
   * @throws ProblemException as {@link #having}
   */
  public Summed performance(
      Principal principal,
      TradeFilter filter,
      Performance.Grouping by,
      @Nullable OperationId operation,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.TRADES_READ, deadline);
    TenantId tenant = viewer.tenant();
    TradeFilter own = filter.of(Access.owner(principal, filter.user()));
    String derived = index.store().word();
    String answering =
        operation == null
            ? derived
            : awaiting.answering(
                viewer, operation, List.of(derived, awaiting.record()), Duration.ZERO, deadline);
    List<Performance> rows =
        answering.equals(derived)
            ? index.performance(tenant, own, by, deadline)
            : store.performance(tenant, own, by, deadline);
    requireAccount(tenant, own, rows, deadline);
    return new Summed(rows, answering);
  }

  /** Nothing was found: an account that is not there is said, one without trades is not. */
  private void requireAccount(
      TenantId tenant, TradeFilter filter, List<?> found, Deadline deadline) {
    if (found.isEmpty() && filter.account() != null) {
      PositionRules unused = store.rules(tenant, filter.user(), filter.account(), deadline);
    }
  }
}
