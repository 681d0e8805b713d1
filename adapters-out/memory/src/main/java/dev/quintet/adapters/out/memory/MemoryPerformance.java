package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeFilter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@link Performance} of trades, trade after trade. */
final class MemoryPerformance {

  private static final Comparator<Trade> ORDER =
      Comparator.comparing(Trade::closedAt)
          .thenComparing(it -> it.position().account().value())
          .thenComparing(it -> it.position().symbol().value())
          .thenComparing(it -> it.position().hedge())
          .thenComparing(Trade::number);

  private MemoryPerformance() {}

  static List<Performance> of(
      Collection<Trade> trades, TradeFilter filter, Performance.Grouping by) {
    Map<List<String>, List<Trade>> byKey =
        new TreeMap<>(
            Comparator.<List<String>, String>comparing(List::getFirst)
                .thenComparing(List::getLast));
    for (Trade trade : trades) {
      for (Trade.Part part : lets(filter, trade) ? trade.parts() : List.<Trade.Part>of()) {
        if (filter.strategy() == null || filter.strategy().equals(part.strategy())) {
          keys(trade, part, by).forEach(key -> add(byKey, key, trade, part));
        }
      }
    }
    return byKey.entrySet().stream()
        .map(it -> sum(it.getKey().getFirst(), it.getValue()))
        .toList();
  }

  private static void add(
      Map<List<String>, List<Trade>> byKey, String key, Trade trade, Trade.Part part) {
    List<Trade> some =
        byKey.computeIfAbsent(
            List.of(key, trade.currency().getCurrencyCode()), any -> new ArrayList<>());
    List<Trade.Part> parts = new ArrayList<>();
    if (!some.isEmpty() && some.getLast().closed().equals(trade.closed())
        && some.getLast().position().equals(trade.position())) {
      parts.addAll(some.removeLast().parts());
    }
    parts.add(part);
    some.add(trade.of(parts));
  }

  private static boolean lets(TradeFilter filter, Trade trade) {
    return (filter.user() == null || filter.user().equals(trade.user()))
        && (filter.account() == null || filter.account().equals(trade.position().account()))
        && (filter.symbol() == null || filter.symbol().equals(trade.position().symbol()))
        && (filter.from() == null || !trade.closedAt().isBefore(filter.from()))
        && (filter.to() == null || trade.closedAt().isBefore(filter.to()));
  }

  private static List<String> keys(Trade trade, Trade.Part part, Performance.Grouping by) {
    return switch (by) {
      case USER -> List.of(trade.user().value());
      case ACCOUNT -> List.of(trade.position().account().value());
      case DAY -> List.of(day(trade).toString());
      case USER_DAY -> List.of(trade.user().value() + " " + day(trade));
      case SYMBOL -> List.of(trade.position().symbol().value());
      case STRATEGY -> List.of(part.strategy());
      case AGENT -> part.agents().isEmpty() ? List.of("") : part.agents();
    };
  }

  private static LocalDate day(Trade trade) {
    return LocalDate.ofInstant(trade.closedAt(), ZoneOffset.UTC);
  }

  private static Performance sum(String key, List<Trade> trades) {
    Money zero = Money.zero(trades.getFirst().currency());
    List<Money> nets = trades.stream().sorted(ORDER).map(Trade::net).toList();
    List<Money> profits = nets.stream().filter(it -> it.compareTo(zero) > 0).toList();
    List<Money> losses = nets.stream().filter(Money::isNegative).toList();
    return new Performance(
        key,
        trades.size(),
        trades.stream().map(Trade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
        trades.stream().map(Trade::gross).reduce(zero, Money::plus),
        trades.stream().map(Trade::costs).reduce(Costs.none(zero.currency()), Costs::plus),
        profits.size(),
        losses.size(),
        profits.stream().reduce(zero, Money::plus),
        losses.stream().reduce(zero, Money::minus),
        fall(nets, zero),
        holding(trades),
        days(trades, zero),
        Performance.Confidences.of(trades));
  }

  private static Money fall(List<Money> nets, Money zero) {
    Money sum = zero;
    Money peak = zero;
    Money fall = zero;
    for (Money net : nets) {
      sum = sum.plus(net);
      peak = peak.compareTo(sum) < 0 ? sum : peak;
      fall = fall.compareTo(peak.minus(sum)) < 0 ? peak.minus(sum) : fall;
    }
    return fall;
  }

  private static Performance.Holding holding(List<Trade> trades) {
    List<Trade> opened = trades.stream().sorted(Comparator.comparing(Trade::openedAt)).toList();
    Instant until = opened.getFirst().openedAt();
    Duration inMarket = Duration.ZERO;
    for (Trade trade : opened) {
      Instant from = trade.openedAt().isBefore(until) ? until : trade.openedAt();
      if (from.isBefore(trade.closedAt())) {
        inMarket = inMarket.plus(Duration.between(from, trade.closedAt()));
        until = trade.closedAt();
      }
    }
    return new Performance.Holding(
        trades.stream().map(Trade::held).reduce(Duration.ZERO, Duration::plus),
        inMarket,
        opened.getFirst().openedAt(),
        trades.stream().map(Trade::closedAt).max(Comparator.naturalOrder()).orElseThrow());
  }

  private static Performance.Days days(List<Trade> trades, Money zero) {
    Map<LocalDate, Money> days = new TreeMap<>();
    trades.forEach(trade -> days.merge(day(trade), trade.net(), Money::plus));
    return new Performance.Days(
        days.size(),
        squares(days.values().stream().toList()),
        squares(days.values().stream().filter(Money::isNegative).toList()));
  }

  private static BigDecimal squares(List<Money> profits) {
    return profits.stream()
        .map(Money::amount)
        .map(amount -> amount.multiply(amount))
        .reduce(BigDecimal.ZERO.setScale(2 * Money.SCALE), BigDecimal::add);
  }
}
