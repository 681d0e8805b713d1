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
import org.jspecify.annotations.Nullable;

/**
 * An order, or a part of it, that was carried out; a fact that does not change.
 *
 * @param id unique in the account
 * @param quantity above 0, in units of the symbol: {@code Decimal(38,8)}
 * @param price of a unit, in the currency that the symbol is quoted in, above 0: {@code Decimal(18,8)};
 *     quantity times price has at most 16 digits before the point, before and after its conversion
 * @param at UTC, microseconds
 * @param conversion what a difference in price is worth in the currency of the account
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
    Origin origin,
    Conversion conversion)
    implements TradeEvent.OfPosition {

  /** Digits after the point of quantity times price. */
  public static final int EXACT_SCALE = Decimals.VOLUME_SCALE + Decimals.PRICE_SCALE;

  /** Digits after the point of that, converted. */
  public static final int CONVERTED_SCALE =
      EXACT_SCALE + Decimals.PRICE_SCALE + Conversion.RATE_SCALE;

  /**
   * What a difference in price is worth: quantity times multiplier times rate times the difference.
   *
   * @param multiplier units of the symbol in one of the quantity, as 100000 in a lot: above 0, {@code
   *     Decimal(18,8)}
   * @param rate what one of the currency of the price is in that of the account, at the time of the fill:
   *     above 0, with at most {@value #RATE_SCALE} digits after the point and 10 before it
   */
  public record Conversion(BigDecimal multiplier, BigDecimal rate) {

    /** Digits after the point of a rate. */
    public static final int RATE_SCALE = 12;

    private static final int RATE_DIGITS = 10;

    /** Of what is counted in units, and quoted in the currency of the account. */
    public static final Conversion NONE = new Conversion(BigDecimal.ONE, BigDecimal.ONE);

    public Conversion {
      multiplier = Decimals.exactPrice("multiplier", multiplier);
      rate = rate("rate", rate);
      if (multiplier.signum() <= 0) {
        throw ProblemException.invalid("multiplier", "must be above 0");
      }
    }

    /** A rate at its canonical scale; refused when it is not above 0, or does not fit exactly. */
    public static BigDecimal rate(String field, BigDecimal value) {
      if (value.signum() <= 0) {
        throw ProblemException.invalid(field, "must be above 0");
      }
      return Exact.of(field, value, RATE_SCALE, RATE_DIGITS);
    }

    BigDecimal of(BigDecimal value) {
      return value.multiply(multiplier).multiply(rate).setScale(CONVERTED_SCALE);
    }
  }

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
   * @param confidence of the agents in it: 0 to 1, at most {@value Signal#SCALE} digits after the point; null:
   *     none is known
   */
  public record Origin(
      String position,
      String strategy,
      List<String> agents,
      String decision,
      String order,
      String execution,
      @Nullable BigDecimal confidence) {

    public static final int MOST_AGENTS = 16;

    /** Nothing is known. */
    public static final Origin NONE = new Origin("", "", List.of(), "", "", "");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/-]{0,63}");

    /** One of which no confidence is known. */
    public Origin(
        String position,
        String strategy,
        List<String> agents,
        String decision,
        String order,
        String execution) {
      this(position, strategy, agents, decision, order, execution, null);
    }

    public Origin {
      confidence = confidence == null ? null : Exact.share("ai_confidence", confidence);
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

    /** A fill that is sent again is known by this text: without a confidence, as it was before there was one. */
    @Override
    public String toString() {
      return "Origin[position=%s, strategy=%s, agents=%s, decision=%s, order=%s, execution=%s%s]"
          .formatted(
              position,
              strategy,
              agents,
              decision,
              order,
              execution,
              confidence == null ? "" : ", confidence=" + confidence.toPlainString());
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
    BigDecimal value = quantity.multiply(price);
    Exact.of("quantity", value, EXACT_SCALE, Money.DIGITS);
    Exact.of("quantity", conversion.of(value), CONVERTED_SCALE, Money.DIGITS);
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** One of what is counted in units, and quoted in the currency of the account. */
  public Fill(
      TradeId id,
      AccountId account,
      Symbol symbol,
      Side side,
      BigDecimal quantity,
      BigDecimal price,
      Costs costs,
      Instant at,
      Origin origin) {
    this(id, account, symbol, side, quantity, price, costs, at, origin, Conversion.NONE);
  }

  /** The position that it belongs to. */
  public Position.Key position(PositionRules rules) {
    String name =
        switch (rules.mode()) {
          case NETTING -> "";
          case HEDGING -> origin.position.isEmpty() ? id.value() : origin.position;
        };
    return new Position.Key(account, symbol, name);
  }
}
