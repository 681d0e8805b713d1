package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.AccountHistoryStore;
import dev.quintet.domain.users.AccountId;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Of entries, closed lots, and the lots that positions have. */
@Singleton
final class PostgresAccountHistoryStore implements AccountHistoryStore {

  /** Of an account that is there at least one row. All before the first day counts for the day before it. */
  private static final String CASH =
      """
      SELECT a.currency, coalesce(e.day, ?::date), coalesce(e.deposits, 0),
             coalesce(e.withdrawals, 0), coalesce(e.booked, 0)
      FROM ${schema}.trading_accounts a
      LEFT JOIN (
        SELECT day, sum(amount) FILTER (WHERE reason = 'deposit') AS deposits,
               -sum(amount) FILTER (WHERE reason = 'withdrawal') AS withdrawals,
               sum(amount) FILTER (WHERE reason NOT IN ('deposit', 'withdrawal')) AS booked
        FROM (SELECT reason, amount, greatest((at AT TIME ZONE 'UTC')::date, ?::date) AS day
              FROM ${schema}.account_entries
              WHERE account_id = ? AND at < ?) AS n
        GROUP BY day) AS e ON TRUE
      WHERE a.account_id = ?""";

  private static final String OPEN =
      """
      WITH lots AS (
        SELECT symbol, opened_at, closed_at, multiplier * rate
                 * CASE side WHEN 'buy' THEN 1 ELSE -1 END AS worth, quantity, cost
        FROM ${schema}.closed_lots
        WHERE account_id = ? AND opened_at < ? AND closed_at >= ?
        UNION ALL
        SELECT p.symbol, w[3]::timestamptz, 'infinity',
               coalesce(w[9]::numeric, 1) * coalesce(w[10]::numeric, 1)
                 * CASE w[2] WHEN 'buy' THEN 1 ELSE -1 END, w[4]::numeric, w[5]::numeric
        FROM ${schema}.positions p
        CROSS JOIN unnest(p.lots) AS lot
        CROSS JOIN LATERAL string_to_array(lot, ' ') AS w
        WHERE p.account_id = ?
      )
      SELECT d.until::date - 1, l.symbol, sum(l.worth * l.quantity), sum(l.worth * l.cost)
      FROM generate_series(?::timestamp, ?::timestamp, interval '1 day') AS d (until)
      JOIN lots l ON l.opened_at < d.until AT TIME ZONE 'UTC'
                 AND l.closed_at >= d.until AT TIME ZONE 'UTC'
      GROUP BY d.until, l.symbol
      ORDER BY d.until, l.symbol COLLATE "C\"""";

  private final PostgresPool pool;

  PostgresAccountHistoryStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Cash cash(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      LocalDate from,
      LocalDate to,
      Deadline deadline) {
    LocalDate earlier = from.minusDays(1);
    List<Map.Entry<LocalDate, Flow>> found =
        pool.read(
            "read cash of account",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(tenant, CASH),
                    (statement, first) ->
                        new Parameters(statement, first)
                            .day(earlier)
                            .day(earlier)
                            .text(account)
                            .time(start(to))
                            .text(account),
                    PostgresAccountHistoryStore::day));
    if (found.isEmpty()) {
      throw new ProblemException(new Problem.NotFound("account", account.value()));
    }
    Map<LocalDate, Flow> days = new HashMap<>();
    found.forEach(day -> days.put(day.getKey(), day.getValue()));
    Flow before = days.remove(earlier);
    Currency currency = found.getFirst().getValue().booked().currency();
    return new Cash(before == null ? Money.zero(currency) : before.sum(), days);
  }

  private static Map.Entry<LocalDate, Flow> day(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    Currency currency = Money.currency(row.text());
    return Map.entry(
        row.day(), new Flow(row.money(currency), row.money(currency), row.money(currency)));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  @Override
  public List<Open> open(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      LocalDate from,
      LocalDate to,
      Deadline deadline) {
    return pool.read(
        "read open lots",
        Scope.of(tenant, user),
        deadline,
        transaction ->
            transaction.list(
                TenantSchemas.of(tenant, OPEN),
                (statement, first) ->
                    new Parameters(statement, first)
                        .text(account)
                        .time(start(to))
                        .time(start(from))
                        .text(account)
                        .day(from.plusDays(1))
                        .day(to),
                columns -> {
                  Columns row = new Columns(columns);
                  return new Open(
                      row.day(),
                      new Symbol(row.text()),
                      FillRow.number(row),
                      FillRow.number(row));
                }));
  }
}
