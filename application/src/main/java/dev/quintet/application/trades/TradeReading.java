package dev.quintet.application.trades;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeFilter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows fills, and what follows from them.
 *
 * <p>Every method throws what {@link Access#tenant} does, Invalid for another cursor or a limit that is not
 * 1 to {@value Page#MAX_SIZE}, and NotFound when the filter names an account that is not there.
 */
public final class TradeReading {

  private final Access access;
  private final FillLog log;
  private final PositionStore store;

  public TradeReading(Access access, FillLog log, PositionStore store) {
    this.access = access;
    this.log = log;
    this.store = store;
  }

  /** Fills in the order of their time. */
  public Page<RecordedFill> fills(
      Principal principal,
      TradeFilter filter,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    return page(
        principal,
        filter,
        limit,
        deadline,
        (tenant, own) -> log.list(tenant, own, after, limit, deadline));
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
    return page(
        principal,
        filter,
        limit,
        deadline,
        (tenant, own) -> store.list(tenant, own, open, after, limit, deadline));
  }

  /** What was closed, by account, symbol and name of its position, and within it in its order. */
  public Page<ClosedLot> closedLots(
      Principal principal,
      TradeFilter filter,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    return page(
        principal,
        filter,
        limit,
        deadline,
        (tenant, own) -> store.closedLots(tenant, own, after, limit, deadline));
  }

  /** How what was closed did, by key and then currency. */
  public List<Performance> performance(
      Principal principal, TradeFilter filter, Performance.Grouping by, Deadline deadline) {
    return read(
        principal,
        filter,
        deadline,
        rows -> rows,
        (tenant, own) -> store.performance(tenant, own, by, deadline));
  }

  private interface Reading<T> {
    T of(TenantId tenant, TradeFilter own);
  }

  private <T> Page<T> page(
      Principal principal, TradeFilter filter, int limit, Deadline deadline, Reading<Page<T>> reading) {
    return read(
        principal,
        filter,
        deadline,
        Page::items,
        (tenant, own) -> {
          Page.checkSize(limit);
          return reading.of(tenant, own);
        });
  }

  /** Where nothing was found, an account that is not there is said, one without trades is not. */
  private <T> T read(
      Principal principal,
      TradeFilter filter,
      Deadline deadline,
      Function<T, List<?>> items,
      Reading<T> reading) {
    TenantId tenant = access.tenant(principal, Permission.TRADES_READ, deadline).id();
    TradeFilter own = filter.of(Access.owner(principal, filter.user()));
    T found = reading.of(tenant, own);
    if (items.apply(found).isEmpty() && own.account() != null) {
      PositionRules unused = store.rules(tenant, own.user(), own.account(), deadline);
    }
    return found;
  }
}
