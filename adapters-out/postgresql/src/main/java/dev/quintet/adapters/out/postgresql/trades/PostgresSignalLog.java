package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Outbox;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.domain.trades.Signal;
import dev.quintet.domain.trades.SignalChange;
import dev.quintet.domain.trades.SignalLog;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signals in {@code quintet.signals}. */
@Singleton
final class PostgresSignalLog implements SignalLog {

  private static final String INSERT =
      """
      INSERT INTO quintet.signals
        (tenant_id, signal_id, user_id, symbol, timeframe, type, strength, confidence, strategy,
         agents, at, tier)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      RETURNING number""";

  private static final String LATEST =
      """
      SELECT signal_id, user_id, symbol, timeframe, type, strength, confidence, strategy, agents, at,
             tier, number, recorded_at
      FROM quintet.signals
      WHERE tenant_id = ? AND symbol = ?
      ORDER BY at DESC, number DESC LIMIT 1""";

  private final PostgresPool pool;

  PostgresSignalLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public Answer.Recorded append(
      TenantId tenant,
      Signal signal,
      Tier tier,
      Set<String> stores,
      Write write,
      Deadline deadline) {
    return pool.once(
        "record signal",
        write,
        transaction -> {
          long number = insert(transaction, tenant, signal, tier);
          RecordedSignal recorded =
              new RecordedSignal(signal, tier, number, transaction.begunAt());
          Outbox.add(
              transaction,
              SignalChange.operation(tenant, signal, stores),
              List.of(SignalChange.of(recorded)));
          return 1;
        },
        deadline);
  }

  private static long insert(
      PostgresTransaction transaction, TenantId tenant, Signal signal, Tier tier)
      throws SQLException {
    return transaction.one(
        INSERT,
        (statement, first) ->
            new Parameters(statement, first)
                .text(tenant)
                .text(signal.id())
                .text(signal.user())
                .text(signal.symbol())
                .number(signal.timeframe().seconds())
                .text(Words.of(signal.type()))
                .decimal(signal.strength())
                .decimal(signal.confidence())
                .text(signal.strategy())
                .words(signal.agents(), agent -> agent)
                .time(signal.at())
                .text(tier.word()),
        row -> row.getLong(1));
  }

  @Override
  public Optional<RecordedSignal> latest(
      TenantId tenant, @Nullable UserId user, Symbol symbol, Deadline deadline) {
    return pool.read(
        "read latest signal",
        Scope.of(tenant, user),
        deadline,
        transaction ->
            transaction
                .list(
                    LATEST,
                    (statement, first) ->
                        new Parameters(statement, first).text(tenant).text(symbol),
                    PostgresSignalLog::signal)
                .stream()
                .findFirst());
  }

  private static RecordedSignal signal(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    Signal signal =
        new Signal(
            new TradeId(row.text()),
            row.optional(UserId::new),
            new Symbol(row.text()),
            new Interval(row.number()),
            Signal.Type.of(row.text()),
            FillRow.number(row),
            FillRow.number(row),
            row.text(),
            row.words(agent -> agent),
            row.time());
    return new RecordedSignal(signal, Tier.of(row.text()), row.number(), row.time());
  }
}
