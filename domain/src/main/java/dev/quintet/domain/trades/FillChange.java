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
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A recorded fill as a change of its account, which other stores derive their fills from. Its text has a
 * line for each value, none of which has a line's end in it, behind the version of this form.
 */
public final class FillChange {

  /** Of such changes. */
  public static final String KIND = "fill";

  private static final String VERSION = "1";

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

  public static Change of(RecordedFill recorded) {
    Fill fill = recorded.fill();
    Costs costs = fill.costs();
    Fill.Origin origin = fill.origin();
    String text =
        String.join(
            "\n",
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
            origin.execution());
    return new Change(KIND, fill.account().value(), recorded.sequence(), text);
  }

  /**
   * The fill of {@link #of}.
   *
   * @throws IllegalStateException for one of another version
   */
  public static RecordedFill fill(Change change) {
    List<String> lines = List.of(change.payload().split("\n", -1));
    if (!lines.getFirst().equals(VERSION)) {
      throw new IllegalStateException("a fill of version " + lines.getFirst());
    }
    Iterator<String> next = lines.subList(1, lines.size()).iterator();
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
            costs(next),
            Instant.parse(next.next()),
            new Fill.Origin(
                next.next(), next.next(), agents(next.next()), next.next(), next.next(), next.next()));
    return new RecordedFill(fill, user, change.sequence(), recordedAt);
  }

  private static Costs costs(Iterator<String> next) {
    String currency = next.next();
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
                rows.stream().map(OutboxRow::change).map(FillChange::fill).toList(),
                deadline));
  }
}
