package dev.quintet.client;

import dev.quintet.trades.v1.AwaitReceiptRequest;
import dev.quintet.trades.v1.ClosedLotsRequest;
import dev.quintet.trades.v1.EquityCurveRequest;
import dev.quintet.trades.v1.FillsRequest;
import dev.quintet.trades.v1.GetPositionRequest;
import dev.quintet.trades.v1.GetReceiptRequest;
import dev.quintet.trades.v1.PerformanceRequest;
import dev.quintet.trades.v1.PositionsRequest;
import dev.quintet.trades.v1.RecordFillsRequest;
import dev.quintet.trades.v1.SetPositionRulesRequest;
import dev.quintet.trades.v1.TradeFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills of trading accounts, what follows from them, and the receipts of what was written over several
 * stores. Repeated like the calls of {@link QuintetClient}.
 */
public final class Trades {

  /** Most fills that {@link #record} takes. */
  public static final int MOST_FILLS = 500;

  private final Connection connection;
  private final String operation;

  Trades(Connection connection) {
    this(connection, "");
  }

  private Trades(Connection connection, String operation) {
    this.connection = connection;
    this.operation = operation;
  }

  /** Reads that have what an operation changed; {@code STALE} while its outcome is open. */
  public Trades having(String operation) {
    return new Trades(connection, operation);
  }

  /** Trading signals. */
  public Signals signals() {
    return new Signals(connection, operation);
  }

  /** Corrections, busts, splits and dividends. */
  public TradeEvents events() {
    return new TradeEvents(connection, operation);
  }

  /** How far prices went while lots were held. */
  public Excursions excursions() {
    return new Excursions(connection, operation);
  }

  /** Margin that trades reserve. */
  public Margins margins() {
    return new Margins(connection);
  }

  /**
   * Which trades are asked for; null lets everything through.
   *
   * @param strategy of the fill; of a closed lot that of the fill that opened it
   * @param from inclusive, of the time of the fill, or when the lot was closed
   * @param to exclusive
   */
  public record Filter(
      @Nullable String account,
      @Nullable String symbol,
      @Nullable String strategy,
      @Nullable Instant from,
      @Nullable Instant to) {

    /** Of one account. */
    public static Filter of(@Nullable String account) {
      return new Filter(account, null, null, null, null);
    }

    TradeFilter message() {
      return TradeFilter.newBuilder()
          .setAccountId(account == null ? "" : account)
          .setSymbol(symbol == null ? "" : symbol)
          .setStrategy(strategy == null ? "" : strategy)
          .setFromMicros(from == null ? 0 : Times.micros("from_micros", from))
          .setToMicros(to == null ? 0 : Times.micros("to_micros", to))
          .build();
    }
  }

  /**
   * Records fills in their order, each by itself; those that were recorded before stay as they are. Repeated
   * until it is answered.
   *
   * @param fills 1 to {@value #MOST_FILLS}
   */
  public TradeReport record(List<Fill> fills) {
    return record(fills, List.of(), Duration.ZERO);
  }

  /**
   * {@link #record(List)}, and waits until the stores have them, or one of them failed. A store that is late
   * is pending in the receipts.
   *
   * @param stores their words; none: all that derive something from fills
   * @param most at most so long, up to a minute
   */
  public TradeReport record(List<Fill> fills, List<String> stores, Duration most) {
    RecordFillsRequest request =
        RecordFillsRequest.newBuilder()
            .addAllFills(fills.stream().map(Fill::message).toList())
            .addAllStores(stores)
            .setWaitMillis(Math.toIntExact(most.toMillis()))
            .build();
    var answer = connection.call(() -> connection.trades(most).recordFills(request));
    return TradeReport.of(
        answer.getRecorded(),
        answer.getRepeated(),
        answer.getRefusedList(),
        answer.getReceiptsList());
  }

  /**
   * Sets how positions of an account follow from its fills, before the first of them.
   *
   * @param mode {@code netting} or {@code hedging}
   * @param method {@code fifo}, {@code lifo} or {@code average}
   */
  public void setRules(String account, String mode, String method) {
    SetPositionRulesRequest request =
        SetPositionRulesRequest.newBuilder()
            .setAccountId(account)
            .setMode(mode)
            .setMethod(method)
            .build();
    connection.call(() -> connection.trades(Duration.ZERO).setPositionRules(request));
  }

  /**
   * Positions by account, symbol and name; fetched page by page.
   *
   * @param filter of which account and symbol count
   * @param open only those that are not flat
   */
  public Iterable<Position> positions(Filter filter, boolean open) {
    return Paged.all(
        cursor -> {
          PositionsRequest request =
              PositionsRequest.newBuilder()
                  .setFilter(filter.message())
                  .setOpen(open)
                  .setCursor(cursor)
                  .setOperation(operation)
                  .build();
          var page = connection.call(() -> connection.trades(Duration.ZERO).positions(request));
          return new Paged<>(
              page.getPositionsList().stream().map(Position::of).toList(), page.getNextCursor());
        });
  }

