package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.shared.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What usage of a type costs in a cycle.
 *
 * @param included in the price of the cycle, 0 or more
 * @param rollover what is not used of it is included in the next cycle as well, and in no later one
 * @param tiers what is beyond {@code included} costs, ascending, the last without an end; none: nothing
 */
public record UsagePrice(
    UsageType type, long included, boolean rollover, Tiering tiering, List<Tier> tiers) {

  private static final int MAX_TIERS = 20;
  private static final int SCALE = 10;
  private static final int DIGITS = 7;
  private static final String ROLLOVER = "rollover";

  /** How tiers price what is beyond the included quantity. */
  public enum Tiering {
    /** Each unit by the tier in which it lies. */
    GRADUATED,
    /** All units by the tier in which the last one lies. */
    VOLUME;

    /** The tiering of that word, as {@link #word()} writes it. */
    public static Tiering of(String word) {
      return Words.find("tiering", word, values(), Tiering::word);
    }

    public String word() {
      return Words.of(this);
    }
  }

  /**
   * A part of what is beyond the included quantity.
   *
   * @param upTo units beyond it, inclusive; {@link Long#MAX_VALUE}: all
   * @param unitPrice in the currency of the plan, not negative, less than 10,000,000, with at
   *     most 10 decimal places
   */
  public record Tier(long upTo, BigDecimal unitPrice) {

    public Tier {
      if (upTo < 1) {
        throw ProblemException.invalid("up_to", "must be at least 1");
      }
      if (unitPrice.signum() < 0) {
        throw ProblemException.invalid("unit_price", "must not be negative");
      }
      unitPrice = Exact.of("unit_price", unitPrice, SCALE, DIGITS);
    }

    /** Without an end. */
    public static Tier unbounded(BigDecimal unitPrice) {
      return new Tier(Long.MAX_VALUE, unitPrice);
    }
  }

  public UsagePrice {
    if (included < 0) {
      throw ProblemException.invalid("included", "must be 0 or more");
    }
    tiers = List.copyOf(tiers);
    if (tiers.size() > MAX_TIERS) {
      throw ProblemException.invalid("tiers", "must be at most " + MAX_TIERS);
    }
    for (int i = 1; i < tiers.size(); i++) {
      if (tiers.get(i).upTo() <= tiers.get(i - 1).upTo()) {
        throw ProblemException.invalid("tiers", "must ascend");
      }
    }
    if (!tiers.isEmpty() && tiers.getLast().upTo() != Long.MAX_VALUE) {
      throw ProblemException.invalid("tiers", "must end with one without up_to");
    }
  }

  /** A part of a price: so many units at that price each. */
  public record Part(long count, BigDecimal unitPrice) {

    /** Exact, not rounded. */
    public BigDecimal amount() {
      return unitPrice.multiply(BigDecimal.valueOf(count));
    }
  }

  /**
   * What so many units beyond the included quantity cost, by tier; empty when they cost nothing.
   *
   * @param beyond 0 or more
   */
  public List<Part> overage(long beyond) {
    List<Part> parts = new ArrayList<>();
    long priced = 0;
    for (Tier tier : tiers) {
      boolean last = beyond <= tier.upTo();
      if (tiering == Tiering.GRADUATED && beyond > priced) {
        parts.add(new Part(Math.min(beyond, tier.upTo()) - priced, tier.unitPrice()));
        priced = tier.upTo();
      } else if (tiering == Tiering.VOLUME && last && beyond > 0 && parts.isEmpty()) {
        parts.add(new Part(beyond, tier.unitPrice()));
      }
    }
    return parts;
  }

  /** As {@link #text()} writes it. */
  public static UsagePrice of(String text) {
    String[] parts = text.split(" ", -1);
    List<Tier> tiers =
        Arrays.stream(parts).skip(4).map(it -> it.split(":", 2)).map(UsagePrice::tier).toList();
    return new UsagePrice(
        UsageType.of(parts[0]),
        Long.parseLong(parts[1]),
        parts[2].equals(ROLLOVER),
        Tiering.of(parts[3]),
        tiers);
  }

  private static Tier tier(String[] parts) {
    long upTo = parts[0].equals("*") ? Long.MAX_VALUE : Long.parseLong(parts[0]);
    return new Tier(upTo, new BigDecimal(parts[1]));
  }

  /** For stores: {@code ticks_processed 1000 rollover graduated 5000:0.0001000000 *:0.0000500000}. */
  public String text() {
    StringBuilder text = new StringBuilder(type.word()).append(' ').append(included);
    text.append(rollover ? " " + ROLLOVER : " forfeit").append(' ').append(tiering.word());
    for (Tier tier : tiers) {
      text.append(' ').append(tier.upTo() == Long.MAX_VALUE ? "*" : "" + tier.upTo());
      text.append(':').append(tier.unitPrice().toPlainString());
    }
    return text.toString();
  }
}
