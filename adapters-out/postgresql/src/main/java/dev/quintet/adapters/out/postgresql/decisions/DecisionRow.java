package dev.quintet.adapters.out.postgresql.decisions;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.UnnestedRows;
import dev.quintet.domain.decisions.Decision;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.decisions.StatedDecision;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of {@code decisions} and {@code decision_outcomes}. */
final class DecisionRow {

  /** What {@link #insert} binds. */
  static final String INSERT =
      """
      INSERT INTO ${schema}.decisions
        (decision_id, user_id, tier, agent, type, symbol, timeframe, confidence, probability, model,
         at, reasoning, conditions, features)
      SELECT d.decision_id, d.user_id,
             (SELECT u.tier FROM ${schema}.users u WHERE u.user_id = d.user_id),
             d.agent, d.type, d.symbol, d.timeframe, d.confidence, d.probability, d.model, d.at,
             d.reasoning, d.conditions, d.features
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                  ?::numeric[], ?::numeric[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
                  ?::text[])
        AS d (decision_id, user_id, agent, type, symbol, timeframe, confidence, probability, model,
              at, reasoning, conditions, features)
      RETURNING decision_id, tier""";

  /** What {@link #insertOutcomes} binds. */
  static final String INSERT_OUTCOMES =
      """
      INSERT INTO ${schema}.decision_outcomes
        (decision_id, version, user_id, result, profit, currency, at)
      SELECT * FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::numeric[], ?::text[],
                           ?::timestamptz[])""";

  /** What {@link #recorded} reads. */
  static final String RECORDED =
      """
      SELECT d.decision_id, d.user_id, d.agent, d.type, d.symbol, d.timeframe, d.confidence,
             d.probability, d.model, d.at, d.tier, d.recorded_at,
             o.version, o.result, o.profit, o.currency, o.at
      FROM ${schema}.decisions d
      LEFT JOIN LATERAL (
        SELECT n.version, n.result, n.profit, n.currency, n.at
        FROM ${schema}.decision_outcomes n
        WHERE n.decision_id = d.decision_id
        ORDER BY n.version DESC LIMIT 1) o ON TRUE
      WHERE d.decision_id = ANY (?::text[])""";

  private DecisionRow() {}

  static UnnestedRows<StatedDecision> insert(UnnestedRows<StatedDecision> rows)
      throws SQLException {
    return rows.text(it -> it.id().value())
        .text(it -> text(it.decision().user(), UserId::value))
        .text(it -> it.decision().agent())
        .text(it -> Words.of(it.decision().type()))
        .text(it -> it.decision().symbol().value())
        .number(it -> it.decision().timeframe().seconds())
        .text(it -> it.decision().confidence().toPlainString())
        .text(it -> text(it.decision().probability(), BigDecimal::toPlainString))
        .text(it -> it.decision().model())
        .text(it -> it.decision().at().toString())
        .text(it -> it.grounds().reasoning())
        .text(it -> text(it.grounds().conditions(), JsonText::value))
        .text(it -> text(it.grounds().features(), JsonText::value));
  }

  static UnnestedRows<RecordedDecision> insertOutcomes(UnnestedRows<RecordedDecision> rows)
      throws SQLException {
    return rows.text(it -> it.id().value())
        .number(it -> it.outcome().version())
        .text(it -> text(it.decision().user(), UserId::value))
        .text(it -> Words.of(it.outcome().result()))
        .text(it -> text(it.outcome().profit(), money -> money.amount().toPlainString()))
        .text(it -> text(it.outcome().profit(), money -> money.currency().getCurrencyCode()))
        .text(it -> text(it.outcome().at(), Object::toString));
  }

  private static <T> @Nullable String text(@Nullable T value, Function<T, String> text) {
    return value == null ? null : text.apply(value);
  }

  static RecordedDecision recorded(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    Decision decision =
        new Decision(
            new DecisionId(row.text()),
            row.optional(UserId::new),
            row.text(),
            Decision.Type.of(row.text()),
            new Symbol(row.text()),
            new Interval(row.number()),
            Objects.requireNonNull(row.decimal()),
            row.decimal(),
            row.text(),
            row.time());
    return new RecordedDecision(decision, row.optional(Tier::of), row.time(), outcome(row));
  }

  private static Outcome outcome(Columns row) throws SQLException {
    long version = row.number();
    Outcome.Result result = row.optional(Outcome.Result::of);
    return result == null ? Outcome.NONE : new Outcome(version, result, row.money(), row.timeOrNull());
  }
}
