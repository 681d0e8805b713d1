package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The analytical history of fills and trades, derived from the record of them. */
public interface FillIndex {

  /** What fills and trades are together, and are built anew as. */
  String PROJECTION = "trades";

  /** Which store this is. */
  StoreName store();

  /**
   * Keeps these fills, and the trades that were recorded with them, which are durable on return. One that is
   * there already changes nothing; of several under one id of an account the one of the highest sequence
   * stays, in whatever order they come. One that is annulled counts nowhere.
   */
  void put(TenantId tenant, List<FillChange.Recorded> fills, Deadline deadline);

  /**
   * How trades did, by key and then currency; none when nothing was closed. As {@link
   * PositionStore#performance} of the fills that are here.
   */
  List<Performance> performance(
      TenantId tenant, TradeFilter filter, Performance.Grouping by, Deadline deadline);

  /**
   * Keeps these fills and trades in a generation that is being built, and in no other: {@link
   * dev.quintet.domain.operations.GenerationIndex}.
   */
  void build(
      TenantId tenant, long generation, List<FillChange.Recorded> fills, Deadline deadline);

  /**
   * What it has of a tenant, by day in their order; days without fills are left out.
   *
   * @param from the first day
   * @param to the day behind the last
   */
  Map<LocalDate, DayCheck> check(
      TenantId tenant, LocalDate from, LocalDate to, Deadline deadline);
}
