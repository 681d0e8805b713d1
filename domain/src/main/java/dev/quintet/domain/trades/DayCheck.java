package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.shared.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a store says of a tenant's fills of a day (UTC, by the time of the fill), by which two stores are
 * compared. Each store works it out of the columns that it has.
 *
 * @param hash the sum, modulo 2^64, of the {@link #hash} of each fill
 */
public record DayCheck(long fills, long hash) {

  /** Of fills by their days, annulled ones left out. */
  public static Map<LocalDate, DayCheck> byDay(Collection<RecordedFill> fills) {
    Map<LocalDate, DayCheck> days = new TreeMap<>();
    for (RecordedFill fill : fills) {
      if (fill.annulled()) {
        continue;
      }
      DayCheck one = new DayCheck(1, hash(fill));
      days.merge(LocalDate.ofInstant(fill.fill().at(), ZoneOffset.UTC), one, DayCheck::plus);
    }
    return days;
  }

  /** Of trades by their days. */
  public static Map<LocalDate, DayCheck> tradesByDay(Collection<Trade> trades) {
    Map<LocalDate, DayCheck> days = new TreeMap<>();
    for (Trade trade : trades) {
      DayCheck one = new DayCheck(1, hash(trade));
      days.merge(LocalDate.ofInstant(trade.closedAt(), ZoneOffset.UTC), one, DayCheck::plus);
    }
    return days;
  }

  /** The first 64 bits of the SHA-256 of its {@link #text}. */
  public static long hash(RecordedFill fill) {
    return hash(text(fill));
  }

  /** The first 64 bits of the SHA-256 of its {@link #text}. */
  public static long hash(Trade trade) {
    return hash(text(trade));
  }

  private static long hash(String text) {
    return Long.parseUnsignedLong(Sha256.hex(text), 0, 16, 16);
  }

  private DayCheck plus(DayCheck other) {
    return new DayCheck(fills + other.fills, hash + other.hash);
  }

  /**
   * All that a store keeps of a fill but when it was recorded, a line for each: account, trade, user,
   * sequence, symbol, side, quantity and price with 8 digits behind the point, commission, swap and
   * funding with 4, currency, microseconds since 1970, the origin, agents with commas between them, the
   * multiplier with 8 digits and the rate with 12, the confidence with 8 and the tier, empty where there is
   * none.
   */
  static String text(RecordedFill recorded) {
    Fill fill = recorded.fill();
    Costs costs = fill.costs();
    Fill.Origin origin = fill.origin();
    return String.join(
        "\n",
        fill.account().value(),
        fill.id().value(),
        recorded.user().value(),
        Long.toString(recorded.sequence()),
        fill.symbol().value(),
        Words.of(fill.side()),
        plain(fill.quantity(), 8),
        plain(fill.price(), 8),
        plain(costs.commission().amount(), Money.SCALE),
        plain(costs.swap().amount(), Money.SCALE),
        plain(costs.funding().amount(), Money.SCALE),
        costs.currency().getCurrencyCode(),
        micros(fill.at()),
        origin.position(),
        origin.strategy(),
        String.join(",", origin.agents()),
        origin.decision(),
        origin.order(),
        origin.execution(),
        plain(fill.conversion().multiplier(), 8),
        plain(fill.conversion().rate(), Fill.Conversion.RATE_SCALE),
        confidence(origin.confidence()),
        recorded.tier() == null ? "" : recorded.tier().word());
  }

  /**
   * All that a store keeps of a trade but what made it so, a line for each: account, trade, user, symbol,
   * position, number, currency, microseconds since 1970 of its end and beginning, quantity, gross,
   * commission, swap and funding; and for each part strategy, agents, confidence, beginning, and the same
   * five.
   */
  static String text(Trade trade) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                trade.position().account().value(),
                trade.closed().value(),
                trade.user().value(),
                trade.position().symbol().value(),
                trade.position().hedge(),
                Long.toString(trade.number()),
                trade.currency().getCurrencyCode(),
                micros(trade.closedAt()),
                micros(trade.openedAt())));
    amounts(lines, trade.quantity(), trade.gross(), trade.costs());
    for (Trade.Part part : trade.parts()) {
      lines.add(part.strategy());
      lines.add(String.join(",", part.agents()));
      lines.add(confidence(part.confidence()));
      lines.add(micros(part.openedAt()));
      amounts(lines, part.quantity(), part.gross(), part.costs());
    }
    return String.join("\n", lines);
  }

  private static void amounts(
      List<String> lines, BigDecimal quantity, Money gross, Costs costs) {
    lines.add(plain(quantity, 8));
    for (Money money : List.of(gross, costs.commission(), costs.swap(), costs.funding())) {
      lines.add(plain(money.amount(), Money.SCALE));
    }
  }

  private static String confidence(@Nullable BigDecimal value) {
    return value == null ? "" : plain(value, Signal.SCALE);
  }

  private static String micros(Instant time) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
  }

  private static String plain(BigDecimal value, int scale) {
    return value.setScale(scale).toPlainString();
  }
}
