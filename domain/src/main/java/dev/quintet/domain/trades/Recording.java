package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntry.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What recording a fill changes.
 *
 * @param closed lots that it closed; all of the position when it was replayed
 * @param replayed the fill is of an earlier time than another of its position, whose course from there on
 *     is another than it was
 */
public record Recording(
    Fill fill, Position before, Position after, List<ClosedLot> closed, boolean replayed) {

  /** Most fills that a position may have to take one of an earlier time than its last. */
  public static final int MOST_REPLAYED = 10_000;

  public Recording {
    closed = List.copyOf(closed);
  }

  /** Another fill of the position is of a later time. */
  public static boolean isLate(Position before, Fill fill) {
    return before.changedAt() != null && fill.at().isBefore(before.changedAt());
  }

  /**
   * Of a fill that is not late.
   *
   * @throws ProblemException as {@link Position#after}
   */
  public static Recording next(Position before, Fill fill, PositionRules rules) {
    Position.Step step = before.after(fill, rules);
    return new Recording(fill, before, step.after(), step.closed(), false);
  }

  /**
   * Of a fill that is late.
   *
   * @param recorded the fills of the position before it, in the order of recording
   * @throws ProblemException NotReady for more than {@value #MOST_REPLAYED}; as {@link Position#after}
   */
  public static Recording late(
      Position before, List<Fill> recorded, Fill fill, PositionRules rules) {
    if (recorded.size() > MOST_REPLAYED) {
      throw new ProblemException(
          new Problem.NotReady(
              "the position has more than "
                  + MOST_REPLAYED
                  + " fills, and takes none that is earlier than its last"));
    }
    List<Fill> all = new ArrayList<>(recorded);
    all.add(fill);
    Course course = Course.of(before.key(), before.currency(), rules, Course.effective(all));
    return new Recording(fill, before, course.position(), course.closed(), true);
  }

  /**
   * The trades of the position that are other than they were; none of an earlier time than the fill is.
   *
   * @param before those that were there, when it was replayed
   * @param closings what {@link #closed} says, in its order
   */
  public List<Trade> trades(
      Collection<Trade.Key> before, List<Trade.Closing> closings, UserId user, long sequence) {
    List<Trade> trades = Trade.of(closings, user, sequence);
    Set<Trade.Key> gone = new LinkedHashSet<>(before);
    trades.forEach(trade -> gone.remove(trade.key()));
    return Stream.concat(
            gone.stream().map(key -> Trade.none(after.key(), key, user, after.currency(), sequence)),
            trades.stream())
        .filter(trade -> !trade.closedAt().isBefore(fill.at()))
        .toList();
  }

  /**
   * Entries of the account that book the difference, those that change nothing left out: TRADE the profit
   * and a rebate, FEE the commission, SWAP swap and funding.
   */
  public List<AccountEntry.Change> changes() {
    List<AccountEntry.Change> changes = new ArrayList<>(3);
    Costs costs = after.totals().costs().minus(before.totals().costs());
    Money fee = costs.commission().negated();
    Money rebate = fee.isNegative() ? Money.zero(fee.currency()) : fee;
    Money profit = after.realised().plus(after.dividends());
    add(
        changes,
        Reason.TRADE,
        profit.minus(before.realised()).minus(before.dividends()).plus(rebate));
    add(changes, Reason.FEE, fee.minus(rebate));
    add(changes, Reason.SWAP, costs.swap().plus(costs.funding()));
    return changes;
  }

  private void add(List<AccountEntry.Change> changes, Reason reason, Money amount) {
    if (!amount.isZero()) {
      String id = AccountEntry.OF_FILLS + fill.id() + ":" + Words.of(reason);
      changes.add(
          new AccountEntry.Change(
              id,
              reason,
              amount,
              Money.zero(amount.currency()),
              fill.symbol().value(),
              fill.at()));
    }
  }
}
