package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A recorded fill as a change of its account, which other stores derive their fills from. Its text has a
 * line for each value, none of which has a line's end in it, behind the version of this form.
 */
public final class FillChange {

  /** Of such changes. */
  public static final String KIND = "fill";

  private static final String VERSION = "2";

  /** Whose text has no trades. */
  private static final String WITHOUT_TRADES = "1";

  private FillChange() {}

  /** The id is {@code fill:}, the fill's id, {@code @}, which neither id has in it, and the account. */
  public static OperationId operation(Fill fill) {
    return new OperationId(KIND + ":" + fill.id() + "@" + fill.account());
  }

  /**
   * The operation that records a fill.
   *
   * @param owner of the account
   * @param stores the words of those that derive fills
   */
  public static Operation operation(
      TenantId tenant, UserId owner, Fill fill, Set<String> stores) {
    return new Operation(
        operation(fill),
        tenant,
        owner,
        stores.isEmpty() ? Guarantee.SINGLE_STORE : Guarantee.OUTBOX,
        stores);
  }

  /**
   * @param trades of its position, that are other than they were before it
   */
  public static Change of(RecordedFill recorded, List<Trade> trades) {
    Fill fill = recorded.fill();
    Costs costs = fill.costs();
    Fill.Origin origin = fill.origin();
    StringJoiner text =
        lines(
            VERSION,
            fill.id().value(),
            recorded.user().value(),
            recorded.recordedAt().toString(),
            fill.symbol().value(),
            Words.of(fill.side()),
            fill.quantity().toPlainString(),
            fill.price().toPlainString(),
            costs.currency().getCurrencyCode(),
            costs.commission().amount().toPlainString(),
            costs.swap().amount().toPlainString(),
            costs.funding().amount().toPlainString(),
            fill.at().toString(),
            origin.position(),
            origin.strategy(),
            String.join(",", origin.agents()),
            origin.decision(),
            origin.order(),
            origin.execution(),
            trades.isEmpty() ? "" : trades.getFirst().position().hedge());
    trades.forEach(trade -> add(text, trade));
    return new Change(KIND, fill.account().value(), recorded.sequence(), text.toString());
  }

  private static StringJoiner lines(String... lines) {
    StringJoiner text = new StringJoiner("\n");
    List.of(lines).forEach(text::add);
    return text;
  }

  private static void add(StringJoiner text, Trade trade) {
    text.add(trade.closed().value())
        .add(trade.closedAt().toString())
        .add(Long.toString(trade.number()))
        .add(Integer.toString(trade.parts().size()));
    for (Trade.Part part : trade.parts()) {
      text.add(part.strategy())
          .add(String.join(",", part.agents()))
          .add(part.openedAt().toString())
          .add(part.quantity().toPlainString())
          .add(part.gross().amount().toPlainString())
          .add(part.costs().commission().amount().toPlainString())
          .add(part.costs().swap().amount().toPlainString())
          .add(part.costs().funding().amount().toPlainString());
    }
  }

  /**
   * What was recorded with a fill.
   *
   * @param trades of its position, that are other than they were before it
   */
  public record Recorded(RecordedFill fill, List<Trade> trades) {

    public Recorded {
      trades = List.copyOf(trades);
    }
  }

  /**
   * What {@link #of} was made of.
   *
   * @throws IllegalStateException for one of another version
   */
  public static Recorded recorded(Change change) {
    List<String> lines = List.of(change.payload().split("\n", -1));
    String version = lines.getFirst();
    if (!version.equals(VERSION) && !version.equals(WITHOUT_TRADES)) {
      throw new IllegalStateException("a fill of version " + version);
    }
    Iterator<String> next = lines.subList(1, lines.size()).iterator();
    RecordedFill fill = fill(next, change);
    List<Trade> trades = new ArrayList<>();
    String hedge = next.hasNext() ? next.next() : "";
    while (next.hasNext()) {
      trades.add(trade(next, fill, hedge));
    }
    return new Recorded(fill, trades);
  }

  private static RecordedFill fill(Iterator<String> next, Change change) {
    TradeId id = new TradeId(next.next());
    UserId user = new UserId(next.next());
    Instant recordedAt = Instant.parse(next.next());
    Fill fill =
        new Fill(
            id,
            new AccountId(change.aggregate()),
            new Symbol(next.next()),
            Side.of(next.next()),
            new BigDecimal(next.next()),
            new BigDecimal(next.next()),
            costs(next, next.next()),
            Instant.parse(next.next()),
            new Fill.Origin(
                next.next(), next.next(), agents(next.next()), next.next(), next.next(), next.next()));
    return new RecordedFill(fill, user, change.sequence(), recordedAt);
  }

  private static Trade trade(Iterator<String> next, RecordedFill recorded, String hedge) {
    Fill fill = recorded.fill();
    Currency currency = fill.costs().currency();
    TradeId closed = new TradeId(next.next());
    Instant closedAt = Instant.parse(next.next());
    long number = Long.parseLong(next.next());
    int count = Integer.parseInt(next.next());
    List<Trade.Part> parts = new ArrayList<>(count);
    while (parts.size() < count) {
      parts.add(
          new Trade.Part(
              next.next(),
              agents(next.next()),
              Instant.parse(next.next()),
              new BigDecimal(next.next()),
              Money.parse("gross", next.next(), currency.getCurrencyCode()),
              costs(next, currency.getCurrencyCode())));
    }
    return new Trade(
        new Position.Key(fill.account(), fill.symbol(), hedge),
        recorded.user(),
        currency,
        closed,
        closedAt,
        number,
        recorded.sequence(),
        parts);
  }

  private static Costs costs(Iterator<String> next, String currency) {
    return new Costs(
        Money.parse("commission", next.next(), currency),
        Money.parse("swap", next.next(), currency),
        Money.parse("funding", next.next(), currency));
  }

  private static List<String> agents(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }

  /** How that store has its fills. */
  public static Projection to(FillIndex index) {
    return new Projection(
        index.store().word(),
        KIND,
        (rows, deadline) ->
            index.put(
                rows.getFirst().tenant(),
                rows.stream().map(OutboxRow::change).map(FillChange::recorded).toList(),
                deadline));
  }
}
