package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Outbox;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Course;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Recording;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.trades.TradedAccount;
import dev.quintet.domain.users.AccountId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records what is not a fill, in the transaction of its write, with the account locked. */
final class EventRecording {

  private static final String FILL =
      FillRow.FROM + "WHERE f.account_id = ? AND f.trade_id = ?";

  private static final String ANNULLED =
      """
      SELECT EXISTS (SELECT FROM ${schema}.trade_events e
                     WHERE e.account_id = ? AND e.trade_id = ? AND e.kind = 'bust')""";

  private static final String CORRECT =
      """
      UPDATE ${schema}.fills
      SET side = ?, quantity = ?, price = ?, commission = ?, swap = ?, funding = ?, at = ?,
          position = ?, strategy = ?, agents = ?, decision_id = ?, order_id = ?, execution_id = ?,
          ai_confidence = ?, multiplier = ?, rate = ?, version = ?, recorded_at = now()
      WHERE account_id = ? AND trade_id = ?""";

  private static final String ANNUL =
      "DELETE FROM ${schema}.fills WHERE account_id = ? AND trade_id = ?";

  private static final String NUMBER =
      "SELECT " + TradeEventRow.NUMBER + " FROM (SELECT ?::text AS account_id) AS k";

  private static final String POSITION =
      "SELECT p.hedge, "
          + PositionRow.STATE
          + " FROM ${schema}.positions p WHERE p.account_id = ? AND p.symbol = ? AND ";

  /** Those that were open then, and some that were not. */
  private static final String OPEN = "(p.quantity <> 0 OR p.changed_at > ?) ORDER BY p.hedge LIMIT ?";

  private static final String LATEST =
      """
      SELECT e.at FROM ${schema}.trade_events e
      WHERE e.account_id = ? AND e.symbol = ? AND e.kind IN ('split', 'dividend')
      ORDER BY e.at DESC LIMIT 1""";

  private static final String OF_POSITION =
      FillRow.FROM
          + "WHERE f.account_id = ? AND f.symbol = ? AND f.hedge = ? ORDER BY f.sequence LIMIT 1";

  private final PostgresTransaction transaction;
  private final TenantId tenant;
  private final TradedAccount account;
  private final long first;
  private final List<Recording> recordings = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  private EventRecording(
      PostgresTransaction transaction, TenantId tenant, TradedAccount account, long first) {
    this.transaction = transaction;
    this.tenant = tenant;
    this.account = account;
    this.first = first;
  }

  /** How many positions it changed. */
  static int record(
      PostgresTransaction transaction, TenantId tenant, TradeEvent event, Set<String> stores)
      throws SQLException {
    TradedAccount account = TradedAccounts.lock(transaction, tenant, event.account());
    account.require(event);
    long last =
        transaction.one(
            TenantSchemas.of(tenant, NUMBER),
            (statement, first) -> new Parameters(statement, first).text(event.account()),
            row -> row.getLong(1));
    EventRecording recording = new EventRecording(transaction, tenant, account, last + 1);
    recording.add(event);
    PostgresFillLog.book(transaction, tenant, event, account, recording.recordings);
    Outbox.add(
        transaction,
        FillChange.operation(
            tenant, account.user(), event, recording.changes.isEmpty() ? Set.of() : stores),
        recording.changes);
    return recording.recordings.size();
  }

  private void add(TradeEvent event) throws SQLException {
    switch (event) {
      case Fill _ -> throw new IllegalArgumentException("a fill is recorded as one");
      case TradeEvent.Correction it -> correct(it);
      case TradeEvent.Bust it -> annul(it);
      case TradeEvent.Split it -> spread(it);
      case TradeEvent.Dividend it -> spread(it);
    }
  }

  private void correct(TradeEvent.Correction correction) throws SQLException {
    Fill replacement = correction.replacement();
    RecordedFill before = find(replacement.id());
    Fill after = Course.replaced(before.fill(), replacement, account.rules());
    int unused =
        transaction.update(
            TenantSchemas.of(tenant, CORRECT),
            (statement, next) -> {
              Parameters parameters = new Parameters(statement, next);
              FillRow.bind(parameters, after);
              bind(parameters.number(first), after.account(), after.id());
            });
    Instant from = after.at().isBefore(before.fill().at()) ? after.at() : before.fill().at();
    long last = replay(correction, from, corrected(before, after, first));
    TradeEventRow.number(transaction, tenant, "version", after, first, last);
    add(correction, after.symbol(), before, corrected(before, after, last));
  }

  private RecordedFill corrected(RecordedFill before, Fill after, long sequence) {
    return new RecordedFill(after, account.user(), before.tier(), sequence, now());
  }

