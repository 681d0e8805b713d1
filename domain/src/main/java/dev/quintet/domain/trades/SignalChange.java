package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A recorded signal as a change, which other stores derive their signals from. Its text has a line for each
 * value, none of which has a line's end in it, behind the version of this form.
 */
public final class SignalChange {

  /** Of such changes. */
  public static final String KIND = "signal";

  private static final String VERSION = "1";

  private SignalChange() {}

  /** The id of the operation that records a signal: {@code signal:} and the signal's id. */
  public static OperationId operation(TradeId signal) {
    return new OperationId(KIND + ":" + signal);
  }

  /**
   * The operation that records a signal.
   *
   * @param stores the words of those that derive signals
   */
  public static Operation operation(TenantId tenant, Signal signal, Set<String> stores) {
    return new Operation(
        operation(signal.id()),
        tenant,
        signal.user(),
        stores.isEmpty() ? Guarantee.SINGLE_STORE : Guarantee.OUTBOX,
        stores);
  }

  /** A signal is an aggregate of its own. */
  public static Change of(RecordedSignal recorded) {
    return new Change(
        KIND, recorded.signal().id().value(), 1, String.join("\n", words(recorded)));
  }

  /** The values of a signal, the version of their form first. */
  public static List<String> words(RecordedSignal recorded) {
    Signal signal = recorded.signal();
    UserId user = signal.user();
    return List.of(
        VERSION,
        signal.id().value(),
        user == null ? "" : user.value(),
        signal.symbol().value(),
        signal.timeframe().text(),
        Words.of(signal.type()),
        signal.strength().toPlainString(),
        signal.confidence().toPlainString(),
        signal.strategy(),
        String.join(",", signal.agents()),
        signal.at().toString(),
        recorded.tier().word(),
        Long.toString(recorded.number()),
        recorded.recordedAt().toString());
  }

  /**
   * The signal of {@link #words}.
   *
   * @throws IllegalStateException for one of another version
   */
  public static RecordedSignal signal(List<String> words) {
    if (!words.getFirst().equals(VERSION)) {
      throw new IllegalStateException("a signal of version " + words.getFirst());
    }
    Iterator<String> next = words.subList(1, words.size()).iterator();
    TradeId id = new TradeId(next.next());
    String user = next.next();
    Signal signal =
        new Signal(
            id,
            user.isEmpty() ? null : new UserId(user),
            new Symbol(next.next()),
            Interval.of(next.next()),
            Signal.Type.of(next.next()),
            new BigDecimal(next.next()),
            new BigDecimal(next.next()),
            next.next(),
            agents(next.next()),
            Instant.parse(next.next()));
    return new RecordedSignal(
        signal, Tier.of(next.next()), Long.parseLong(next.next()), Instant.parse(next.next()));
  }

  /** Those that are joined by commas, which none has in it. */
  public static List<String> agents(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }

  private static List<RecordedSignal> signals(List<OutboxRow> rows) {
    return rows.stream()
        .map(row -> signal(List.of(row.change().payload().split("\n", -1))))
        .toList();
  }

  /** How that store has its signals. */
  public static Projection to(SignalIndex index) {
    return new Projection(
        index.store().word(),
        KIND,
        (rows, deadline) ->
            index.put(rows.getFirst().tenant(), signals(rows), deadline));
  }

  /** How that store has the latest signals. */
  public static Projection to(LatestSignalIndex index) {
    return new Projection(
        index.store().word(),
        KIND,
        (rows, deadline) ->
            index.put(rows.getFirst().tenant(), signals(rows), deadline));
  }
}
