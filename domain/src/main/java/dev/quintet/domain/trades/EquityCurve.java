package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an account was worth at the end of each day, in UTC.
 *
 * @param start its balance before the first day
 */
public record EquityCurve(Money start, List<Day> days) {

  /**
   * One day.
   *
   * @param flow what came and went
   * @param balance start, and all that came and went since
   * @param unrealised what closing all that was open at the end of the day would have made, at the last
   *     closes by then; of what has no price nothing
   * @param unpriced symbols that were open, and of which there was no price in the {@value
   *     #OLDEST_PRICE} days before
   */
  public record Day(
      LocalDate day, AccountHistoryStore.Flow flow, Money balance, Money unrealised, List<Symbol> unpriced) {

    public Day {
      unpriced = List.copyOf(unpriced);
    }

    /** Balance and unrealised profit. */
    public Money equity() {
      return balance.plus(unrealised);
    }
  }

  /** A close is good for so many days. */
  public static final int OLDEST_PRICE = 10;

  public EquityCurve {
    days = List.copyOf(days);
  }

  /**
   * The curve of what is known of each day.
   *
   * @param closes of the days that have one, by symbol, from {@value #OLDEST_PRICE} days before {@code from}
   * @param from the first day
   * @param to the day behind the last
   */
  public static EquityCurve of(
      AccountHistoryStore.Cash cash,
      Collection<AccountHistoryStore.Open> open,
      Map<Symbol, ? extends NavigableMap<LocalDate, BigDecimal>> closes,
      LocalDate from,
      LocalDate to) {
    Money zero = Money.zero(cash.before().currency());
    Map<LocalDate, List<AccountHistoryStore.Open>> byDay =
        open.stream().collect(Collectors.groupingBy(AccountHistoryStore.Open::day));
    List<Day> days = new ArrayList<>();
    Money balance = cash.before();
    for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
      AccountHistoryStore.Flow flow =
          cash.days().getOrDefault(day, new AccountHistoryStore.Flow(zero, zero, zero));
      balance = balance.plus(flow.sum());
      BigDecimal unrealised = BigDecimal.ZERO;
      TreeSet<String> unpriced = new TreeSet<>();
      for (AccountHistoryStore.Open lots : byDay.getOrDefault(day, List.of())) {
        BigDecimal close = close(closes.get(lots.symbol()), day);
        if (close == null) {
          unpriced.add(lots.symbol().value());
        } else {
          unrealised = unrealised.add(lots.units().multiply(close)).subtract(lots.paid());
        }
      }
      days.add(
          new Day(
              day,
              flow,
              balance,
              Position.money(unrealised, zero.currency()),
              unpriced.stream().map(Symbol::new).toList()));
    }
    return new EquityCurve(cash.before(), days);
  }

  private static @Nullable BigDecimal close(
      @Nullable NavigableMap<LocalDate, BigDecimal> closes, LocalDate day) {
    Map.Entry<LocalDate, BigDecimal> last = closes == null ? null : closes.floorEntry(day);
    return last == null || last.getKey().isBefore(day.minusDays(OLDEST_PRICE))
        ? null
        : last.getValue();
  }

  /**
   * The deepest fall of equity below its highest value so far, as if nothing had been deposited or withdrawn
   * after the start; at the ends of days, what open positions lost included. The highest value begins with
   * the balance at the start.
   */
  public Money maxDrawdown() {
    Money zero = Money.zero(start.currency());
    Money flows = zero;
    Money peak = start;
    Money fall = zero;
    for (Day day : days) {
      flows = flows.plus(day.flow.deposits()).minus(day.flow.withdrawals());
      Money own = day.equity().minus(flows);
      peak = peak.compareTo(own) < 0 ? own : peak;
      fall = fall.compareTo(peak.minus(own)) < 0 ? peak.minus(own) : fall;
    }
    return fall;
  }
}
