package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import org.jspecify.annotations.Nullable;

/** What happened to positions beside fills, as {@link FillLog#append} recorded it. */
public interface TradeEventLog {

  /** The name of {@link #list}. */
  String LISTING = "trade events";

  /**
   * Corrections, busts, splits and dividends in the order of their time, then account, then recording.
   *
   * @param filter without a strategy; where it names a user, only its accounts are there
   */
  Page<RecordedEvent> list(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline);
}
