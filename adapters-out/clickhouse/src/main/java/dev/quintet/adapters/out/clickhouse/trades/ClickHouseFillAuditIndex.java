package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillAuditIndex;
import dev.quintet.domain.trades.FillPrint;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the views of {@code fills} and {@code trades} show, told apart by hashes that the server works out. */
@Singleton
final class ClickHouseFillAuditIndex implements FillAuditIndex {

  /** The first 64 bits of the SHA-256 of a text of lines. */
  private static final String HASH =
      "reinterpretAsUInt64(reverse(substring(SHA256(arrayStringConcat(%s, '\\n')), 1, 8)))";

  /** The lines of {@link DayCheck}. */
  private static final String FILL =
      """
      [account_id, trade_id, user_id, toString(sequence), symbol, toString(side),
       toDecimalString(quantity, 8), toDecimalString(price, 8), toDecimalString(commission, 4),
       toDecimalString(swap, 4), toDecimalString(funding, 4), currency,
       toString(toUnixTimestamp64Micro(executed_at)), position, strategy,
       arrayStringConcat(agents, ','), decision_id, order_id, execution_id,
       toDecimalString(multiplier, 8), toDecimalString(rate, 12),
       if(empty(ai_confidence), '', toDecimalString(ai_confidence[1], 8)), toString(tier)]""";

  private static final String TRADE =
      """
      arrayConcat(
        [account_id, trade_id, user_id, symbol, position, toString(number), currency,
         toString(toUnixTimestamp64Micro(closed_at)), toString(toUnixTimestamp64Micro(opened_at)),
         toDecimalString(quantity, 8), toDecimalString(gross, 4), toDecimalString(commission, 4),
         toDecimalString(swap, 4), toDecimalString(funding, 4)],
        arrayFlatten(arrayMap(
          (s, a, r, o, q, g, c, w, f) -> [
            s, arrayStringConcat(a, ','), if(empty(r), '', toDecimalString(r[1], 8)), toString(toUnixTimestamp64Micro(o)),
            toDecimalString(q, 8), toDecimalString(g, 4), toDecimalString(c, 4),
            toDecimalString(w, 4), toDecimalString(f, 4)],
          part_strategies, part_agents, arrayResize(part_confidences, length(part_openings)),
          part_openings, part_quantities, part_gross,
          part_commissions, part_swaps, part_funding)))""";

  /** The server's sum of 64 bits is modulo 2^64. */
  private static final String CHECK =
      """
      SELECT intDiv(%2$s, 86400000000) AS day, count() AS rows, sum(%3$s) AS hash
      FROM %1$s
      WHERE tenant_id = {tenant:String} AND %2$s >= {from:Int64} AND %2$s < {to:Int64}%4$s
      GROUP BY day""";

  private static final String NEXT =
      """
      SELECT count() AS rows, min(%2$s) AS at
      FROM %1$s
      WHERE tenant_id = {tenant:String} AND %2$s >= {from:Int64}%4$s""";

  private static final String PRINTS =
      """
      SELECT account_id, trade_id, %3$s AS hash
      FROM %1$s
      WHERE tenant_id = {tenant:String} AND %2$s >= {from:Int64} AND %2$s < {to:Int64}%4$s
      LIMIT {most:UInt64}""";

  /** Of the table, whose rows are of all versions: those with that hash, and no other. */
  private static final String REMOVE =
      """
      DELETE FROM quintet.%1$s
      WHERE tenant_id = {tenant:String} AND %2$s >= {from:Int64} AND %2$s < {to:Int64}%4$s
        AND %3$s IN {hashes:Array(UInt64)}""";

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;

  ClickHouseFillAuditIndex(ClickHouseReads reads, ClickHouseWrites writes) {
    this.reads = reads;
    this.writes = writes;
  }

  /** Table, time in microseconds, hash, and what else a row must be. */
  private static String sql(String text, Audited what) {
    return switch (what) {
      case FILLS ->
          text.formatted(
              "fills", "toUnixTimestamp64Micro(executed_at)", HASH.formatted(FILL), "");
      case TRADES ->
          text.formatted(
              "trades",
              "toUnixTimestamp64Micro(closed_at)",
              HASH.formatted(TRADE),
              " AND notEmpty(part_openings)");
    };
  }

  @Override
  public Map<LocalDate, DayCheck> check(
      TenantId tenant, Audited what, LocalDate from, LocalDate to, Deadline deadline) {
    Map<LocalDate, DayCheck> days = new TreeMap<>();
    reads.each(
        Viewer.of(tenant),
        new Statement(
            "check fills",
            sql(CHECK, what),
            Map.of("from", micros(start(from)), "to", micros(start(to))),
            List.of("day", "rows", "hash")),
        deadline,
        (found, row) ->
            days.put(
                LocalDate.ofEpochDay(found.number(0, row)),
                new DayCheck(found.number(1, row), found.number(2, row))));
    return days;
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  @Override
  public Optional<Instant> next(
      TenantId tenant, Audited what, Instant from, Deadline deadline) {
    List<Optional<Instant>> next =
        reads.list(
            Viewer.of(tenant),
            new Statement(
                "find next fill",
                sql(NEXT, what),
                Map.of("from", micros(from)),
                List.of("rows", "at")),
            deadline,
            (found, row) ->
                found.number(0, row) == 0
                    ? Optional.empty()
                    : Optional.of(Instant.EPOCH.plus(found.number(1, row), ChronoUnit.MICROS)));
    return next.getFirst();
  }

  @Override
  public List<FillPrint> prints(
      TenantId tenant, Audited what, Instant from, Instant to, int most, Deadline deadline) {
    return reads.list(
        Viewer.of(tenant),
        new Statement(
            "list prints of fills",
            sql(PRINTS, what),
            Map.of("from", micros(from), "to", micros(to), "most", most),
            List.of("account_id", "trade_id", "hash")),
        deadline,
        (found, row) ->
            new FillPrint(
                found.text(0, row), found.text(1, row), found.number(2, row), false));
  }

  @Override
  public void remove(
      TenantId tenant,
      Audited what,
      Instant from,
      Instant to,
      List<FillPrint> some,
      Deadline deadline) {
    String hashes =
        some.stream()
            .map(it -> Long.toUnsignedString(it.hash()))
            .collect(Collectors.joining(",", "[", "]"));
    writes.change(
        tenant,
        new Statement(
            "take out fills",
            sql(REMOVE, what),
            Map.of("from", micros(from), "to", micros(to), "hashes", hashes),
            List.of()),
        deadline);
  }
}
