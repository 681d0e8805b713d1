package dev.quintet.client;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agent decided about a symbol.
 *
 * @param id unique in the tenant
 * @param user whose it is; empty: the user's whom the call acts for, else the tenant's
 * @param type {@code buy}, {@code sell} or {@code hold}
 * @param timeframe of the bars that it is about, such as {@code 15m}
 * @param confidence how sure the agent was, 0 to 1, at most 8 digits after the point
 * @param probability that it will be profitable, of the same form; null: not stated
 * @param model the version of the model; empty: not known
 * @param at microseconds
 */
public record Decision(
    String id,
    String user,
    String agent,
    String type,
    String symbol,
    String timeframe,
    BigDecimal confidence,
    @Nullable BigDecimal probability,
    String model,
    Instant at) {

  /**
   * Why it was made.
   *
   * @param reasoning at most 8,192 characters; empty: not stated
   * @param conditions JSON, at most 16,384 bytes; empty: not stated
   * @param features of the same form
   */
  public record Grounds(String reasoning, String conditions, String features) {

    /** Nothing is stated. */
    public static final Grounds NONE = new Grounds("", "", "");
  }

  /** With why it was made. */
  public record Stated(Decision decision, Grounds grounds) {

    dev.quintet.decisions.v1.StatedDecision message() {
      return dev.quintet.decisions.v1.StatedDecision.newBuilder()
          .setDecision(decision.message())
          .setGrounds(
              dev.quintet.decisions.v1.Grounds.newBuilder()
                  .setReasoning(grounds.reasoning)
                  .setConditions(grounds.conditions)
                  .setFeatures(grounds.features))
          .build();
    }
  }

  /**
   * What came of it.
   *
   * @param version of several the highest counts
   * @param result {@code pending}, {@code profitable}, {@code loss} or {@code breakeven}
   * @param profit net; null of what is pending
   * @param currency empty of what is pending
   * @param at since when it is known, microseconds
   */
  public record Outcome(
      long version, String result, @Nullable BigDecimal profit, String currency, Instant at) {

    dev.quintet.decisions.v1.Outcome message() {
      return dev.quintet.decisions.v1.Outcome.newBuilder()
          .setVersion(version)
          .setOutcome(result)
          .setProfit(profit == null ? "" : profit.toPlainString())
          .setCurrency(currency)
          .setAtMicros(Times.micros("at_micros", at))
          .build();
    }

    private static Outcome of(dev.quintet.decisions.v1.Outcome outcome) {
      return new Outcome(
          outcome.getVersion(),
          outcome.getOutcome(),
          number(outcome.getProfit()),
          outcome.getCurrency(),
          Times.ofMicros(outcome.getAtMicros()));
    }
  }

  /**
   * As it is recorded by now.
   *
   * @param tier of the user then; empty: it is nobody's who is registered
   * @param outcome that counts; null: none was stated, which is pending
   */
  public record Recorded(
      Decision decision, String tier, Instant recordedAt, @Nullable Outcome outcome) {

    static Recorded of(dev.quintet.decisions.v1.RecordedDecision recorded) {
      return new Recorded(
          Decision.of(recorded.getDecision()),
          recorded.getTier(),
          Times.ofMicros(recorded.getRecordedAtMicros()),
          recorded.hasOutcome() ? Outcome.of(recorded.getOutcome()) : null);
    }
  }

  dev.quintet.decisions.v1.Decision message() {
    return dev.quintet.decisions.v1.Decision.newBuilder()
        .setDecisionId(id)
        .setUserId(user)
        .setAgent(agent)
        .setType(type)
        .setSymbol(symbol)
        .setTimeframe(timeframe)
        .setConfidence(confidence.toPlainString())
        .setProbability(probability == null ? "" : probability.toPlainString())
        .setModelVersion(model)
        .setAtMicros(Times.micros("at_micros", at))
        .build();
  }

  private static Decision of(dev.quintet.decisions.v1.Decision decision) {
    return new Decision(
        decision.getDecisionId(),
        decision.getUserId(),
        decision.getAgent(),
        decision.getType(),
        decision.getSymbol(),
        decision.getTimeframe(),
        new BigDecimal(decision.getConfidence()),
        number(decision.getProbability()),
        decision.getModelVersion(),
        Times.ofMicros(decision.getAtMicros()));
  }

  private static @Nullable BigDecimal number(String text) {
    return text.isEmpty() ? null : new BigDecimal(text);
  }
}
