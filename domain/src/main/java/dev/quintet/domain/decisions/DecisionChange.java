package dev.quintet.domain.decisions;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision with one of its outcomes as a change, which other stores derive their decisions from. Its
 * text has a line for each value, none of which has a line's end in it, behind the version of this form.
 */
public final class DecisionChange {

  /** Of such changes. */
  public static final String KIND = "decision";

  private static final String VERSION = "1";

  private DecisionChange() {}

  /** The id of the operation that records a decision: {@code decision:} and its id. */
  public static OperationId operation(DecisionId decision) {
    return new OperationId(KIND + ":" + decision);
  }

  /** The id of the operation that records an outcome: {@code outcome:}, the version, {@code @} and the decision. */
  public static OperationId operation(DecisionId decision, long version) {
    return new OperationId("outcome:" + version + "@" + decision);
  }

  /**
   * The operation that records the decision, or the outcome that it has.
   *
   * @param stores the words of those that derive decisions
   */
  public static Operation operation(
      TenantId tenant, RecordedDecision recorded, Set<String> stores) {
    long version = recorded.outcome().version();
    return new Operation(
        version == 0 ? operation(recorded.id()) : operation(recorded.id(), version),
        tenant,
        recorded.decision().user(),
        stores.isEmpty() ? Guarantee.SINGLE_STORE : Guarantee.OUTBOX,
        stores);
  }

  /** A decision is an aggregate, and the version of its outcome the sequence: each change replaces those before. */
  public static Change of(RecordedDecision recorded) {
    return new Change(
        KIND,
        recorded.id().value(),
        recorded.outcome().version(),
        String.join("\n", words(recorded)));
  }

  private static List<String> words(RecordedDecision recorded) {
    Decision decision = recorded.decision();
    Outcome outcome = recorded.outcome();
    Tier tier = recorded.tier();
    return List.of(
        VERSION,
        decision.id().value(),
        text(decision.user(), UserId::value),
        decision.agent(),
        Words.of(decision.type()),
        decision.symbol().value(),
        decision.timeframe().text(),
        decision.confidence().toPlainString(),
        text(decision.probability(), BigDecimal::toPlainString),
        decision.model(),
        decision.at().toString(),
        text(tier, Tier::word),
        recorded.recordedAt().toString(),
        Long.toString(outcome.version()),
        Words.of(outcome.result()),
        text(outcome.profit(), it -> it.amount().toPlainString()),
        text(outcome.profit(), it -> it.currency().getCurrencyCode()),
        text(outcome.at(), Instant::toString));
  }

  private static <T> String text(@Nullable T value, Function<T, String> text) {
    return value == null ? "" : text.apply(value);
  }

  /**
   * The decision of {@link #of}.
   *
   * @throws IllegalStateException for one of another version
   */
  public static RecordedDecision decision(Change change) {
    Iterator<String> next = List.of(change.payload().split("\n", -1)).iterator();
    String version = next.next();
    if (!version.equals(VERSION)) {
      throw new IllegalStateException("a decision of version " + version);
    }
    Decision decision =
        new Decision(
            new DecisionId(next.next()),
            given(next.next(), UserId::new),
            next.next(),
            Decision.Type.of(next.next()),
            new Symbol(next.next()),
            Interval.of(next.next()),
            new BigDecimal(next.next()),
            given(next.next(), BigDecimal::new),
            next.next(),
            Instant.parse(next.next()));
    return new RecordedDecision(
        decision,
        given(next.next(), Tier::of),
        Instant.parse(next.next()),
        new Outcome(
            Long.parseLong(next.next()),
            Outcome.Result.of(next.next()),
            money(next.next(), next.next()),
            given(next.next(), Instant::parse)));
  }

  private static @Nullable Money money(String amount, String currency) {
    return amount.isEmpty() ? null : new Money(new BigDecimal(amount), Money.currency(currency));
  }

  private static <T> @Nullable T given(String text, Function<String, T> of) {
    return text.isEmpty() ? null : of.apply(text);
  }

  /** How that store has its decisions. */
  public static Projection to(DecisionIndex index) {
    return new Projection(
        index.store().word(),
        KIND,
        (rows, deadline) ->
            index.put(
                rows.getFirst().tenant(),
                rows.stream().map(OutboxRow::change).map(DecisionChange::decision).toList(),
                deadline));
  }
}
