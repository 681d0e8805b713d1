package dev.quintet.domain.trades;

import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A fill that was recorded, corrected or annulled, or whose position changed, with the trades that are other
 * for it, as changes of its account, which other stores derive theirs from. The text has a line for each
 * value, none of which has a line's end in it, behind the version of this form.
 */
public final class FillChange {

  /** Of such changes. */
  public static final String KIND = "fill";

  private static final String VERSION = "4";

  /** Without confidence and tier; it may wait in an outbox when a service is updated. */
  private static final String BEFORE = "3";

  private static final String COUNTS = "counts";
  static final String ANNULLED = "annulled";

  private FillChange() {}

  /**
   * The id is {@code fill:}, or {@code event:} for all others, the event's id, {@code @}, which neither id
   * has in it, and the account.
   */
  public static OperationId operation(TradeEvent event) {
    return new OperationId(event.prefix() + event.id() + "@" + event.account());
  }

  /**
   * The operation that records an event.
   *
   * @param owner of the account
   * @param stores the words of those that derive fills
   */
  public static Operation operation(
      TenantId tenant, UserId owner, TradeEvent event, Set<String> stores) {
    return new Operation(
        operation(event),
        tenant,
        owner,
        stores.isEmpty() ? Guarantee.SINGLE_STORE : Guarantee.OUTBOX,
        stores);
  }

  /**
   * The changes of a fill and of trades of its position, as many as their texts need. The last has the
   * highest sequence, which is that of the fill if the fill is new.
   *
   * @param fill as it is; the sequence of one that is new is not known before
   * @param trades that are other than they were
   * @param first sequence that is free
   * @param isNew the fill is what was recorded, and not only of the position that changed
   * @throws ProblemException LimitExceeded when what opened one trade has too many strategies and agents
   */
  public static List<Change> of(
      RecordedFill fill, List<Trade> trades, long first, boolean isNew) {
    List<List<String>> texts = new ArrayList<>();
    int most = Change.MOST_BYTES - bytes(text(fill, Long.MAX_VALUE, hedge(trades)));
    int left = 0;
    for (Trade trade : trades) {
      String text = "\n" + text(trade);
      int bytes = bytes(text);
      if (bytes > most) {
        throw new ProblemException(
            new Problem.LimitExceeded("bytes_of_what_opened_a_trade", most, Duration.ZERO));
      }
      if (bytes > left) {
        texts.add(new ArrayList<>());
        left = most;
      }
      texts.getLast().add(text);
      left -= bytes;
    }
    if (texts.isEmpty()) {
      texts.add(List.of());
    }
    long last = first + texts.size() - 1;
    String begin = text(fill, isNew ? last : fill.sequence(), hedge(trades));
    List<Change> changes = new ArrayList<>(texts.size());
    for (List<String> some : texts) {
      changes.add(
          new Change(
              KIND,
              fill.fill().account().value(),
              first + changes.size(),
              begin + String.join("", some)));
    }
    return changes;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hedge(List<Trade> trades) {
    return trades.isEmpty() ? "" : trades.getFirst().position().hedge();
  }

  private static String text(RecordedFill recorded, long sequence, String hedge) {
    Fill fill = recorded.fill();
    Costs costs = fill.costs();
    Fill.Origin origin = fill.origin();
    return String.join(
        "\n",
        VERSION,
        Long.toString(sequence),
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
        fill.conversion().multiplier().toPlainString(),
        fill.conversion().rate().toPlainString(),
        word(origin.confidence()),
        recorded.tier() == null ? "" : recorded.tier().word(),
        recorded.annulled() ? ANNULLED : COUNTS,
        hedge);
  }

  private static String word(@Nullable BigDecimal confidence) {
    return confidence == null ? "" : confidence.toPlainString();
  }

  /** The fill alone, as it is kept by what corrects or annuls it. */
  public static String text(RecordedFill recorded) {
    return text(recorded, recorded.sequence(), "");
  }

  private static String text(Trade trade) {
    StringJoiner text = new StringJoiner("\n");
    text.add(trade.closed().value())
        .add(trade.closedAt().toString())
        .add(Long.toString(trade.number()))
        .add(Integer.toString(trade.parts().size()));
    for (Trade.Part part : trade.parts()) {
      text.add(part.strategy())
          .add(String.join(",", part.agents()))
          .add(word(part.confidence()))
          .add(part.openedAt().toString())
          .add(part.quantity().toPlainString())
          .add(part.gross().amount().toPlainString())
          .add(part.costs().commission().amount().toPlainString())
          .add(part.costs().swap().amount().toPlainString())
          .add(part.costs().funding().amount().toPlainString());
    }
    return text.toString();
  }

  /**
   * What a change says.
   *
   * @param fill as it is
   * @param trades of its position, that are other than they were; with the sequence of the change
   */
  public record Recorded(RecordedFill fill, List<Trade> trades) {

    public Recorded {
      trades = List.copyOf(trades);
    }
  }

  /**
   * What {@link #of} was made of.
   *
   * @throws IllegalStateException for one of a version that is neither this one nor the one before
   */
  public static Recorded recorded(Change change) {
    return lines(change.payload()).recorded(new AccountId(change.aggregate()), change.sequence());
  }

  private static FillLines lines(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    String version = lines.getFirst();
    if (!version.equals(BEFORE) && !version.equals(VERSION)) {
      throw new IllegalStateException("a fill of version " + version);
    }
    return new FillLines(lines.subList(1, lines.size()).iterator(), version.equals(VERSION));
  }

  /**
   * What {@link #text(RecordedFill)} was made of.
   *
   * @throws IllegalStateException as {@link #recorded}
   */
  public static RecordedFill fill(AccountId account, String text) {
    return lines(text).fill(account);
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
