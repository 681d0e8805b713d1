package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An order, or a part of it, that was carried out; a fact that does not change.
 *
 * @param id unique in the account
 * @param quantity above 0, in units of the symbol: {@code Decimal(38,8)}
 * @param price of a unit in the currency of the account, above 0: {@code Decimal(18,8)}; quantity times
 *     price has at most 16 digits before the point
 * @param at UTC, microseconds
 */
public record Fill(
    TradeId id,
    AccountId account,
    Symbol symbol,
    Side side,
    BigDecimal quantity,
    BigDecimal price,
    Costs costs,
    Instant at,
    Origin origin)
    implements TradeEvent.OfPosition {

  /** Digits after the point of quantity times price. */
  public static final int EXACT_SCALE = Decimals.VOLUME_SCALE + Decimals.PRICE_SCALE;

  /**
   * Where it came from; empty where it is not known.
   *
   * @param position which one it opens, changes or closes, where an account hedges; empty: opens the
   *     position that is named like the fill. An account that nets keeps the name only
   * @param strategy 1 to 64 letters, digits and {@code . _ : / -} and spaces
   * @param agents at most {@value #MOST_AGENTS}, of the same characters, none twice
   * @param decision its id, of the characters of a trade's
   * @param order the broker's id; fills of one order are shown merged
   * @param execution the broker's id of this part
   */
  public record Origin(
      String position,
      String strategy,
      List<String> agents,
      String decision,
      String order,
      String execution) {

    public static final int MOST_AGENTS = 16;

    /** Nothing is known. */
    public static final Origin NONE = new Origin("", "", List.of(), "", "", "");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/-]{0,63}");

    public Origin {
      agents = List.copyOf(agents);
      id("position", position);
      word("strategy", strategy);
      if (agents.size() > MOST_AGENTS) {
        throw ProblemException.invalid("agents", "must be at most " + MOST_AGENTS);
      }
      for (String agent : agents) {
        require(WORD.matcher(agent).matches(), "agents", "letters, digits and . _ : / - or spaces", 64);
      }
      if (new HashSet<>(agents).size() < agents.size()) {
        throw ProblemException.invalid("agents", "names one twice");
      }
      id("decision_id", decision);
      id("order_id", order);
      id("execution_id", execution);
    }

    private static void id(String field, String text) {
      require(text.isEmpty() || TradeId.isOne(text), field, "characters of A-Z, a-z, 0-9 and . _ : -", 100);
    }

    private static void word(String field, String text) {
      require(
          text.isEmpty() || WORD.matcher(text).matches(),
          field,
          "letters, digits and . _ : / - or spaces",
          64);
    }

    private static void require(boolean fits, String field, String characters, int most) {
      if (!fits) {
        throw ProblemException.invalid(field, "must be at most " + most + " " + characters);
      }
    }
  }

  public Fill {
    quantity = Decimals.exactVolume("quantity", quantity);
    price = Decimals.exactPrice("price", price);
    if (quantity.signum() == 0) {
      throw ProblemException.invalid("quantity", "must be above 0");
    }
    if (price.signum() <= 0) {
      throw ProblemException.invalid("price", "must be above 0");
    }
    Exact.of("quantity", quantity.multiply(price), EXACT_SCALE, Money.DIGITS);
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** The position that it belongs to. */
  @Override
  public Position.Key position(PositionRules rules) {
    String name =
        switch (rules.mode()) {
          case NETTING -> "";
          case HEDGING -> origin.position.isEmpty() ? id.value() : origin.position;
        };
    return new Position.Key(account, symbol, name);
  }
}
