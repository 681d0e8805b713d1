package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fills that count, of all users of a tenant, as they are recorded, and as what another store has of
 * them is compared with them.
 */
public interface FillAuditLog {

  /** The time of the first that is not earlier. */
  Optional<Instant> next(TenantId tenant, Audited what, Instant from, Deadline deadline);

  /**
   * What is recorded, by day in their order; days without any are left out.
   *
   * @param from the first day
   * @param to the day behind the last
   */
  Map<LocalDate, DayCheck> check(
      TenantId tenant, Audited what, LocalDate from, LocalDate to, Deadline deadline);

  /**
   * Those of a time, in no order.
   *
   * @param store fills that wait to be delivered to it are pending, and all trades of their accounts
   * @param from the first instant
   * @param to the instant behind the last
   * @param most so many, if there are more
   */
  List<FillPrint> prints(
      TenantId tenant,
      Audited what,
      String store,
      Instant from,
      Instant to,
      int most,
      Deadline deadline);

  /**
   * What these fills closed, as it is now: with the sequence of the newest fill of the account, since all
   * that were recorded until now made it what it is.
   *
   * @param fills at most 1,000
   */
  List<Trade> trades(TenantId tenant, List<RecordedFill> fills, Deadline deadline);

  /** How many there are. */
  long count(TenantId tenant, Deadline deadline);

  /** Accounts of which something waits to be delivered to a store. */
  Set<String> pending(TenantId tenant, String store, Deadline deadline);

  /** Those that are recorded, by account and trade, as they are now; at most 1,000. */
  List<RecordedFill> find(TenantId tenant, List<FillPrint> some, Deadline deadline);
}
