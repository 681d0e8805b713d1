package dev.quintet.client;

import dev.quintet.marketdata.v1.AnnulTicksRequest;
import dev.quintet.marketdata.v1.TickIdentity;
import dev.quintet.marketdata.v1.TickKind;
import java.util.List;

/** That ticks of a feed are withdrawn. */
final class Annulment {

  private Annulment() {}

  static AnnulTicksRequest request(String batchId, String source, List<? extends Tick> ticks) {
    boolean quotes = !ticks.isEmpty() && ticks.get(0) instanceof Tick.Quote;
    AnnulTicksRequest.Builder request =
        AnnulTicksRequest.newBuilder()
            .setBatchId(batchId)
            .setSource(source)
            .setKind(quotes ? TickKind.TICK_KIND_QUOTE : TickKind.TICK_KIND_TRADE);
    for (Tick tick : ticks) {
      if (tick instanceof Tick.Quote != quotes) {
        throw QuintetException.invalid("ticks", "must be quotes or trades, all the same");
      }
      request.addTicks(
          TickIdentity.newBuilder()
              .setSymbol(tick.symbol())
              .setEventTimeNanos(Times.nanos("ticks", tick.eventTime()))
              .setSequence(tick.sequence()));
    }
    return request.build();
  }
}
