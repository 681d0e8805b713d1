package dev.quintet.adapters.out.memory;

import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.Course;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What of an account's events is of which position. */
final class MemoryCourses {

  private MemoryCourses() {}

  /** Lots with what opened them. */
  static List<Trade.Closing> closings(
      Course course, List<TradeEvent.OfPosition> counting) {
    Map<TradeId, Fill.Origin> origins = new HashMap<>();
    for (TradeEvent.OfPosition one : counting) {
      if (one instanceof Fill fill) {
        origins.put(fill.id(), fill.origin());
      }
    }
    List<Trade.Closing> closings = new ArrayList<>();
    for (ClosedLot lot : course.closed()) {
      Fill.Origin origin = Objects.requireNonNull(origins.get(lot.opened()));
      closings.add(
          new Trade.Closing(
              lot,
              closings.size() + 1L,
              origin.strategy(),
              origin.agents(),
              origin.confidence()));
    }
    return closings;
  }

  static List<Position.Key> keys(
      List<TradeEvent.OfPosition> before, List<TradeEvent.OfPosition> after, PositionRules rules) {
    return Stream.concat(before.stream(), after.stream())
        .flatMap(it -> it instanceof Fill fill ? Stream.of(fill.position(rules)) : null)
        .distinct()
        .toList();
  }

  /** A correction may change nothing. */
  static boolean isOf(Position.Key key, TradeEvent event, PositionRules rules) {
    return event instanceof TradeEvent.Correction it
        && it.replacement().position(rules).equals(key);
  }

  static Course course(
      Position.Key key,
      Currency currency,
      PositionRules rules,
      List<TradeEvent.OfPosition> counting) {
    return Course.of(key, currency, rules, of(key, counting, rules));
  }

  static List<TradeEvent.OfPosition> of(
      Position.Key key, List<TradeEvent.OfPosition> counting, PositionRules rules) {
    return counting.stream()
        .filter(
            it ->
                it instanceof Fill fill
                    ? fill.position(rules).equals(key)
                    : it.symbol().equals(key.symbol()))
        .toList();
  }
}
