package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Matches one fill with the lots of its position. */
final class Matching {

  private final Position before;
  private final Fill fill;
  private final PositionRules rules;
  private final Deque<Lot> lots;
  private final List<ClosedLot> closed = new ArrayList<>();
  private BigDecimal gross;
  private BigDecimal rest;
  private Costs costs;

  Matching(Position before, Fill fill, PositionRules rules) {
    this.before = before;
    this.fill = fill;
    this.rules = rules;
    this.lots = new ArrayDeque<>(before.lots());
    this.gross = before.totals().gross();
    this.rest = fill.quantity();
    this.costs = fill.costs();
  }

  Position.Step step() {
    boolean hedging = rules.mode() == PositionRules.Mode.HEDGING;
    if (hedging && before.cycles() > 0 && before.isFlat()) {
      throw new ProblemException(
          new Problem.NotReady("position " + before.key().hedge() + " is closed"));
    }
    BigDecimal multiplier = before.multiplier();
    if (!before.isFlat() && fill.conversion().multiplier().compareTo(multiplier) != 0) {
      throw ProblemException.invalid(
          "multiplier",
          "must be " + multiplier.stripTrailingZeros().toPlainString() + ", that of what is open");
    }
    while (rest.signum() > 0 && !lots.isEmpty() && lots.getFirst().side() != fill.side()) {
      close(rules.method() == PositionRules.Method.LIFO ? lots.removeLast() : lots.removeFirst());
    }
    int cycles = before.cycles();
    if (rest.signum() > 0) {
      if (hedging && !closed.isEmpty()) {
        throw ProblemException.invalid("quantity", "is more than the position has");
      }
      cycles += lots.isEmpty() ? 1 : 0;
      open();
    }
    Position.Totals totals = before.totals();
    Position after =
        new Position(
            before.key(),
            List.copyOf(lots),
            new Position.Totals(gross, totals.dividends(), totals.costs().plus(fill.costs())),
            cycles,
            fill.at());
    return new Position.Step(after, closed);
  }

  private void close(Lot lot) {
    BigDecimal some = rest.min(lot.quantity());
    Lot part = lot.part(some);
    if (some.compareTo(lot.quantity()) < 0) {
      Lot left = lot.without(part);
      if (rules.method() == PositionRules.Method.LIFO) {
        lots.addLast(left);
      } else {
        lots.addFirst(left);
      }
    }
    Costs own = costs.share(some, rest);
    costs = costs.minus(own);
    rest = rest.subtract(some);
    BigDecimal profit =
        fill.conversion().of(some.multiply(fill.price()).subtract(part.cost()));
    BigDecimal sum = gross.add(part.side() == Side.BUY ? profit : profit.negate());
    Money booked =
        Position.money(sum, before.currency()).minus(Position.money(gross, before.currency()));
    gross = sum;
    closed.add(
        new ClosedLot(
            before.key(),
            before.cycles(),
            part.fill(),
            part.at(),
            fill.id(),
            fill.at(),
            part.side(),
            some,
            part.cost(),
            fill.price(),
            booked,
            part.costs().plus(own),
            fill.conversion()));
  }

  private void open() {
    if (lots.size() == Position.MOST_LOTS) {
      throw new ProblemException(
          new Problem.LimitExceeded("open_lots", Position.MOST_LOTS, Duration.ZERO));
    }
    lots.addLast(
        new Lot(
            fill.id(),
            fill.side(),
            fill.at(),
            rest,
            rest.multiply(fill.price()),
            costs,
            fill.conversion()));
    BigDecimal cost = sum(lots.stream().map(Lot::cost).toList());
    BigDecimal quantity = sum(lots.stream().map(Lot::quantity).toList());
    Exact.of("quantity", cost, Fill.EXACT_SCALE, Money.DIGITS);
    Decimals.exactVolume("quantity", quantity);
    if (rules.method() == PositionRules.Method.AVERAGE) {
      average(cost, quantity);
    }
  }

  private void average(BigDecimal cost, BigDecimal quantity) {
    BigDecimal costLeft = cost;
    BigDecimal quantityLeft = quantity;
    for (int i = lots.size(); i > 0; i--) {
      Lot lot = lots.removeFirst();
      BigDecimal part = Share.of(costLeft, lot.quantity(), quantityLeft, Fill.EXACT_SCALE);
      lots.addLast(lot.with(lot.quantity(), part));
      costLeft = costLeft.subtract(part);
      quantityLeft = quantityLeft.subtract(lot.quantity());
    }
  }

  private static BigDecimal sum(List<BigDecimal> numbers) {
    return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
