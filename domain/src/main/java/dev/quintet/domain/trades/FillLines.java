package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a {@link FillChange} behind its version.
 *
 * @param rated whether they say confidences and a tier
 */
record FillLines(Iterator<String> next, boolean rated) {

  FillChange.Recorded recorded(AccountId account, long sequence) {
    RecordedFill fill = fill(account);
    String hedge = next.next();
    List<Trade> trades = new ArrayList<>();
    while (next.hasNext()) {
      trades.add(trade(fill, hedge, sequence));
    }
    return new FillChange.Recorded(fill, trades);
  }

  RecordedFill fill(AccountId account) {
    long sequence = Long.parseLong(next.next());
    TradeId id = new TradeId(next.next());
    UserId user = new UserId(next.next());
    Instant recordedAt = Instant.parse(next.next());
    Symbol symbol = new Symbol(next.next());
    Side side = Side.of(next.next());
    BigDecimal quantity = number();
    BigDecimal price = number();
    Costs costs = costs(next.next());
    Instant at = Instant.parse(next.next());
    String position = next.next();
    String strategy = next.next();
    List<String> agents = SignalChange.agents(next.next());
    String decision = next.next();
    String order = next.next();
    String execution = next.next();
    Fill.Conversion conversion = new Fill.Conversion(number(), number());
    Fill.Origin origin =
        new Fill.Origin(position, strategy, agents, decision, order, execution, confidence());
    String tier = rated ? next.next() : "";
    return new RecordedFill(
        new Fill(id, account, symbol, side, quantity, price, costs, at, origin, conversion),
        user,
        tier.isEmpty() ? null : Tier.of(tier),
        sequence,
        recordedAt,
        next.next().equals(FillChange.ANNULLED));
  }

  private Trade trade(RecordedFill of, String hedge, long sequence) {
    Fill fill = of.fill();
    Currency currency = fill.costs().currency();
    TradeId closed = new TradeId(next.next());
    Instant closedAt = Instant.parse(next.next());
    long number = Long.parseLong(next.next());
    int count = Integer.parseInt(next.next());
    List<Trade.Part> parts = new ArrayList<>(count);
    while (parts.size() < count) {
      parts.add(part(currency.getCurrencyCode()));
    }
    return new Trade(
        new Position.Key(fill.account(), fill.symbol(), hedge),
        of.user(),
        currency,
        closed,
        closedAt,
        number,
        sequence,
        parts);
  }

  private Trade.Part part(String currency) {
    return new Trade.Part(
        next.next(),
        SignalChange.agents(next.next()),
        confidence(),
        Instant.parse(next.next()),
        number(),
        Money.parse("gross", next.next(), currency),
        costs(currency));
  }

  private Costs costs(String currency) {
    return new Costs(
        Money.parse("commission", next.next(), currency),
        Money.parse("swap", next.next(), currency),
        Money.parse("funding", next.next(), currency));
  }

  private BigDecimal number() {
    return new BigDecimal(next.next());
  }

  private @Nullable BigDecimal confidence() {
    String word = rated ? next.next() : "";
    return word.isEmpty() ? null : new BigDecimal(word);
  }
}
