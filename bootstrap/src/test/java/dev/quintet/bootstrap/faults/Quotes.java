package dev.quintet.bootstrap.faults;

import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.QuoteColumns;

/** A batch of quotes of one symbol as its producer remembers it; prices in units of 10^-5. */
record Quotes(String id, String symbol, long[] times, long[] bids, long[] asks) {

  static final String SOURCE = "fxcm";
  static final int SCALE = 5;

  int rows() {
    return times.length;
  }

  IngestTicksRequest request() {
    QuoteColumns.Builder prices = QuoteColumns.newBuilder();
    IngestTicksRequest.Builder request =
        IngestTicksRequest.newBuilder()
            .setBatchId(id)
            .setSource(SOURCE)
            .addSymbols(symbol)
            .setPriceScale(SCALE);
    for (int row = 0; row < rows(); row++) {
      request.addEventTimes(times[row] - before(times, row)).addSequences(0);
      prices.addBids(bids[row] - before(bids, row)).addAsks(asks[row] - before(asks, row));
    }
    return request.setQuotes(prices).build();
  }

  private static long before(long[] column, int row) {
    return row == 0 ? 0 : column[row - 1];
  }
}
