package dev.quintet.application.trades;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.AccountHistoryStore;
import dev.quintet.domain.trades.EquityCurve;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows what accounts were worth, at the closes of our own bars. */
public final class EquityReading {

  /** Most days of a curve. */
  public static final int MOST_DAYS = 1_000;

  /** Most symbols that were open within them. */
  public static final int MOST_SYMBOLS = 100;

  private static final String DAY = "must be a day from 1970 to 2099, like 2026-11-30";

  private final Access access;
  private final AccountHistoryStore history;
  private final BarStore bars;

  public EquityReading(Access access, AccountHistoryStore history, BarStore bars) {
    this.access = access;
    this.history = history;
    this.bars = bars;
  }

  /**
   * An account's equity by day. Prices are the closes of daily bars, in UTC, of the ticks that the caller
   * sees, of every source.
   *
   * @param from the first day
   * @param to the day behind the last
   * @param side that the bars are made from
   * @throws ProblemException what {@link Access#viewer} throws; Invalid of {@code to} when it is not after
   *     {@code from}, or more than {@value #MOST_DAYS} days; NotFound of the account; LimitExceeded for more
   *     than {@value #MOST_SYMBOLS} symbols
   */
  public EquityCurve curve(
      Principal principal,
      AccountId account,
      LocalDate from,
      LocalDate to,
      Side side,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.TRADES_READ, deadline);
    if (!from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
    if (from.plusDays(MOST_DAYS).isBefore(to)) {
      throw ProblemException.invalid("to", "must be at most " + MOST_DAYS + " days after from");
    }
    UserId user = viewer.user();
    AccountHistoryStore.Cash cash =
        history.cash(viewer.tenant(), user, account, from, to, deadline);
    List<AccountHistoryStore.Open> open =
        history.open(viewer.tenant(), user, account, from, to, deadline);
    Set<Symbol> symbols =
        open.stream().map(AccountHistoryStore.Open::symbol).collect(Collectors.toSet());
    if (symbols.size() > MOST_SYMBOLS) {
      throw new ProblemException(
          new Problem.LimitExceeded("open_symbols", MOST_SYMBOLS, Duration.ZERO));
    }
    Map<Symbol, NavigableMap<LocalDate, BigDecimal>> closes = new HashMap<>();
    TimeRange range = range(from, to);
    for (Symbol symbol : symbols) {
      closes.put(symbol, closes(viewer, symbol, side, range, deadline));
    }
    return EquityCurve.of(cash, open, closes, from, to);
  }

  /**
   * The day of a text like {@code 2026-11-30}.
   *
   * @throws ProblemException Invalid
   */
  public static LocalDate day(String field, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1970 && day.getYear() < 2100) {
        return day;
      }
    } catch (DateTimeParseException e) {
      throw new ProblemException(new Problem.Invalid(field, DAY), e);
    }
    throw ProblemException.invalid(field, DAY);
  }

  private NavigableMap<LocalDate, BigDecimal> closes(
      Viewer viewer, Symbol symbol, Side side, TimeRange range, Deadline deadline) {
    NavigableMap<LocalDate, BigDecimal> closes = new TreeMap<>();
    bars.read(
        viewer,
        new BarQuery(symbol, null, Interval.DAY, side, range, null),
        bar -> {
          if (bar.prices() != null) {
            BigDecimal unused =
                closes.put(
                    LocalDate.ofInstant(bar.start(), ZoneOffset.UTC), bar.prices().close());
          }
        },
        deadline);
    return closes;
  }

  private static TimeRange range(LocalDate from, LocalDate to) {
    return new TimeRange(
        from.minusDays(EquityCurve.OLDEST_PRICE).atStartOfDay(ZoneOffset.UTC).toInstant(),
        to.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
