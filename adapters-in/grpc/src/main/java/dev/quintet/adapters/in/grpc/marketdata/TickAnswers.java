package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickRows;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.marketdata.v1.Quote;
import dev.quintet.marketdata.v1.StreamTicksResponse;
import dev.quintet.marketdata.v1.SymbolSummary;
import dev.quintet.marketdata.v1.SymbolsResponse;
import dev.quintet.marketdata.v1.TickKind;
import dev.quintet.marketdata.v1.TradePrint;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Ticks as they are answered. */
final class TickAnswers {

  private TickAnswers() {}

  static StreamTicksResponse page(Listing listing, TickRows rows) {
    StreamTicksResponse.Builder page = StreamTicksResponse.newBuilder();
    for (Source source : rows.sources()) {
      page.addSources(source.value());
    }
    long time = 0;
    long first = 0;
    long second = 0;
    for (int row = 0; row < rows.rows(); row++) {
      page.addKinds(kind(rows.kinds()[row]));
      page.addSourceIndexes(rows.sourceIndexes()[row]);
      page.addEventTimes(rows.eventTimes()[row] - time);
      page.addSequences(rows.sequences()[row]);
      page.addFirst(rows.first()[row] - first);
      page.addSecond(rows.second()[row] - second);
      page.addVolumes(rows.volumes()[row]);
      page.addReceivedAtMicros(rows.receivedMicros()[row]);
      time = rows.eventTimes()[row];
      first = rows.first()[row];
      second = rows.second()[row];
    }
    addVolumesHigh(page, rows);
    return page.setCursor(cursor(listing, rows)).build();
  }

  /** Present for all rows as soon as one needs it. */
  private static void addVolumesHigh(StreamTicksResponse.Builder page, TickRows rows) {
    long[] high = rows.volumesHigh();
    boolean needed = false;
    for (int row = 0; high != null && row < rows.rows(); row++) {
      needed |= high[row] != rows.volumes()[row] >> 63;
    }
    for (int row = 0; high != null && needed && row < rows.rows(); row++) {
      page.addVolumesHigh(high[row]);
    }
  }

  /** Of the place behind the last row. */
  private static String cursor(Listing listing, TickRows rows) {
    int row = rows.rows() - 1;
    return listing
        .behind(
            List.of(
                Long.toString(rows.eventTimes()[row]),
                Integer.toString(rows.sequences()[row]),
                rows.sources()[rows.sourceIndexes()[row]].value(),
                Words.of(rows.kinds()[row])))
        .value();
  }

  private static TickKind kind(dev.quintet.domain.marketdata.TickKind kind) {
    return switch (kind) {
      case QUOTE -> TickKind.TICK_KIND_QUOTE;
      case TRADE -> TickKind.TICK_KIND_TRADE;
    };
  }

  static dev.quintet.marketdata.v1.Tick tick(Tick tick) {
    dev.quintet.marketdata.v1.Tick.Builder answer =
        dev.quintet.marketdata.v1.Tick.newBuilder()
            .setSymbol(tick.symbol().value())
            .setSource(tick.source().value())
            .setEventTimeNanos(EventTime.nanos(tick.eventTime()))
            .setSequence(tick.sequence())
            .setVolume(decimal(tick.volume()))
            .setReceivedAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, tick.receivedAt()));
    return switch (tick) {
      case Tick.Quote quote ->
          answer
              .setQuote(
                  Quote.newBuilder()
                      .setBid(decimal(quote.bid()))
                      .setAsk(decimal(quote.ask()))
                      .setSpread(decimal(quote.spread())))
              .build();
      case Tick.TradePrint trade ->
          answer.setTrade(TradePrint.newBuilder().setPrice(decimal(trade.price()))).build();
    };
  }

  static SymbolsResponse symbols(Page<dev.quintet.domain.marketdata.SymbolSummary> page) {
    SymbolsResponse.Builder answer = SymbolsResponse.newBuilder();
    for (dev.quintet.domain.marketdata.SymbolSummary summary : page.items()) {
      answer.addSymbols(
          SymbolSummary.newBuilder()
              .setSymbol(summary.symbol().value())
              .setFirstTickNanos(EventTime.nanos(summary.firstTick()))
              .setLastTickNanos(EventTime.nanos(summary.lastTick())));
    }
    return answer.setNextCursor(page.next().map(Cursor::value).orElse("")).build();
  }

  /** Exact, and as short as it can be: 1.39123 and 100, never 1.39123000 or 1E+2. */
  static String decimal(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
