package dev.quintet.client;

import dev.quintet.trades.v1.AwaitReceiptRequest;
import dev.quintet.trades.v1.GetReceiptRequest;
import java.time.Duration;
import java.util.List;

/** Receipts of what was written over several stores. Repeated like the calls of {@link QuintetClient}. */
public final class Trades {

  private final Connection connection;

  Trades(Connection connection) {
    this.connection = connection;
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
