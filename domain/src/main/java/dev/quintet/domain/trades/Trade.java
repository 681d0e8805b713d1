package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one fill closed: the unit of {@link Performance}.
 *
 * @param user who owns the account
 * @param closed the fill that closed
 * @param number of the last lot that it closed, within the position
 * @param sequence of the fill of the account that made it what it is: of the one that closed, or of one of
 *     an earlier time that came later
 * @param parts by what opened them; none: after a fill of an earlier time came, it closes nothing any more
 */
public record Trade(
    Position.Key position,
    UserId user,
    Currency currency,
    TradeId closed,
    Instant closedAt,
    long number,
    long sequence,
    List<Part> parts) {

  /**
   * The lots that it closed whose opening fills name the same strategy, agents and confidence.
   *
   * @param confidence null: none is known
   * @param openedAt of the earliest
   * @param quantity above 0
   */
  public record Part(
      String strategy,
      List<String> agents,
      @Nullable BigDecimal confidence,
      Instant openedAt,
      BigDecimal quantity,
      Money gross,
      Costs costs) {

    public Part {
      agents = List.copyOf(agents);
    }

    private Part plus(Part other) {
      return new Part(
          strategy,
          agents,
          confidence,
          openedAt.isBefore(other.openedAt) ? openedAt : other.openedAt,
          quantity.add(other.quantity),
          gross.plus(other.gross),
          costs.plus(other.costs));
    }
  }

  /**
   * A lot that was closed.
   *
   * @param number its place in its position, from 1
   * @param strategy of the fill that opened it, as the agents and the confidence are
   */
  public record Closing(
      ClosedLot lot,
      long number,
      String strategy,
      List<String> agents,
      @Nullable BigDecimal confidence) {

    private Part part() {
      return new Part(
          strategy,
          agents,
          confidence,
          lot.openedAt(),
          lot.quantity(),
          lot.gross(),
          lot.costs());
    }
  }

  /** Which trade it is, at what time. */
  public record Key(TradeId closed, Instant closedAt) {}

  public Trade {
    parts = List.copyOf(parts);
  }

  /** One that closes nothing any more. */
  static Trade none(
      Position.Key position, Key key, UserId user, Currency currency, long sequence) {
    return new Trade(position, user, currency, key.closed, key.closedAt, 0, sequence, List.of());
  }

  Key key() {
    return new Key(closed, closedAt);
  }

  /**
   * The trades of a position's lots, in their order.
   *
   * @param sequence of all of them
   */
  public static List<Trade> of(List<Closing> closings, UserId user, long sequence) {
    Map<TradeId, List<Closing>> byClosing = new LinkedHashMap<>();
    closings.forEach(
        it -> byClosing.computeIfAbsent(it.lot.closed(), any -> new ArrayList<>()).add(it));
    return byClosing.values().stream().map(lots -> one(lots, user, sequence)).toList();
  }

  private static Trade one(List<Closing> lots, UserId user, long sequence) {
    Map<List<?>, Part> parts = new LinkedHashMap<>();
    for (Closing lot : lots) {
      Part unused =
          parts.merge(
              Arrays.asList(lot.strategy, lot.agents, lot.confidence), lot.part(), Part::plus);
    }
    Closing last = lots.getLast();
    return new Trade(
        last.lot.position(),
        user,
        last.lot.gross().currency(),
        last.lot.closed(),
        last.lot.closedAt(),
        last.number,
        sequence,
        List.copyOf(parts.values()));
  }

  /** The same of some of its parts. */
  public Trade of(List<Part> some) {
    return new Trade(position, user, currency, closed, closedAt, number, sequence, some);
  }

  /** The same, made what it is by another fill. */
  public Trade at(long another) {
    return new Trade(position, user, currency, closed, closedAt, number, another, parts);
  }

  public BigDecimal quantity() {
    return parts.stream().map(Part::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Profit from prices alone. */
  public Money gross() {
    return sum(Part::gross);
  }

  public Costs costs() {
    return parts.stream().map(Part::costs).reduce(Costs.none(currency), Costs::plus);
  }

  /** Each different confidence of the fills that opened what it closed, once. */
  public Set<BigDecimal> confidences() {
    return parts.stream()
        .map(Part::confidence)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Profit after costs. */
  public Money net() {
    return gross().plus(costs().effect());
  }

  /** When the earliest of the lots that it closed was opened; its own time when it closed none. */
  public Instant openedAt() {
    return parts.stream().map(Part::openedAt).min(Instant::compareTo).orElse(closedAt);
  }

  /** How long the oldest of what it closed was held. */
  public Duration held() {
    return Duration.between(openedAt(), closedAt);
  }

  private Money sum(Function<Part, Money> of) {
    return parts.stream().map(of).reduce(Money.zero(currency), Money::plus);
  }
}
