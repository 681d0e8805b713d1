package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
   * What counts of an account's events, in the order in which they were recorded. A corrected fill has the
   * place of the first.
   *
   * @param recorded in that order
   * @throws ProblemException NotFound, of {@code trade}, when what is corrected or annulled is not there;
   *     NotReady when it is annulled already; Invalid, of {@code symbol} or {@code position}, when a
   *     correction names another
   */
  public static List<TradeEvent.OfPosition> effective(
      List<? extends TradeEvent> recorded, PositionRules rules) {
    Map<Object, TradeEvent.OfPosition> counting = new LinkedHashMap<>();
    Set<TradeId> annulled = new HashSet<>();
    for (TradeEvent event : recorded) {
      switch (event) {
        case Fill it -> counting.put(it.id(), it);
        case TradeEvent.OfPosition it -> counting.put(it, it);
        case TradeEvent.Bust it -> {
          if (annulled.contains(it.fill())) {
            throw annulled(it.fill());
          }
          if (!(counting.remove(it.fill()) instanceof Fill)) {
            throw missing(it.fill());
          }
          annulled.add(it.fill());
        }
        case TradeEvent.Correction it -> {
          TradeId id = it.replacement().id();
          if (annulled.contains(id)) {
            throw annulled(id);
          }
          if (!(counting.get(id) instanceof Fill before)) {
            throw missing(id);
          }
          counting.put(id, replaced(before, it.replacement(), rules));
        }
      }
    }
    return List.copyOf(counting.values());
  }

  /**
   * The replacement of a fill.
   *
   * @throws ProblemException Invalid, of {@code symbol} or {@code position}, for another
   */
  public static Fill replaced(Fill before, Fill replacement, PositionRules rules) {
    if (!before.symbol().equals(replacement.symbol())) {
      throw ProblemException.invalid("symbol", "must be that of the fill, " + before.symbol());
    }
    Position.Key key = before.position(rules);
    if (!key.equals(replacement.position(rules))) {
      throw ProblemException.invalid("position", "must be that of the fill, " + key.hedge());
    }
    return replacement;
  }

  /** What is to be corrected or annulled is not there. */
  public static ProblemException missing(TradeId fill) {
    return new ProblemException(new Problem.NotFound("trade", fill.value()));
  }

  /** What is to be corrected or annulled was annulled before. */
  public static ProblemException annulled(TradeId fill) {
    return new ProblemException(new Problem.NotReady("trade " + fill + " is annulled"));
  }

  /**
   * The course of a position, in the order of the times of its events, and within one time in that of
   * recording.
   *
   * @param events that count, of that position, in the order of recording
   * @throws ProblemException as {@link Position#after}
   */
  public static Course of(
      Position.Key key,
      Currency currency,
      PositionRules rules,
      List<? extends TradeEvent.OfPosition> events) {
    Position position = Position.none(key, currency);
    List<ClosedLot> closed = new ArrayList<>();
    for (TradeEvent.OfPosition event :
        events.stream().sorted(Comparator.comparing(TradeEvent::at)).toList()) {
      Position.Step step = position.after(event, rules);
      position = step.after();
      closed.addAll(step.closed());
    }
    return new Course(position, closed);
  }
}