  private void annul(TradeEvent.Bust bust) throws SQLException {
    RecordedFill before = find(bust.fill());
    int unused =
        transaction.update(
            TenantSchemas.of(tenant, ANNUL),
            (statement, next) ->
                bind(new Parameters(statement, next), bust.account(), bust.fill()));
    long alsoUnused =
        replay(
            bust,
            before.fill().at(),
            new RecordedFill(
                before.fill(), account.user(), before.tier(), first, now(), true));
    add(bust, before.fill().symbol(), before, null);
  }

  private Instant now() {
    return transaction.begunAt();
  }

  private static void bind(Parameters parameters, AccountId account, TradeId trade)
      throws SQLException {
    parameters.text(account).text(trade);
  }

  private RecordedFill find(TradeId trade) throws SQLException {
    PostgresTransaction.Parameters ids =
        (statement, next) -> bind(new Parameters(statement, next), account.id(), trade);
    List<RecordedFill> found =
        transaction.list(TenantSchemas.of(tenant, FILL), ids, FillRow::recorded);
    if (!found.isEmpty()) {
      return found.getFirst();
    }
    boolean annulled =
        transaction.one(TenantSchemas.of(tenant, ANNULLED), ids, row -> row.getBoolean(1));
    throw annulled ? Course.annulled(trade) : Course.missing(trade);
  }

  private void add(
      TradeEvent event,
      Symbol symbol,
      @Nullable RecordedFill before,
      @Nullable RecordedFill after)
      throws SQLException {
    TradeEventRow.insert(
        transaction,
        tenant,
        event,
        symbol,
        before,
        after,
        account.user().value(),
        changes.isEmpty() ? first : changes.getLast().sequence());
  }

  /** The position of a fill that was changed; answers with the sequence that the fill has. */
  private long replay(TradeEvent event, Instant from, RecordedFill changed) throws SQLException {
    Position.Key key = changed.fill().position(account.rules());
    Position before =
        transaction.one(
            TenantSchemas.of(tenant, POSITION + "p.hedge = ?"),
            (statement, next) -> PostgresFillLog.bind(new Parameters(statement, next), key),
            columns -> position(new Columns(columns), key.symbol()));
    List<Trade> trades =
        put(
            event,
            from,
            Recording.replayed(
                before, TradeEventRow.counting(transaction, tenant, key), account.rules()));
    changes.addAll(FillChange.of(changed, trades, first, true));
    return changes.getLast().sequence();
  }

  private List<Trade> put(TradeEvent event, Instant from, Recording recording)
      throws SQLException {
    recordings.add(recording);
    PostgresFillLog.put(transaction, tenant, recording, account.user().value(), event.at());
    return PostgresFillLog.close(transaction, tenant, recording, from, account, first);
  }

  private Position position(Columns row, Symbol symbol) throws SQLException {
    Position.Key key = new Position.Key(account.id(), symbol, row.text());
    return PositionRow.position(row, key, account.currency());
  }

  /** Every position of the symbol that was open then. */
  private void spread(TradeEvent.OfPosition event) throws SQLException {
    Symbol symbol = event.symbol();
    List<Instant> latest =
        transaction.list(
            TenantSchemas.of(tenant, LATEST),
            (statement, next) -> new Parameters(statement, next).text(account.id()).text(symbol),
            row -> new Columns(row).time());
    List<Position> positions =
        transaction.list(
            TenantSchemas.of(tenant, POSITION + OPEN),
            (statement, next) ->
                new Parameters(statement, next)
                    .text(account.id())
                    .text(symbol)
                    .time(event.at())
                    .number(Recording.MOST_POSITIONS + 1L),
            columns -> position(new Columns(columns), symbol));
    Recording.requirePositions(positions.size());
    int replayed = 0;
    for (Position position : positions) {
      Recording one;
      if (Recording.isLate(position, latest.isEmpty() ? null : latest.getFirst(), event)) {
        List<TradeEvent.OfPosition> counting =
            TradeEventRow.counting(transaction, tenant, position.key());
        counting.add(event);
        replayed += counting.size();
        Recording.requireReplayed(replayed);
        one = Recording.replayed(position, counting, account.rules());
      } else {
        one = Recording.next(position, event, account.rules());
      }
      if (!one.after().equals(position)) {
        spread(event, one);
      }
    }
    add(event, symbol, null, null);
  }

  private void spread(TradeEvent.OfPosition event, Recording one) throws SQLException {
    List<Trade> trades = put(event, event.at(), one);
    RecordedFill some =
        transaction.one(
            TenantSchemas.of(tenant, OF_POSITION),
            (statement, next) ->
                PostgresFillLog.bind(new Parameters(statement, next), one.after().key()),
            FillRow::recorded);
    changes.addAll(FillChange.of(some, trades, first + changes.size(), false));
  }
}
