package dev.quintet.adapters.out.clickhouse.decisions;

import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.decisions.Decision;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of {@code decisions}. */
final class DecisionRow {

  /** What {@link #recorded} reads. */
  static final String SELECT =
      """
      SELECT decision_id, user_id, toString(agent) AS who, toString(type) AS kind,
             toString(symbol) AS name, timeframe, toDecimalString(confidence, 8) AS sure,
             arrayStringConcat(arrayMap(it -> toDecimalString(it, 8), probability)) AS likely,
             toString(model) AS learned, toUnixTimestamp64Micro(decided_at) AS time,
             toString(tier) AS level, toUnixTimestamp64Micro(recorded_at) AS recorded, version,
             toString(outcome) AS result, toDecimalString(profit, 4) AS amount,
             toString(currency) AS money, toUnixTimestamp64Micro(known_at) AS known
      """;

  static final List<String> COLUMNS =
      List.of(
          "decision_id", "user_id", "who", "kind", "name", "timeframe", "sure", "likely", "learned",
          "time", "level", "recorded", "version", "result", "amount", "money", "known");

  private DecisionRow() {}

  static List<Object> row(TenantId tenant, RecordedDecision recorded) {
    Decision decision = recorded.decision();
    Outcome outcome = recorded.outcome();
    UserId user = decision.user();
    Money profit = outcome.profit();
    return List.of(
        tenant.value(),
        decision.id().value(),
        user == null ? "" : user.value(),
        decision.agent(),
        switch (decision.type()) {
          case BUY -> 1;
          case SELL -> 2;
          case HOLD -> 3;
        },
        decision.symbol().value(),
        decision.timeframe().seconds(),
        decision.confidence(),
        decision.probability() == null ? List.of() : List.of(decision.probability()),
        decision.model(),
        decision.at(),
        recorded.tier() == null ? "" : recorded.tier().word(),
        recorded.recordedAt(),
        outcome.version(),
        switch (outcome.result()) {
          case PENDING -> 1;
          case PROFITABLE -> 2;
          case LOSS -> 3;
          case BREAKEVEN -> 4;
        },
        profit == null ? BigDecimal.ZERO : profit.amount(),
        profit == null ? "" : profit.currency().getCurrencyCode(),
        Objects.requireNonNullElse(outcome.at(), Instant.EPOCH));
  }

  static RecordedDecision recorded(Reading row, int at) {
    Decision decision =
        new Decision(
            new DecisionId(row.text(0, at)),
            given(row.text(1, at), UserId::new),
            row.text(2, at),
            Decision.Type.of(row.text(3, at)),
            new Symbol(row.text(4, at)),
            new Interval(row.number(5, at)),
            new BigDecimal(row.text(6, at)),
            given(row.text(7, at), BigDecimal::new),
            row.text(8, at),
            instant(row.number(9, at)));
    return new RecordedDecision(
        decision,
        given(row.text(10, at), Tier::of),
        instant(row.number(11, at)),
        outcome(row, at));
  }

  private static Outcome outcome(Reading row, int at) {
    long version = row.number(12, at);
    String currency = row.text(15, at);
    return version == 0
        ? Outcome.NONE
        : new Outcome(
            version,
            Outcome.Result.of(row.text(13, at)),
            currency.isEmpty()
                ? null
                : new Money(new BigDecimal(row.text(14, at)), Money.currency(currency)),
            instant(row.number(16, at)));
  }

  private static <T> @Nullable T given(String text, Function<String, T> of) {
    return text.isEmpty() ? null : of.apply(text);
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
