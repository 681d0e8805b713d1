package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account holds of a symbol, and what it made with it so far.
 *
 * @param lots that are open, all of one side, the oldest first; none: it is flat
 * @param cycles how often it was opened from flat
 * @param changedAt when the last event was; null: there was none
 */
public record Position(
    Key key, List<Lot> lots, Totals totals, int cycles, @Nullable Instant changedAt) {

  /** Most lots that may be open in one position. */
  public static final int MOST_LOTS = 5_000;

  /**
   * @param hedge its name where an account hedges; empty where it nets
   */
  public record Key(AccountId account, Symbol symbol, String hedge) {

    /**
     * The one that a caller names.
     *
     * @throws ProblemException Invalid of {@code name}, unless it is empty or that of a trade
     */
    public static Key of(AccountId account, Symbol symbol, String name) {
      if (!name.isEmpty() && !TradeId.isOne(name)) {
        throw ProblemException.invalid(
            "name", "must be at most 100 characters of A-Z, a-z, 0-9 and . _ : -");
      }
      return new Key(account, symbol, name);
    }
  }

  /**
   * Of all its events.
   *
   * @param gross profit of what was closed, from prices alone, exact, with {@value
   *     Fill#CONVERTED_SCALE} digits after the point; a loss is negative
   * @param dividends exact as well
   * @param costs of all its fills, also of what is open
   */
  public record Totals(BigDecimal gross, BigDecimal dividends, Costs costs) {}

  /**
   * A position after an event.
   *
   * @param closed what the event closed
   */
  public record Step(Position after, List<ClosedLot> closed) {

    public Step {
      closed = List.copyOf(closed);
    }
  }

  public Position {
    lots = List.copyOf(lots);
  }

  /** Before its first event. */
  public static Position none(Key key, Currency currency) {
    BigDecimal zero = BigDecimal.ZERO.setScale(Fill.CONVERTED_SCALE);
    return new Position(
        key, List.of(), new Totals(zero, zero, Costs.none(currency)), 0, null);
  }

  public Currency currency() {
    return totals.costs.currency();
  }

  public boolean isFlat() {
    return lots.isEmpty();
  }

  /** Negative when it is short. */
  public BigDecimal quantity() {
    return lots.stream()
        .map(lot -> lot.side() == Side.BUY ? lot.quantity() : lot.quantity().negate())
        .reduce(BigDecimal.ZERO.setScale(Decimals.VOLUME_SCALE), BigDecimal::add);
  }

  /** What is open cost that, before its conversion, exact; of a short position, what it was sold for. */
  public BigDecimal cost() {
    return lots.stream()
        .map(Lot::cost)
        .reduce(BigDecimal.ZERO.setScale(Fill.EXACT_SCALE), BigDecimal::add);
  }

  /** What a unit that is open cost, rounded half-even to 8 digits after the point; 0 when flat. */
  public BigDecimal averagePrice() {
    return isFlat() ? Decimals.price(0) : price(cost(), quantity().abs());
  }

  static BigDecimal price(BigDecimal cost, BigDecimal quantity) {
    return cost.divide(quantity, Decimals.PRICE_SCALE, RoundingMode.HALF_EVEN);
  }

  /** {@link Totals#gross}, rounded half-even. */
  public Money realised() {
    return money(totals.gross);
  }

  /** {@link Totals#dividends}, rounded half-even. */
  public Money dividends() {
    return money(totals.dividends);
  }

  /** What is open, for a position that is not flat. */
  public OpenPosition open() {
    return new OpenPosition(
        key,
        quantity(),
        cost(),
        totals.gross,
        multiplier(),
        lots.stream().anyMatch(lot -> lot.conversion().rate().compareTo(BigDecimal.ONE) != 0),
        currency());
  }

  /** Of all that is open; 1 when flat. */
  public BigDecimal multiplier() {
    return lots.isEmpty()
        ? Fill.Conversion.NONE.multiplier()
        : lots.getFirst().conversion().multiplier();
  }

  private Money money(BigDecimal exact) {
    return money(exact, currency());
  }

  /** An exact sum, rounded half-even. */
  public static Money money(BigDecimal exact, Currency currency) {
    return new Money(exact.setScale(Money.SCALE, RoundingMode.HALF_EVEN), currency);
  }

  /**
   * After an event, which is the last of the position so far.
   *
   * @throws ProblemException Invalid, of {@code multiplier}, when a fill has another than what is open;
   *     of {@code quantity}, when it closes more than a hedged position has, or amounts would not fit;
   *     NotReady when a hedged position is closed already, or a split would leave nothing of a lot;
   *     LimitExceeded of {@code open_lots}
   */
  public Step after(TradeEvent.OfPosition event, PositionRules rules) {
    return switch (event) {
      case Fill fill -> new Matching(this, fill, rules).step();
      case TradeEvent.Split split -> new Step(isFlat() ? this : split(split), List.of());
      case TradeEvent.Dividend dividend -> new Step(isFlat() ? this : paid(dividend), List.of());
    };
  }

  /** All lots together have their exact number of units, rounded once. */
  private Position split(TradeEvent.Split split) {
    BigDecimal before = quantity().abs();
    BigDecimal after =
        before
            .multiply(BigDecimal.valueOf(split.to()))
            .divide(
                BigDecimal.valueOf(split.from()), Decimals.VOLUME_SCALE, RoundingMode.HALF_EVEN);
    List<Lot> changed = new ArrayList<>(lots.size());
    for (Lot lot : lots) {
      BigDecimal part = Share.of(after, lot.quantity(), before, Decimals.VOLUME_SCALE);
      if (part.signum() == 0) {
        throw new ProblemException(
            new Problem.NotReady("nothing of fill " + lot.fill() + " would be left by the split"));
      }
      changed.add(lot.with(Decimals.exactVolume("quantity", part), lot.cost()));
      after = after.subtract(part);
      before = before.subtract(lot.quantity());
    }
    return new Position(key, changed, totals, cycles, split.at());
  }

  private Position paid(TradeEvent.Dividend dividend) {
    BigDecimal each = multiplier().multiply(dividend.amount());
    BigDecimal paid = totals.dividends.add(quantity().multiply(each));
    Totals after = new Totals(totals.gross, paid.setScale(Fill.CONVERTED_SCALE), totals.costs);
    return new Position(key, lots, after, cycles, dividend.at());
  }
}
