package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Margins of accounts; durable on return. Each method is one transaction: the state of a margin, what its
 * account has locked, and its receipt agree at any time.
 */
public interface MarginStore {

  /** A margin of a tenant. */
  record Reference(TenantId tenant, Margin.Key key) {}

  /**
   * Reserves a margin, once for the write: locks the amount.
   *
   * @throws dev.quintet.domain.shared.ProblemException NotFound of the account, which is the subject's; Invalid
   *     of {@code currency}; NotReady when it is not active, or has not that much free; Conflict
   */
  Answer.Recorded reserve(
      TenantId tenant,
      Margin.Key key,
      Money amount,
      Instant expiresAt,
      Write write,
      Deadline deadline);

  /**
   * Changes a margin that nobody else changes meanwhile. What is no longer locked is released, as far as it
   * is still locked.
   *
   * @param change of what is there; may be called again
   * @return after it
   * @throws dev.quintet.domain.shared.ProblemException NotFound; what {@code change} throws
   */
  Margin change(
      TenantId tenant,
      @Nullable UserId user,
      Margin.Key key,
      UnaryOperator<Margin> change,
      Deadline deadline);

  /**
   * Records the fill of a margin, as {@link FillLog#append} does, and opens the margin: both or nothing.
   *
   * @param write that of the fill; recorded before, it opens the margin
   * @throws dev.quintet.domain.shared.ProblemException NotReady unless it is filling, or was; what {@link
   *     FillLog#append} throws
   */
  Margin fill(
      TenantId tenant, Margin.Key key, Set<String> stores, Write write, Deadline deadline);

  /** A margin; empty also where the account is another user's. */
  Optional<Margin> find(
      TenantId tenant, @Nullable UserId user, Margin.Key key, Deadline deadline);

  /**
   * Margins of an account by their ids; none when there is no such account, or it is another user's.
   *
   * @param locked only those whose amount is locked
   */
  Page<Margin> list(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      boolean locked,
      @Nullable Cursor after,
      int limit,
      Deadline deadline);

  /** Of {@link #list}. */
  static Listing listing(TenantId tenant, AccountId account, boolean locked) {
    return Listing.of("margins", tenant, account, locked);
  }

  /**
   * Those of these tenants that are filling, or reserved and expired by then, at most a thousand.
   */
  List<Reference> due(Set<TenantId> tenants, Instant now, Deadline deadline);
}
