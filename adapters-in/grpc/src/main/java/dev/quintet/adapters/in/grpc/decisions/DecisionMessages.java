package dev.quintet.adapters.in.grpc.decisions;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.decisions.v1.Decision;
import dev.quintet.decisions.v1.DecisionsRequest;
import dev.quintet.decisions.v1.Grounds;
import dev.quintet.decisions.v1.Outcome;
import dev.quintet.decisions.v1.RecordedDecision;
import dev.quintet.decisions.v1.StatedDecision;
import dev.quintet.decisions.v1.StatedOutcome;
import dev.quintet.domain.decisions.DecisionFilter;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decisions as messages. */
final class DecisionMessages {

  private DecisionMessages() {}

  static dev.quintet.domain.decisions.StatedDecision stated(StatedDecision message) {
    Decision decision = message.getDecision();
    Grounds grounds = message.getGrounds();
    return new dev.quintet.domain.decisions.StatedDecision(
        new dev.quintet.domain.decisions.Decision(
            new DecisionId(decision.getDecisionId()),
            Fields.given(decision.getUserId(), UserId::new),
            decision.getAgent(),
            dev.quintet.domain.decisions.Decision.Type.of(decision.getType()),
            new Symbol(decision.getSymbol()),
            Interval.of(decision.getTimeframe()),
            Exact.parse("confidence", decision.getConfidence()),
            Fields.given(decision.getProbability(), it -> Exact.parse("probability", it)),
            decision.getModelVersion(),
            Fields.instant("at_micros", decision.getAtMicros())),
        new dev.quintet.domain.decisions.Grounds(
            grounds.getReasoning(),
            Fields.given(grounds.getConditions(), it -> JsonText.of("conditions", it)),
            Fields.given(grounds.getFeatures(), it -> JsonText.of("features", it))));
  }

  static dev.quintet.domain.decisions.StatedOutcome stated(StatedOutcome message) {
    Outcome outcome = message.getOutcome();
    if (outcome.getVersion() < 1) {
      throw ProblemException.invalid("version", "must be 1 or higher");
    }
    String profit = outcome.getProfit();
    return new dev.quintet.domain.decisions.StatedOutcome(
        new DecisionId(message.getDecisionId()),
        new dev.quintet.domain.decisions.Outcome(
            outcome.getVersion(),
            dev.quintet.domain.decisions.Outcome.Result.of(outcome.getOutcome()),
            profit.isEmpty() ? null : Money.parse("profit", profit, outcome.getCurrency()),
            Fields.instant("at_micros", outcome.getAtMicros())));
  }

  static DecisionFilter filter(DecisionsRequest message) {
    return new DecisionFilter(
        Fields.given(message.getUserId(), UserId::new),
        Fields.given(message.getAgent(), Function.identity()),
        Fields.given(message.getSymbol(), Symbol::new),
        Fields.given(message.getType(), dev.quintet.domain.decisions.Decision.Type::of),
        Fields.given(message.getOutcome(), dev.quintet.domain.decisions.Outcome.Result::of),
        Fields.given(message.getModelVersion(), Function.identity()),
        Fields.given("from_micros", message.getFromMicros()),
        Fields.given("to_micros", message.getToMicros()));
  }

  static RecordedDecision recorded(dev.quintet.domain.decisions.RecordedDecision recorded) {
    dev.quintet.domain.decisions.Decision decision = recorded.decision();
    RecordedDecision.Builder message =
        RecordedDecision.newBuilder()
            .setDecision(
                Decision.newBuilder()
                    .setDecisionId(decision.id().value())
                    .setUserId(text(decision.user(), UserId::value))
                    .setAgent(decision.agent())
                    .setType(Words.of(decision.type()))
                    .setSymbol(decision.symbol().value())
                    .setTimeframe(decision.timeframe().text())
                    .setConfidence(decision.confidence().toPlainString())
                    .setProbability(text(decision.probability(), it -> it.toPlainString()))
                    .setModelVersion(decision.model())
                    .setAtMicros(Fields.micros(decision.at())))
            .setTier(text(recorded.tier(), it -> it.word()))
            .setRecordedAtMicros(Fields.micros(recorded.recordedAt()));
    dev.quintet.domain.decisions.Outcome outcome = recorded.outcome();
    if (outcome.at() != null) {
      message.setOutcome(
          Outcome.newBuilder()
              .setVersion(outcome.version())
              .setOutcome(Words.of(outcome.result()))
              .setProfit(text(outcome.profit(), it -> it.amount().toPlainString()))
              .setCurrency(text(outcome.profit(), it -> it.currency().getCurrencyCode()))
              .setAtMicros(Fields.micros(outcome.at())));
    }
    return message.build();
  }

  static Grounds grounds(dev.quintet.domain.decisions.Grounds grounds) {
    return Grounds.newBuilder()
        .setReasoning(grounds.reasoning())
        .setConditions(text(grounds.conditions(), JsonText::value))
        .setFeatures(text(grounds.features(), JsonText::value))
        .build();
  }

  private static <T> String text(@Nullable T value, Function<T, String> text) {
    return value == null ? "" : text.apply(value);
  }
}
