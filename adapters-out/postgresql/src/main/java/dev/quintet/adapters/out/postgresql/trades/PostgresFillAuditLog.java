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
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.RecordedFill;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Fills of the tenant's schema, hashed by the server. */
@Singleton
final class PostgresFillAuditLog implements FillAuditLog {

  /** The text of {@link DayCheck} of the columns. */
  private static final String HASHED =
      """
      SELECT f.at, f.account_id, f.trade_id, coalesce(f.version, f.sequence) AS sequence,
             ('x' || substr(encode(sha256(convert_to(concat_ws(E'\\n',
               f.account_id, f.trade_id, f.user_id, coalesce(f.version, f.sequence), f.symbol, f.side,
               f.quantity, f.price, f.commission, f.swap, f.funding, a.currency,
               (extract(epoch FROM f.at) * 1000000)::bigint, f.position, f.strategy,
               array_to_string(f.agents, ','), f.decision_id, f.order_id, f.execution_id, f.multiplier,
               f.rate),
               'UTF8')), 'hex'), 1, 16))::bit(64)::bigint AS hash
      FROM ${schema}.fills f
      JOIN ${schema}.trading_accounts a ON a.account_id = f.account_id
      WHERE f.at >= ? AND f.at < ?""";

  private static final String CHECK =
      """
      WITH hashed AS (%s)
      SELECT (at AT TIME ZONE 'UTC')::date AS day, count(*), sum(hash::numeric)
      FROM hashed GROUP BY day ORDER BY day"""
          .formatted(HASHED);

  private static final String PRINTS =
      """
      WITH hashed AS (%s LIMIT ?)
      SELECT h.account_id, h.trade_id, h.hash,
             EXISTS (SELECT FROM quintet.outbox o
                     WHERE o.tenant_id = ? AND o.store = ? AND o.kind = ?
                       AND o.aggregate = h.account_id AND o.sequence = h.sequence)
      FROM hashed h"""
          .formatted(HASHED);

  private static final String PENDING =
      """
      SELECT DISTINCT aggregate
      FROM quintet.outbox
      WHERE tenant_id = ? AND store = ? AND kind = ?""";

  private static final String NEXT = "SELECT min(at) FROM ${schema}.fills WHERE at >= ?";

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
  public Optional<Instant> next(TenantId tenant, Instant from, Deadline deadline) {
    List<Optional<Instant>> found =
        list(
            "find next fill",
            tenant,
            NEXT,
            (statement, first) -> new Parameters(statement, first).time(from),
            row -> Optional.ofNullable(new Columns(row).timeOrNull()),
            deadline);
    return found.getFirst();
  }

  @Override
  public Map<LocalDate, DayCheck> check(
      TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
    Map<LocalDate, DayCheck> days = new TreeMap<>();
    List<DayCheck> unused =
        list(
            "check fills",
            tenant,
            CHECK,
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
      TenantId tenant, String store, Instant from, Instant to, int most, Deadline deadline) {
    return list(
        "list prints of fills",
        tenant,
        PRINTS,
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
