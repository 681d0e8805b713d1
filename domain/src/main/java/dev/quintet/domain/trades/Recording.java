package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntry.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What recording an event changes of a position.
 *
 * @param closed lots that it closed; all of the position when it was replayed
 * @param replayed its course is another than it was, because the event is of an earlier time than another
 *     of it, or changes one that was recorded
 */
public record Recording(Position before, Position after, List<ClosedLot> closed, boolean replayed) {

  /** Most events that a position may have to be replayed. */
  public static final int MOST_REPLAYED = 10_000;

  /** Most positions of a symbol that a split or a dividend may change. */
  public static final int MOST_POSITIONS = 1_000;

  public Recording {
    closed = List.copyOf(closed);
  }

  /**
   * Another event of the position is of a later time.
   *
   * @param latest of the splits and dividends of the symbol, whether the position was open or not; null:
   *     there are none
   */
  public static boolean isLate(
      Position before, @Nullable Instant latest, TradeEvent.OfPosition event) {
    return (before.changedAt() != null && event.at().isBefore(before.changedAt()))
        || (latest != null && event.at().isBefore(latest));
  }

  /**
   * Of an event that is not late.
   *
   * @throws ProblemException as {@link Position#after}
   */
  public static Recording next(
      Position before, TradeEvent.OfPosition event, PositionRules rules) {
    Position.Step step = before.after(event, rules);
    return new Recording(before, step.after(), step.closed(), false);
  }

  /**
   * Of one that is late, or changes another.
   *
   * @param counting the events of the position that count with it, in the order of recording
   * @throws ProblemException NotReady for more than {@value #MOST_REPLAYED}; as {@link Position#after}
   */
  public static Recording replayed(
      Position before, List<? extends TradeEvent.OfPosition> counting, PositionRules rules) {
    requireReplayed(counting.size());
    Course course = Course.of(before.key(), before.currency(), rules, counting);
    return new Recording(before, course.position(), course.closed(), true);
  }

  /**
   * The trades of the position that are other than they were.
   *
   * @param before those that were there, when it was replayed
   * @param closings what {@link #closed} says, in its order
   * @param from none of an earlier time is other than it was
   */
  public List<Trade> trades(
      Collection<Trade.Key> before,
      List<Trade.Closing> closings,
      Instant from,
      UserId user,
      long sequence) {
    List<Trade> trades = Trade.of(closings, user, sequence);
    Set<Trade.Key> gone = new LinkedHashSet<>(before);
    trades.forEach(trade -> gone.remove(trade.key()));
    return Stream.concat(
            gone.stream().map(key -> Trade.none(after.key(), key, user, after.currency(), sequence)),
            trades.stream())
        .filter(trade -> !trade.closedAt().isBefore(from))
        .toList();
  }

  /**
   * Too many events would be replayed.
   *
   * @throws ProblemException NotReady
   */
  public static void requireReplayed(int events) {
    if (events > MOST_REPLAYED) {
      throw new ProblemException(
          new Problem.NotReady(
              "more than "
                  + MOST_REPLAYED
                  + " events would be replayed: nothing that is earlier than the last is taken"));
    }
  }

  /**
   * A split or a dividend would change too many positions.
   *
   * @throws ProblemException NotReady
   */
  public static void requirePositions(int count) {
    if (count > MOST_POSITIONS) {
      throw new ProblemException(
          new Problem.NotReady("more than " + MOST_POSITIONS + " positions would change"));
    }
  }

  /**
   * Entries of the account that book the difference of all positions, those that change nothing left out:
   * TRADE the profit and a rebate, FEE the commission, SWAP swap and funding.
   */
  public static List<AccountEntry.Change> changes(
      TradeEvent event, Currency currency, List<Recording> recordings) {
    Costs costs = Costs.none(currency);
    Money profit = Money.zero(currency);
    for (Recording one : recordings) {
      costs = costs.plus(one.after.totals().costs()).minus(one.before.totals().costs());
      profit =
          profit
              .plus(one.after.realised())
              .plus(one.after.dividends())
              .minus(one.before.realised())
              .minus(one.before.dividends());
    }
    List<AccountEntry.Change> changes = new ArrayList<>(3);
    Money fee = costs.commission().negated();
    Money rebate = fee.isNegative() ? Money.zero(currency) : fee;
    add(changes, event, Reason.TRADE, profit.plus(rebate));
    add(changes, event, Reason.FEE, fee.minus(rebate));
    add(changes, event, Reason.SWAP, costs.swap().plus(costs.funding()));
    return changes;
  }

  private static void add(
      List<AccountEntry.Change> changes, TradeEvent event, Reason reason, Money amount) {
    if (!amount.isZero()) {
      changes.add(
          new AccountEntry.Change(
              event.prefix() + event.id() + ":" + Words.of(reason),
              reason,
              amount,
              Money.zero(amount.currency()),
              note(event),
              event.at()));
    }
  }

  private static String note(TradeEvent event) {
    return switch (event) {
      case TradeEvent.OfPosition it -> it.symbol().value();
      case TradeEvent.Correction it -> it.replacement().symbol().value();
      case TradeEvent.Bust it -> "trade " + it.fill();
    };
  }
}
