package dev.quintet.adapters.in.rest.decisions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CsvLines;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decisions in the order of their time.
 *
 * @param nextCursor not there on the last page
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record DecisionsBody(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Decision> decisions,
    @Nullable String nextCursor) {

  /**
   * What an agent decided about a symbol, with the outcome that counts; decimal numbers in text.
   *
   * @param user whose it is; not there: the tenant's
   * @param probability that it will be profitable; not there: not stated
   * @param modelVersion empty: not known
   * @param tier of the user then; not there: it is nobody's who is registered
   * @param version of the outcome; 0: none was stated
   * @param profit net; not there: pending
   * @param knownAt since when the outcome is known; not there: none was stated
   */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Decision(
      String decisionId,
      @Nullable String user,
      String agent,
      String type,
      String symbol,
      String timeframe,
      String confidence,
      @Nullable String probability,
      @JsonInclude(JsonInclude.Include.ALWAYS) String modelVersion,
      String at,
      @Nullable String tier,
      String recordedAt,
      @JsonInclude(JsonInclude.Include.ALWAYS) long version,
      String outcome,
      @Nullable String profit,
      @Nullable String currency,
      @Nullable String knownAt) {

    static Decision of(RecordedDecision recorded) {
      dev.quintet.domain.decisions.Decision decision = recorded.decision();
      Outcome outcome = recorded.outcome();
      Money profit = outcome.profit();
      return new Decision(
          decision.id().value(),
          decision.user() == null ? null : decision.user().value(),
          decision.agent(),
          Words.of(decision.type()),
          decision.symbol().value(),
          decision.timeframe().text(),
          decision.confidence().toPlainString(),
          decision.probability() == null ? null : decision.probability().toPlainString(),
          decision.model(),
          decision.at().toString(),
          recorded.tier() == null ? null : recorded.tier().word(),
          recorded.recordedAt().toString(),
          outcome.version(),
          Words.of(outcome.result()),
          profit == null ? null : profit.amount().toPlainString(),
          profit == null ? null : profit.currency().getCurrencyCode(),
          outcome.at() == null ? null : outcome.at().toString());
    }

    private List<?> cells() {
      return Stream.of(
              at, decisionId, agent, type, symbol, timeframe, confidence, text(probability),
              modelVersion, text(user), text(tier), outcome, text(profit), text(currency),
              text(knownAt))
          .toList();
    }

    private static String text(@Nullable String value) {
      return value == null ? "" : value;
    }
  }

  static DecisionsBody of(Page<RecordedDecision> page) {
    return new DecisionsBody(
        page.items().stream().map(Decision::of).toList(),
        page.next().map(Cursor::value).orElse(null));
  }

  CsvLines table() {
    return new CsvLines(
        List.of(
            "time", "id", "agent", "type", "symbol", "timeframe", "confidence", "probability",
            "model_version", "user", "tier", "outcome", "profit", "currency", "known_at"),
        decisions.stream().<List<?>>map(Decision::cells).toList());
  }
}
