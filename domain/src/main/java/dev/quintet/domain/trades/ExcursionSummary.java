package dev.quintet.domain.trades;

import dev.quintet.domain.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Excursions of closed lots that have something in common. Those that are not known are counted, and are in
 * no average.
 *
 * @param key as {@link Performance#key} says
 * @param lots how many, at least 1
 * @param known of how many the excursions are known
 * @param minutes whole minutes of all holding times
 * @param covered how many of them have a bar
 * @param adverse sum of the known ones, as {@link Excursion.Amounts#adverse}
 * @param favourable sum of the known ones
 * @param greatestAdverse the largest; 0 when none is known
 * @param greatestFavourable the largest; 0 when none is known
 */
public record ExcursionSummary(
    String key,
    Currency currency,
    long lots,
    long known,
    long minutes,
    long covered,
    BigDecimal adverse,
    BigDecimal favourable,
    BigDecimal greatestAdverse,
    BigDecimal greatestFavourable) {

  private record Of(String key, String currency) {}

  /** By key and then currency. A lot of several agents counts for each of them. */
  public static List<ExcursionSummary> of(
      Collection<Excursion> excursions, Performance.Grouping by) {
    Map<Of, List<Excursion>> groups =
        new TreeMap<>(Comparator.comparing(Of::key).thenComparing(Of::currency));
    for (Excursion one : excursions) {
      for (String key : keys(one.held(), by)) {
        groups
            .computeIfAbsent(
                new Of(key, currency(one).getCurrencyCode()), any -> new ArrayList<>())
            .add(one);
      }
    }
    return groups.entrySet().stream()
        .map(group -> sum(group.getKey().key, group.getValue()))
        .toList();
  }

  private static List<String> keys(HeldLot held, Performance.Grouping by) {
    Position.Key position = held.lot().position();
    LocalDate day = LocalDate.ofInstant(held.lot().closedAt(), ZoneOffset.UTC);
    return switch (by) {
      case USER -> List.of(held.user().value());
      case ACCOUNT -> List.of(position.account().value());
      case DAY -> List.of(day.toString());
      case USER_DAY -> List.of(held.user() + " " + day);
      case SYMBOL -> List.of(position.symbol().value());
      case STRATEGY -> List.of(held.strategy());
      case AGENT -> held.agents().isEmpty() ? List.of("") : held.agents();
    };
  }

  private static Currency currency(Excursion one) {
    return one.held().lot().gross().currency();
  }

  private static ExcursionSummary sum(String key, List<Excursion> group) {
    BigDecimal zero = BigDecimal.ZERO.setScale(Money.SCALE);
    List<Excursion.Amounts> known =
        group.stream().flatMap(it -> Optional.ofNullable(it.amounts()).stream()).toList();
    return new ExcursionSummary(
        key,
        currency(group.getFirst()),
        group.size(),
        known.size(),
        group.stream().mapToLong(Excursion::minutes).sum(),
        group.stream().mapToLong(Excursion::covered).sum(),
        known.stream().map(Excursion.Amounts::adverse).reduce(zero, BigDecimal::add),
        known.stream().map(Excursion.Amounts::favourable).reduce(zero, BigDecimal::add),
        known.stream().map(Excursion.Amounts::adverse).reduce(zero, BigDecimal::max),
        known.stream().map(Excursion.Amounts::favourable).reduce(zero, BigDecimal::max));
  }

  /** Of a lot; rounded half-even to {@value Money#SCALE} digits; empty when none is known. */
  public Optional<BigDecimal> averageAdverse() {
    return mean(adverse);
  }

  /** As {@link #averageAdverse}. */
  public Optional<BigDecimal> averageFavourable() {
    return mean(favourable);
  }

  /** The largest of all; empty when none is known. */
  public Optional<BigDecimal> mostAdverse() {
    return known == 0 ? Optional.empty() : Optional.of(greatestAdverse);
  }

  /** As {@link #mostAdverse}. */
  public Optional<BigDecimal> mostFavourable() {
    return known == 0 ? Optional.empty() : Optional.of(greatestFavourable);
  }

  private Optional<BigDecimal> mean(BigDecimal sum) {
    return known == 0
        ? Optional.empty()
        : Optional.of(
            sum.divide(BigDecimal.valueOf(known), Money.SCALE, RoundingMode.HALF_EVEN));
  }
}
