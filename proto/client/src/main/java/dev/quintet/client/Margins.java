package dev.quintet.client;

import dev.quintet.trades.v1.GetMarginRequest;
import dev.quintet.trades.v1.MarginsRequest;
import dev.quintet.trades.v1.ReleaseMarginRequest;
import dev.quintet.trades.v1.ReserveMarginRequest;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Margin of trading accounts. Repeated like the calls of {@link QuintetClient}. */
public final class Margins {

  private final Connection connection;

  Margins(Connection connection) {
    this.connection = connection;
  }

  /**
   * Reserves margin for a trade and, with a fill, records the fill. Sent again, also with the fill of a margin
   * that was reserved without one, it goes on with what is left.
   *
   * @param id unique in the account
   * @param expires after which time it is released if there is no fill: a second to 7 days
   * @param fill of the account; null: none yet
   * @return open, when there is a fill; compensated, with the reason, when the fill was refused
   */
  public Margin reserve(
      String account,
      String id,
      BigDecimal amount,
      String currency,
      Duration expires,
      @Nullable Fill fill) {
    ReserveMarginRequest.Builder request =
        ReserveMarginRequest.newBuilder()
            .setAccountId(account)
            .setMarginId(id)
            .setAmount(amount.toPlainString())
            .setCurrency(currency)
            .setExpiresMillis(expires.toMillis());
    if (fill != null) {
      request.setFill(fill.message());
    }
    return Margin.of(
        connection
            .call(() -> connection.trades(Duration.ZERO).reserveMargin(request.build()))
            .getMargin());
  }

  /** Releases the margin of a trade that is over, or one that is not used. */
  public Margin release(String account, String id) {
    ReleaseMarginRequest request =
        ReleaseMarginRequest.newBuilder().setAccountId(account).setMarginId(id).build();
    return Margin.of(
        connection.call(() -> connection.trades(Duration.ZERO).releaseMargin(request)));
  }

  /** A margin, as it is now; {@code NOT_FOUND} when there is none. */
  public Margin find(String account, String id) {
    GetMarginRequest request =
        GetMarginRequest.newBuilder().setAccountId(account).setMarginId(id).build();
    return Margin.of(connection.call(() -> connection.trades(Duration.ZERO).getMargin(request)));
  }

  /**
   * Margins of an account by their ids; fetched page by page.
   *
   * @param locked only those whose amount is locked
   */
  public Iterable<Margin> list(String account, boolean locked) {
    return Paged.all(
        cursor -> {
          MarginsRequest request =
              MarginsRequest.newBuilder()
                  .setAccountId(account)
                  .setLocked(locked)
                  .setCursor(cursor)
                  .build();
          var page = connection.call(() -> connection.trades(Duration.ZERO).margins(request));
          return new Paged<>(
              page.getMarginsList().stream().map(Margin::of).toList(), page.getNextCursor());
        });
  }
}
