package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.adapters.out.postgresql.kernel.UnnestedRows;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Trade;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Fills of the tenant's schema, hashed by the server. */
@Singleton
final class PostgresFillAuditLog implements FillAuditLog {

  /** By the index of their times. */
  private static final String TRADES =
      """
      SELECT c.user_id,
             greatest(
               (SELECT max(coalesce(m.version, m.sequence))
                FROM ${schema}.fills m WHERE m.account_id = c.account_id),
               (SELECT max(e.sequence)
                FROM ${schema}.trade_events e WHERE e.account_id = c.account_id)),
             o.strategy, o.agents, o.ai_confidence, %s
      FROM unnest(?::text[], ?::text[], ?::timestamptz[]) AS k (account_id, trade_id, at)
      JOIN ${schema}.closed_lots c
        ON c.account_id = k.account_id AND c.closed_at = k.at AND c.closed = k.trade_id
      JOIN ${schema}.trading_accounts a ON a.account_id = c.account_id
      JOIN ${schema}.fills o ON o.account_id = c.account_id AND o.trade_id = c.opened
      ORDER BY c.account_id, c.symbol, c.hedge, c.number"""
          .formatted(PositionRow.CLOSED);

  private static final String PENDING =
      """
      SELECT DISTINCT aggregate
      FROM quintet.outbox
      WHERE tenant_id = ? AND store = ? AND kind = ?""";

  private static final String FIND =
      FillRow.FROM
          + """
          WHERE (f.account_id, f.trade_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))""";

  private final PostgresPool pool;

  PostgresFillAuditLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  private <T> List<T> list(
      String operation,
      TenantId tenant,
      String sql,
      PostgresTransaction.Parameters parameters,
      PostgresTransaction.Rows<T> row,
      Deadline deadline) {
    return pool.read(
        operation,
        Scope.of(tenant, null),
        deadline,
        transaction -> transaction.list(TenantSchemas.of(tenant, sql), parameters, row));
  }

  @Override
  public Optional<Instant> next(
      TenantId tenant, Audited what, Instant from, Deadline deadline) {
    List<Optional<Instant>> found =
        list(
            "find next fill",
            tenant,
            AuditSql.next(what),
            (statement, first) -> new Parameters(statement, first).time(from),
            row -> Optional.ofNullable(new Columns(row).timeOrNull()),
            deadline);
    return found.getFirst();
  }

  @Override
  public Map<LocalDate, DayCheck> check(
      TenantId tenant, Audited what, LocalDate from, LocalDate to, Deadline deadline) {
    Map<LocalDate, DayCheck> days = new TreeMap<>();
    List<DayCheck> unused =
        list(
            "check fills",
            tenant,
            AuditSql.check(what),
            (statement, first) ->
                new Parameters(statement, first).time(start(from)).time(start(to)),
            columns -> {
              Columns row = new Columns(columns);
              LocalDate day = row.day();
              return days.merge(day, new DayCheck(row.number(), sum(row)), (one, two) -> two);
            },
            deadline);
    return days;
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** Modulo 2^64, of which the server's sum of signed numbers is another representative. */
  private static long sum(Columns row) throws SQLException {
    BigDecimal sum = Objects.requireNonNull(row.decimal());
    return sum.toBigIntegerExact().longValue();
  }

  @Override
  public List<FillPrint> prints(
      TenantId tenant,
      Audited what,
      String store,
      Instant from,
      Instant to,
      int most,
      Deadline deadline) {
    return list(
        "list prints of fills",
        tenant,
        AuditSql.prints(what),
        (statement, first) ->
            new Parameters(statement, first)
                .time(from)
                .time(to)
                .number(most)
                .text(tenant)
                .text(store)
                .text(FillChange.KIND),
        PostgresFillAuditLog::print,
        deadline);
  }

  private static FillPrint print(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    return new FillPrint(row.text(), row.text(), row.number(), row.flag());
  }

  @Override
  public List<Trade> trades(TenantId tenant, List<RecordedFill> fills, Deadline deadline) {
    Map<List<String>, List<Closed>> byFill = new LinkedHashMap<>();
    list(
            "find trades",
            tenant,
            TRADES,
            (statement, first) ->
                new UnnestedRows<>(statement, first, fills)
                    .text(it -> it.fill().account().value())
                    .text(it -> it.fill().id().value())
                    .text(it -> it.fill().at().toString()),
            PostgresFillAuditLog::closed,
            deadline)
        .forEach(
            it ->
                byFill
                    .computeIfAbsent(
                        List.of(
                            it.closing.lot().position().account().value(),
                            it.closing.lot().closed().value()),
                        key -> new ArrayList<>())
                    .add(it));
    return byFill.values().stream()
        .map(
            lots ->
                Trade.of(
                        lots.stream().map(Closed::closing).toList(),
                        lots.getFirst().user,
                        lots.getFirst().newest)
                    .getFirst())
        .toList();
  }

  /** A closed lot, and what its trade has of the account. */
  private record Closed(Trade.Closing closing, UserId user, long newest) {}

  private static Closed closed(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    UserId user = new UserId(row.text());
    long newest = row.number();
    String strategy = row.text();
    List<String> agents = row.words(Function.identity());
    BigDecimal confidence = row.decimal();
    PositionRow.Numbered numbered = PositionRow.closed(row);
    return new Closed(
        new Trade.Closing(numbered.lot(), numbered.number(), strategy, agents, confidence),
        user,
        newest);
  }

  @Override
  public long count(TenantId tenant, Deadline deadline) {
    return list(
            "count fills",
            tenant,
            "SELECT count(*) FROM ${schema}.fills",
            PostgresTransaction.Parameters.NONE,
            row -> row.getLong(1),
            deadline)
        .getFirst();
  }

  @Override
  public Set<String> pending(TenantId tenant, String store, Deadline deadline) {
    return Set.copyOf(
        list(
            "find waiting accounts",
            tenant,
            PENDING,
            (statement, first) ->
                new Parameters(statement, first).text(tenant).text(store).text(FillChange.KIND),
            row -> row.getString(1),
            deadline));
  }

  @Override
  public List<RecordedFill> find(TenantId tenant, List<FillPrint> some, Deadline deadline) {
    return list(
        "find fills",
        tenant,
        FIND,
        (statement, first) ->
            new UnnestedRows<>(statement, first, some)
                .text(FillPrint::account)
                .text(FillPrint::trade),
        FillRow::recorded,
        deadline);
  }
}
