package dev.quintet.client;

import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.QuoteColumns;
import dev.quintet.marketdata.v1.TradeColumns;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A batch of ticks of one feed, ready to be sent: at most {@link #MAX_ROWS} rows. Its id is the
 * caller's; the same id with the same rows is stored once, however often it is sent.
 */
public final class TickBatch {

  /** Most rows of one batch. */
  public static final int MAX_ROWS = 100_000;

  /** Refused here, because an answer names its batch by the id. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private final IngestTicksRequest request;
  private final int rows;

  private TickBatch(IngestTicksRequest request, int rows) {
    this.request = request;
    this.rows = rows;
  }

  /**
   * Begins a batch of quotes.
   *
   * @param source the feed: 1 to 32 of {@code a-z 0-9 . _ -}
   * @param priceScale digits after the point of its prices, 0 to 8
   * @param volumeScale digits after the point of its volumes, 0 to 8
   */
  public static Builder quotes(String source, int priceScale, int volumeScale) {
    return new Builder(true, source, priceScale, volumeScale);
  }

  /** Begins a batch of trade prints; see {@link #quotes}. */
  public static Builder trades(String source, int priceScale, int volumeScale) {
    return new Builder(false, source, priceScale, volumeScale);
  }

  public String id() {
    return request.getBatchId();
  }

  public int rows() {
    return rows;
  }

  IngestTicksRequest request() {
    return request;
  }

  /**
   * Collects the rows of one batch, in any order of time; used by one thread. Integers are in units
   * of the scales: 139123 at scale 5 is 1.39123. A sequence orders ticks of one symbol and instant;
   * without it their position in the batch does.
   */
  public static final class Builder {

    /** No sequence: the position in the batch orders ticks of one instant. */
    public static final int NO_SEQUENCE = -1;

    private final boolean quotes;
    private final IngestTicksRequest.Builder request = IngestTicksRequest.newBuilder();
    private final QuoteColumns.Builder quoteColumns = QuoteColumns.newBuilder();
    private final TradeColumns.Builder tradeColumns = TradeColumns.newBuilder();
    private final Map<String, Integer> symbols = new HashMap<>();
    private int rows;
    private boolean sequenced;
    private boolean withVolumes;
    private long lastTime;
    private long lastFirst;
    private long lastSecond;

    private Builder(boolean quotes, String source, int priceScale, int volumeScale) {
      this.quotes = quotes;
      request.setSource(source).setPriceScale(priceScale).setVolumeScale(volumeScale);
    }

    public int rows() {
      return rows;
    }

    /** Adds a quote; times in nanoseconds since the epoch, numbers in units of the scales. */
    public Builder addQuote(
        String symbol, long eventTime, int sequence, long bid, long ask, long volume) {
      if (!quotes) {
        throw new IllegalStateException("this is a batch of trade prints");
      }
      long bids = difference("bids", bid, lastFirst);
      long asks = difference("asks", ask, lastSecond);
      add(symbol, eventTime, sequence, volume);
      quoteColumns.addBids(bids).addAsks(asks);
      lastFirst = bid;
      lastSecond = ask;
      return this;
    }

    /** Adds a quote without a sequence. */
    public Builder addQuote(
        String symbol, Instant eventTime, BigDecimal bid, BigDecimal ask, BigDecimal volume) {
      return addQuote(
          symbol,
          Times.nanos("event_times", eventTime),
          NO_SEQUENCE,
          units("bids", bid, request.getPriceScale()),
          units("asks", ask, request.getPriceScale()),
          units("volumes", volume, request.getVolumeScale()));
    }

    /** Adds a trade print; times in nanoseconds since the epoch, numbers in units of the scales. */
    public Builder addTrade(String symbol, long eventTime, int sequence, long price, long volume) {
      if (quotes) {
        throw new IllegalStateException("this is a batch of quotes");
      }
      long prices = difference("prices", price, lastFirst);
      add(symbol, eventTime, sequence, volume);
      tradeColumns.addPrices(prices);
      lastFirst = price;
      return this;
    }

    /** Adds a trade print without a sequence. */
    public Builder addTrade(String symbol, Instant eventTime, BigDecimal price, BigDecimal volume) {
      return addTrade(
          symbol,
          Times.nanos("event_times", eventTime),
          NO_SEQUENCE,
          units("prices", price, request.getPriceScale()),
          units("volumes", volume, request.getVolumeScale()));
    }

    /** Says whose ticks these are, if they belong to one user. */
    public Builder user(String userId) {
      request.setUserId(userId);
      return this;
    }

    /**
     * What is stored of an instant with other values is corrected by the rows of that instant, in
     * their order, instead of joined by them. Rows with sequences correct in any case.
     */
    public Builder corrections() {
      request.setCorrections(true);
      return this;
    }

    /** Times before 1980 are meant; without it those rows are refused. */
    public Builder earlyTimes() {
      request.setEarlyTimes(true);
      return this;
    }

    /** Ends the batch; the builder is used up. */
    public TickBatch build(String batchId) {
      if (!ID.matcher(batchId).matches()) {
        throw QuintetException.invalid(
            "batch_id", "must be 1 to 64 characters of A-Z, a-z, 0-9 and . _ : -");
      }
      request.setBatchId(batchId);
      if (quotes) {
        request.setQuotes(quoteColumns);
      } else {
        request.setTrades(tradeColumns);
      }
      return new TickBatch(request.build(), rows);
    }

    /** Adds what quotes and trade prints share; nothing when it cannot be. */
    private void add(String symbol, long eventTime, int sequence, long volume) {
      if (rows == MAX_ROWS) {
        throw QuintetException.invalid("event_times", "a batch has at most " + MAX_ROWS + " rows");
      }
      boolean given = sequence != NO_SEQUENCE;
      if (rows > 0 && sequenced != given) {
        throw QuintetException.invalid("sequences", "are given for all rows or for none");
      }
      request.addEventTimes(difference("event_times", eventTime, lastTime));
      lastTime = eventTime;
      sequenced = given;
      if (given) {
        request.addSequences(sequence);
      }
      addSymbol(symbol);
      addVolume(volume);
      rows++;
    }

    private void addSymbol(String symbol) {
      Integer known = symbols.get(symbol);
      if (known == null) {
        known = symbols.size();
        symbols.put(symbol, known);
        request.addSymbols(symbol);
        if (known == 1) {
          for (int row = 0; row < rows; row++) {
            request.addSymbolIndexes(0);
          }
        }
      }
      if (symbols.size() > 1) {
        request.addSymbolIndexes(known);
      }
    }

    private void addVolume(long volume) {
      if (volume != 0 && !withVolumes) {
        withVolumes = true;
        for (int row = 0; row < rows; row++) {
          request.addVolumes(0);
        }
      }
      if (withVolumes) {
        request.addVolumes(volume);
      }
    }

    private static long difference(String field, long value, long before) {
      long difference = value - before;
      if (((value ^ before) & (value ^ difference)) < 0) {
        throw QuintetException.invalid(field, "is too far from the row before");
      }
      return difference;
    }

    private static long units(String field, BigDecimal value, int scale) {
      try {
        return value.movePointRight(scale).longValueExact();
      } catch (ArithmeticException e) {
        throw QuintetException.invalid(
            field, "has more than " + scale + " digits after the point or does not fit in 64 bits");
      }
    }
  }
}
