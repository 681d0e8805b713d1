package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from fills, and the rules by which it does. Where a user is named, only its accounts are
 * there; null: those of all.
 */
public interface PositionStore {

  /** The name of {@link #list}. */
  String LISTING = "positions";

  /** The name of {@link #closedLots}. */
  String CLOSED_LOTS = "closed lots";

  /**
   * Sets the rules of an account. Idempotent.
   *
   * @throws dev.quintet.domain.shared.ProblemException NotFound; NotReady when it has fills or other
   *     events, and other rules
   */
  void set(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      PositionRules rules,
      Deadline deadline);

  /**
   * The rules of an account.
   *
   * @throws dev.quintet.domain.shared.ProblemException NotFound
   */
  PositionRules rules(
      TenantId tenant, @Nullable UserId user, AccountId account, Deadline deadline);

  /**
   * Positions by account, symbol and name.
   *
   * @param filter of which user, account and symbol count
   * @param open only those that are not flat
   */
  Page<PositionSummary> list(
      TenantId tenant,
      TradeFilter filter,
      boolean open,
      @Nullable Cursor after,
      int limit,
      Deadline deadline);

  /**
   * Positions as they are now, all of one instant, in any order; those that never were are left out.
   *
   * @param user finds only those of its accounts; null: those of all
   */
  List<CurrentPosition> current(
      TenantId tenant,
      @Nullable UserId user,
      Collection<Position.Key> keys,
      Deadline deadline);

  /**
   * What is open of positions, in any order; flat ones are left out.
   *
   * @param user finds only those of its accounts; null: those of all
   */
  List<OpenPosition> open(
      TenantId tenant,
      @Nullable UserId user,
      Collection<Position.Key> keys,
      Deadline deadline);

  /** What was closed, by account, symbol and name of its position, and within it in its order. */
  Page<HeldLot> closedLots(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline);

  /** How what was closed did, by key and then currency; none when nothing was closed. */
  List<Performance> performance(
      TenantId tenant, TradeFilter filter, Performance.Grouping by, Deadline deadline);
}
