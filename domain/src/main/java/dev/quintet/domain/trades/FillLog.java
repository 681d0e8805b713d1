package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fills of trading accounts, which are only added, and what follows from them; durable on return.
 * Where a filter, or the subject of a write, names a user, only its accounts are there.
 */
public interface FillLog {

  /** The name of {@link #list}. */
  String LISTING = "fills";

  /**
   * Adds a fill, once for the write, and with it changes its position, the lots that were closed, and the
   * entries of the account: all or nothing. Fills of an account are one after the other, from any number
   * of callers. A fill of an earlier time than others of its position changes their course as if it had
   * come first; what that changes of their profit is booked with it. Its receipt, and what other stores are
   * to have of it, is recorded together with it: {@link FillChange}.
   *
   * @param stores the words of those that derive fills
   * @throws dev.quintet.domain.shared.ProblemException NotFound of the account; Invalid, of {@code
   *     currency}, for another than the account's, and as {@link Position#after}; NotReady when the account
   *     is closed, and as {@link Recording#late}; LimitExceeded; Conflict
   */
  Answer.Recorded append(
      TenantId tenant, Fill fill, Set<String> stores, Write write, Deadline deadline);

  /** Fills in the order of their time, then account, then recording. */
  Page<RecordedFill> list(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline);
}
