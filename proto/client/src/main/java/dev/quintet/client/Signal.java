package dev.quintet.client;

import dev.quintet.trades.v1.RecordedSignal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a strategy, or agents, said of a symbol.
 *
 * @param id unique in the tenant
 * @param timeframe of the bars that it is about, such as {@code 15m}
 * @param type {@code buy}, {@code sell}, {@code hold} or {@code close}
 * @param strength 0 to 1, at most 8 digits after the point, as the confidence
 * @param strategy empty: not known
 * @param at microseconds
 */
public record Signal(
    String id,
    String symbol,
    String timeframe,
    String type,
    BigDecimal strength,
    BigDecimal confidence,
    String strategy,
    List<String> agents,
    Instant at) {

  public Signal {
    agents = List.copyOf(agents);
  }

  dev.quintet.trades.v1.Signal message() {
    return dev.quintet.trades.v1.Signal.newBuilder()
        .setSignalId(id)
        .setSymbol(symbol)
        .setTimeframe(timeframe)
        .setType(type)
        .setStrength(strength.toPlainString())
        .setConfidence(confidence.toPlainString())
        .setStrategy(strategy)
        .addAllAgents(agents)
        .setAtMicros(Times.micros("at_micros", at))
        .build();
  }

  static Signal of(RecordedSignal recorded) {
    dev.quintet.trades.v1.Signal signal = recorded.getSignal();
    return new Signal(
        signal.getSignalId(),
        signal.getSymbol(),
        signal.getTimeframe(),
        signal.getType(),
        new BigDecimal(signal.getStrength()),
        new BigDecimal(signal.getConfidence()),
        signal.getStrategy(),
        signal.getAgentsList(),
        Times.ofMicros(signal.getAtMicros()));
  }
}
