package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a position follows from its events.
 *
 * @param position at its end
 * @param closed all lots that were closed, in their order
 */
public record Course(Position position, List<ClosedLot> closed) {

  public Course {
    closed = List.copyOf(closed);
  }

  /**
   * What counts of an account's events, in the order of their times; of one time, in the order in which
   * they were recorded. A corrected fill has the place of the first.
   *
   * @param recorded in that order
   * @throws ProblemException NotFound, of {@code trade}, when what is corrected or annulled is not there;
   *     Invalid, of {@code symbol}, when a correction names another
   */
  public static List<TradeEvent.OfPosition> effective(List<? extends TradeEvent> recorded) {
    Map<TradeId, TradeEvent.OfPosition> counting = new LinkedHashMap<>();
    for (TradeEvent event : recorded) {
      switch (event) {
        case TradeEvent.OfPosition it -> counting.put(it.id(), it);
        case TradeEvent.Bust it -> {
          TradeEvent.OfPosition unused = fill(counting, it.fill());
          counting.remove(it.fill());
        }
        case TradeEvent.Correction it -> {
          Fill replacement = it.replacement();
          if (!fill(counting, replacement.id()).symbol().equals(replacement.symbol())) {
            throw ProblemException.invalid("symbol", "must be that of the fill");
          }
          counting.put(replacement.id(), replacement);
        }
      }
    }
    List<TradeEvent.OfPosition> ordered = new ArrayList<>(counting.values());
    ordered.sort(Comparator.comparing(TradeEvent::at));
    return ordered;
  }

  private static TradeEvent.OfPosition fill(
      Map<TradeId, TradeEvent.OfPosition> counting, TradeId id) {
    if (counting.get(id) instanceof Fill fill) {
      return fill;
    }
    throw new ProblemException(new Problem.NotFound("trade", id.value()));
  }

  /**
   * The course of a position.
   *
   * @param events of {@link #effective}, of that position
   * @throws ProblemException as {@link Position#after}
   */
  public static Course of(
      Position.Key key,
      Currency currency,
      PositionRules rules,
      List<? extends TradeEvent.OfPosition> events) {
    Position position = Position.none(key, currency);
    List<ClosedLot> closed = new ArrayList<>();
    for (TradeEvent.OfPosition event : events) {
      Position.Step step = position.after(event, rules);
      position = step.after();
      closed.addAll(step.closed());
    }
    return new Course(position, closed);
  }
}
