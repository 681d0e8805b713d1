package dev.quintet.application.trades;

import dev.quintet.application.marketdata.TickReading;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.Decimals;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.OpenPosition;
import dev.quintet.domain.trades.OpenPosition.Source;
import dev.quintet.domain.trades.OpenPosition.Valuation;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.TradeFilter;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what open positions are worth, at prices of the caller or the newest that the service has. */
public final class PositionValuation {

  /** Most symbols whose prices a call states. */
  public static final int MOST_STATED = 200;

  private final TradeReading reading;
  private final PositionStore store;
  private final TickReading ticks;
  private final Access access;
  private final Clock clock;

  public PositionValuation(
      TradeReading reading, PositionStore store, TickReading ticks, Access access, Clock clock) {
    this.reading = reading;
    this.store = store;
    this.ticks = ticks;
    this.access = access;
    this.clock = clock;
  }

  /**
   * What the caller says of a symbol.
   *
   * @param price null: it states a rate, for the price of a quote
   * @param rate of the currency of the price in that of the account; null: 1, unless a position was opened
   *     at another
   */
  public record Stated(@Nullable BigDecimal price, @Nullable BigDecimal rate) {

    /**
     * What the texts say.
     *
     * @param price null, as the rate: not stated
     * @throws ProblemException Invalid, of {@code price} or {@code rate}
     */
    public static Stated of(@Nullable String price, @Nullable String rate) {
      return new Stated(
          price == null ? null : price(price),
          rate == null ? null : Fill.Conversion.rate("rate", Exact.parse("rate", rate)));
    }

    private static BigDecimal price(String text) {
      BigDecimal price = Decimals.exactPrice("price", Exact.parse("price", text));
      if (price.signum() <= 0) {
        throw ProblemException.invalid("price", "must be above 0");
      }
      return price;
    }
  }

  /** Without a value when no price or rate of it is known, or it has changed in between. */
  public record Valued(PositionSummary position, Optional<Valuation> value) {}

  /**
   * Open positions by account, symbol and name, with what they are worth.
   *
   * @param quotes whether those whose price is not stated are valued at the newest tick
   * @throws ProblemException as {@link TradeReading#positions}; with quotes also Denied without the right to
   *     read ticks
   */
  public Page<Valued> list(
      Principal principal,
      TradeFilter filter,
      Map<Symbol, Stated> stated,
      boolean quotes,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    if (stated.size() > MOST_STATED) {
      throw ProblemException.invalid("prices", "must be of at most " + MOST_STATED + " symbols");
    }
    TenantId tenant = access.tenant(principal, Permission.TRADES_READ, deadline).id();
    Page<PositionSummary> page =
        reading.positions(principal, filter, true, after, limit, deadline);
    Map<Position.Key, OpenPosition> open = new HashMap<>();
    if (!page.items().isEmpty()) {
      store
          .open(
              tenant,
              Access.owner(principal, filter.user()),
              page.items().stream().map(PositionSummary::key).toList(),
              deadline)
          .forEach(it -> open.put(it.key(), it));
    }
    Map<Symbol, Tick> newest =
        quotes ? newest(principal, page.items(), stated, deadline) : Map.of();
    return new Page<>(
        page.items().stream()
            .map(it -> new Valued(it, value(it, open.get(it.key()), stated, newest)))
            .toList(),
        page.nextCursor());
  }

  private Map<Symbol, Tick> newest(
      Principal principal,
      List<PositionSummary> positions,
      Map<Symbol, Stated> stated,
      Deadline deadline) {
    List<Symbol> symbols =
        positions.stream()
            .map(it -> it.key().symbol())
            .distinct()
            .filter(symbol -> !stated.containsKey(symbol) || stated.get(symbol).price == null)
            .toList();
    Map<Symbol, Tick> newest = new HashMap<>();
    for (int i = 0; i < symbols.size(); i += TickReading.MAX_AS_OF_SYMBOLS) {
      List<Symbol> some =
          symbols.subList(i, Math.min(symbols.size(), i + TickReading.MAX_AS_OF_SYMBOLS));
      ticks
          .quotesAsOf(principal, some, clock.instant(), deadline)
          .forEach(tick -> newest.put(tick.symbol(), tick));
    }
    return newest;
  }

  private static Optional<Valuation> value(
      PositionSummary position,
      @Nullable OpenPosition open,
      Map<Symbol, Stated> stated,
      Map<Symbol, Tick> newest) {
    if (open == null || open.quantity().compareTo(position.quantity()) != 0) {
      return Optional.empty();
    }
    Stated said = stated.getOrDefault(position.key().symbol(), new Stated(null, null));
    if (said.price != null) {
      return open.at(said.price, said.rate, Source.STATED, null);
    }
    Tick tick = newest.get(position.key().symbol());
    return switch (tick) {
      case null -> Optional.empty();
      case Tick.Quote it ->
          open.at(
              open.quantity().signum() < 0 ? it.ask() : it.bid(),
              said.rate,
              Source.QUOTE,
              it.eventTime());
      case Tick.TradePrint it -> open.at(it.price(), said.rate, Source.TRADE, it.eventTime());
    };
  }
}
