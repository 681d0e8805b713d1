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
 * The fills of trading accounts and what else happened to their positions, which is only added, and what
 * follows from it; durable on return.
 * Where a filter, or the subject of a write, names a user, only its accounts are there.
 */
public interface FillLog {

  /** The name of {@link #list}. */
  String LISTING = "fills";

  /**
   * Adds an event, once for the write, and with it changes the positions that it is of, the lots that were
   * closed, and the entries of the account: all or nothing. Events of an account are one after the other,
   * from any number of callers. One of an earlier time than others of its position changes their course as
   * if it had come first, a correction as if the fill had been so, a bust as if it had not been; what that
   * changes of their profit is booked with it. A split and a dividend are of every position of the symbol
   * that was open at their time. The receipt, and what other stores are to have of it, is recorded together
   * with it: {@link FillChange}.
   *
   * @param stores the words of those that derive fills
   * @throws dev.quintet.domain.shared.ProblemException NotFound of the account, or of the trade that is
   *     corrected or annulled; Invalid, of {@code currency}, for another than the account's, and as {@link
   *     Course#replaced} and {@link Position#after}; NotReady when the account is closed, the trade is
   *     annulled, and as {@link Recording#replayed} and {@link Recording#requirePositions};
   *     LimitExceeded; Conflict
   */
  Answer.Recorded append(
      TenantId tenant, TradeEvent event, Set<String> stores, Write write, Deadline deadline);

  /**
   * Fills in the order of their time, then account, then recording: as they were corrected, in the place of
   * the first, and without those that are annulled.
   */
  Page<RecordedFill> list(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline);

  /** The name of {@link #merged}. */
  String MERGED = "merged fills";

  /**
   * Fills of an account with those of one order as one, by the time of the first of each, then recording:
   * of the fills that the filter lets through.
   *
   * @param filter names an account
   */
  Page<MergedFill> merged(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline);
}