  /**
   * One position, open or flat; {@code NOT_FOUND} when there was never one.
   *
   * @param name where the account hedges; empty where it nets
   */
  public CurrentPosition position(String account, String symbol, String name) {
    GetPositionRequest request =
        GetPositionRequest.newBuilder()
            .setAccountId(account)
            .setSymbol(symbol)
            .setName(name)
            .setOperation(operation)
            .build();
    return CurrentPosition.of(
        connection.call(() -> connection.trades(Duration.ZERO).getPosition(request)));
  }

  /**
   * Open positions with what they are worth; fetched page by page.
   *
   * @param stated by symbol, at most 200
   * @param quotes whether those whose price is not stated are valued at the newest tick
   */
  public Iterable<ValuedPosition> values(
      Filter filter, Map<String, ValuedPosition.Stated> stated, boolean quotes) {
    return ValuedPosition.all(connection, filter.message(), stated, quotes);
  }

  /** Fills in the order of their time; fetched page by page. */
  public Iterable<RecordedFill> fills(Filter filter) {
    return Paged.all(
        cursor -> {
          FillsRequest request =
              FillsRequest.newBuilder()
                  .setFilter(filter.message())
                  .setCursor(cursor)
                  .setOperation(operation)
                  .build();
          var page = connection.call(() -> connection.trades(Duration.ZERO).fills(request));
          return new Paged<>(
              page.getFillsList().stream().map(RecordedFill::of).toList(), page.getNextCursor());
        });
  }

  /** Fills of one account, with those of one order as one. */
  public Iterable<MergedFill> merged(Filter filter) {
    return MergedFill.all(connection, filter.message());
  }

  /** What was closed, by account, symbol and position, and within it in its order. */
  public Iterable<ClosedLot> closedLots(Filter filter) {
    return Paged.all(
        cursor -> {
          ClosedLotsRequest request =
              ClosedLotsRequest.newBuilder()
                  .setFilter(filter.message())
                  .setCursor(cursor)
                  .setOperation(operation)
                  .build();
          var page = connection.call(() -> connection.trades(Duration.ZERO).closedLots(request));
          return new Paged<>(
              page.getLotsList().stream().map(ClosedLot::of).toList(), page.getNextCursor());
        });
  }

  /**
   * How trades did, by key and currency.
   *
   * @param by {@code user}, {@code account}, {@code day}, {@code symbol}, {@code strategy} or {@code agent}
   */
  public List<Performance> performance(Filter filter, String by) {
    PerformanceRequest request =
        PerformanceRequest.newBuilder()
            .setFilter(filter.message())
            .setBy(by)
            .setOperation(operation)
            .build();
    return connection.call(() -> connection.trades(Duration.ZERO).performance(request)).getRowsList().stream()
        .map(Performance::of)
        .toList();
  }

  /**
   * What an account was worth at the end of each day.
   *
   * @param from the first day, in UTC
   * @param to the day behind the last; at most 1,000
   * @param side of the bars whose closes are the prices: {@code trade}, {@code bid}, {@code ask} or {@code
   *     mid}
   */
  public EquityCurve equity(String account, LocalDate from, LocalDate to, String side) {
    EquityCurveRequest request =
        EquityCurveRequest.newBuilder()
            .setAccountId(account)
            .setFrom(from.toString())
            .setTo(to.toString())
            .setSide(side)
            .build();
    return EquityCurve.of(
        connection.call(() -> connection.trades(Duration.ZERO).equityCurve(request)));
  }

  /** Which stores have what an operation changed, as of now; {@code NOT_FOUND} when there is none. */
  public Receipt receipt(String operation) {
    GetReceiptRequest request = GetReceiptRequest.newBuilder().setOperation(operation).build();
    return Receipt.of(connection.call(() -> connection.trades(Duration.ZERO).getReceipt(request)));
  }

  /**
   * Waits until the stores have it, or one of them failed; the receipt is as of the end of that.
   *
   * @param stores those that the receipt is to name; none: all that it names
   * @param most at most so long, up to a minute
   */
  public Receipt await(String operation, List<String> stores, Duration most) {
    AwaitReceiptRequest request =
        AwaitReceiptRequest.newBuilder()
            .setOperation(operation)
            .addAllStores(stores)
            .setWaitMillis(Math.toIntExact(most.toMillis()))
            .build();
    return Receipt.of(connection.call(() -> connection.trades(most).awaitReceipt(request)));
  }
}
