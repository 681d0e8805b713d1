package dev.quintet.client;

import dev.quintet.trades.v1.ExcursionAveragesRequest;
import dev.quintet.trades.v1.ExcursionsRequest;
import java.time.Duration;
import java.util.List;

/**
 * How far prices went against closed lots and for them while they were held, by bars of one minute as they are
 * now. Needs the right to read bars.
 */
public final class Excursions {

  private final Connection connection;
  private final String operation;

  Excursions(Connection connection, String operation) {
    this.connection = connection;
    this.operation = operation;
  }

  /**
   * In the order of {@link Trades#closedLots}; fetched page by page.
   *
   * @param prices {@code quote}: the bid for a long lot and the ask for a short one; or {@code trade}: prints
   */
  public Iterable<Excursion> list(Trades.Filter filter, String prices) {
    return Paged.all(
        cursor -> {
          ExcursionsRequest request =
              ExcursionsRequest.newBuilder()
                  .setFilter(filter.message())
                  .setPrices(prices)
                  .setCursor(cursor)
                  .setOperation(operation)
                  .build();
          var page = connection.call(() -> connection.trades(Duration.ZERO).excursions(request));
          return new Paged<>(
              page.getExcursionsList().stream().map(Excursion::of).toList(),
              page.getNextCursor());
        });
  }

  /**
   * What the excursions of at most 1,000 closed lots add up to, by key and currency.
   *
   * @param prices as of {@link #list}
   * @param by as of {@link Trades#performance}
   */
  public List<ExcursionAverage> averages(Trades.Filter filter, String prices, String by) {
    ExcursionAveragesRequest request =
        ExcursionAveragesRequest.newBuilder()
            .setFilter(filter.message())
            .setPrices(prices)
            .setBy(by)
            .build();
    return connection
        .call(() -> connection.trades(Duration.ZERO).excursionAverages(request))
        .getRowsList()
        .stream()
        .map(ExcursionAverage::of)
        .toList();
  }
}
