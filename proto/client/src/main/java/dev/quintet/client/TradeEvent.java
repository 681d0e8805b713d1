package dev.quintet.client;

import dev.quintet.trades.v1.TradeEvent.Builder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What happened to the positions of an account beside fills. */
public sealed interface TradeEvent {

  /** Unique among the events of the account: sent again, it is recorded once. */
  String id();

  String account();

  Instant at();

  /** As it is sent. */
  dev.quintet.trades.v1.TradeEvent message();

  static TradeEvent of(dev.quintet.trades.v1.TradeEvent event) {
    String id = event.getEventId();
    String account = event.getAccountId();
    Instant at = Times.ofMicros(event.getAtMicros());
    return switch (event.getWhatCase()) {
      case CORRECTION -> new Correction(id, Fill.of(event.getCorrection()), at);
      case BUST -> new Bust(id, account, event.getBust().getTradeId(), at);
      case SPLIT ->
          new Split(
              id,
              account,
              event.getSplit().getSymbol(),
              event.getSplit().getTo(),
              event.getSplit().getFrom(),
              at);
      case DIVIDEND ->
          new Dividend(
              id,
              account,
              event.getDividend().getSymbol(),
              new BigDecimal(event.getDividend().getAmount()),
              at);
      case WHAT_NOT_SET ->
          throw new IllegalArgumentException("an event of a later version of the service");
    };
  }

  private static Builder begin(TradeEvent event) {
    return dev.quintet.trades.v1.TradeEvent.newBuilder()
        .setEventId(event.id())
        .setAccountId(event.account())
        .setAtMicros(Times.micros("at_micros", event.at().truncatedTo(ChronoUnit.MICROS)));
  }

  /**
   * A fill was not as it was recorded.
   *
   * @param replacement under the id of the fill; of the same account, symbol and position
   */
  record Correction(String id, Fill replacement, Instant at) implements TradeEvent {

    @Override
    public String account() {
      return replacement.account();
    }

    @Override
    public dev.quintet.trades.v1.TradeEvent message() {
      return TradeEvent.begin(this).setCorrection(replacement.message()).build();
    }
  }

  /** A fill was annulled; its id is not used again. */
  record Bust(String id, String account, String trade, Instant at) implements TradeEvent {

    @Override
    public dev.quintet.trades.v1.TradeEvent message() {
      return TradeEvent.begin(this)
          .setBust(dev.quintet.trades.v1.Bust.newBuilder().setTradeId(trade))
          .build();
    }
  }

  /**
   * Units of a symbol became more, or fewer, in every position that was open then.
   *
   * @param to units for each {@code from} that there were
   */
  record Split(String id, String account, String symbol, int to, int from, Instant at)
      implements TradeEvent {

    @Override
    public dev.quintet.trades.v1.TradeEvent message() {
      return TradeEvent.begin(this)
          .setSplit(
              dev.quintet.trades.v1.Split.newBuilder().setSymbol(symbol).setTo(to).setFrom(from))
          .build();
    }
  }

  /**
   * Money for each unit that was held of a symbol, paid for each that was sold short.
   *
   * @param amount of a unit, in the currency of the account
   */
  record Dividend(String id, String account, String symbol, BigDecimal amount, Instant at)
      implements TradeEvent {

    @Override
    public dev.quintet.trades.v1.TradeEvent message() {
      return TradeEvent.begin(this)
          .setDividend(
              dev.quintet.trades.v1.Dividend.newBuilder()
                  .setSymbol(symbol)
                  .setAmount(amount.toPlainString()))
          .build();
    }
  }
}
