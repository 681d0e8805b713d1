package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@link FillIndex} has, as it is compared with the record and put right. */
public interface FillAuditIndex {

  /**
   * What it has of a tenant, by day in their order; days without any are left out.
   *
   * @param from the first day
   * @param to the day behind the last
   */
  Map<LocalDate, DayCheck> check(
      TenantId tenant, Audited what, LocalDate from, LocalDate to, Deadline deadline);

  /** The time of the first that is not earlier. */
  Optional<Instant> next(TenantId tenant, Audited what, Instant from, Deadline deadline);

  /**
   * Those of a time, in no order; none is pending.
   *
   * @param from the first instant
   * @param to the instant behind the last
   * @param most so many, if there are more
   */
  List<FillPrint> prints(
      TenantId tenant, Audited what, Instant from, Instant to, int most, Deadline deadline);

  /**
   * Takes out exactly these, of that time, durably. What one of them had taken the place of shows again.
   *
   * @param from the first instant
   * @param to the instant behind the last
   */
  void remove(
      TenantId tenant,
      Audited what,
      Instant from,
      Instant to,
      List<FillPrint> some,
      Deadline deadline);
}
