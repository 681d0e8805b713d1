package dev.quintet.domain.users;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import org.jspecify.annotations.Nullable;

/**
 * The entries of trading accounts, which are only added, and what they leave on the account; durable on
 * return. Where a user is named, only its accounts are there; null: those of all.
 */
public interface AccountEntryLog {

  /** Of {@link #list}. */
  static Listing listing(TenantId tenant, AccountId account) {
    return Listing.of("account entries", tenant, account);
  }

  /**
   * Adds an entry, once for the write, and changes the funds with it: both or neither. Entries of an
   * account are one after the other, from any number of callers.
   *
   * @return the entry as it was recorded, however often it is sent
   * @throws dev.quintet.domain.shared.ProblemException NotFound; Invalid, of {@code currency}, for
   *     another than the account's, and of {@code amount} or {@code locked} for funds that do not fit, or
   *     less than nothing locked; NotReady when the account is closed, or has not that much free; Conflict
   */
  AccountEntry append(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      AccountEntry.Change change,
      Write write,
      Deadline deadline);

  /**
   * Entries of an account in the order of their sequence; none when there is no such account.
   */
  Page<AccountEntry> list(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      @Nullable Cursor after,
      int limit,
      Deadline deadline);
}
