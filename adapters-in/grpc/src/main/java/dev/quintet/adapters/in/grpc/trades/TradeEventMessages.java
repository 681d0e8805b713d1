package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.trades.v1.Bust;
import dev.quintet.trades.v1.Dividend;
import dev.quintet.trades.v1.RecordedEvent;
import dev.quintet.trades.v1.Split;
import java.time.Instant;
import java.util.List;

/** What happened beside fills, as messages. */
final class TradeEventMessages {

  private TradeEventMessages() {}

  static List<TradeEvent> events(List<dev.quintet.trades.v1.TradeEvent> messages) {
    return Fields.each("events", messages, TradeEventMessages::event);
  }

  private static TradeEvent event(dev.quintet.trades.v1.TradeEvent message) {
    TradeId id = TradeId.of("event_id", message.getEventId());
    AccountId account = new AccountId(message.getAccountId());
    Instant at = Fields.instant("at_micros", message.getAtMicros());
    return switch (message.getWhatCase()) {
      case CORRECTION -> {
        Fill replacement = TradeMessages.fill(message.getCorrection());
        if (!replacement.account().equals(account)) {
          throw ProblemException.invalid("correction.account_id", "must be that of the event");
        }
        yield new TradeEvent.Correction(id, replacement, at);
      }
      case BUST ->
          new TradeEvent.Bust(id, account, new TradeId(message.getBust().getTradeId()), at);
      case SPLIT -> {
        Split split = message.getSplit();
        yield new TradeEvent.Split(
            id, account, new Symbol(split.getSymbol()), split.getTo(), split.getFrom(), at);
      }
      case DIVIDEND -> {
        Dividend dividend = message.getDividend();
        yield new TradeEvent.Dividend(
            id,
            account,
            new Symbol(dividend.getSymbol()),
            Exact.parse("amount", dividend.getAmount()),
            at);
      }
      case WHAT_NOT_SET ->
          throw ProblemException.invalid(
              "what", "must be one of correction, bust, split and dividend");
    };
  }

  static RecordedEvent recorded(dev.quintet.domain.trades.RecordedEvent recorded) {
    RecordedEvent.Builder message =
        RecordedEvent.newBuilder()
            .setEvent(message(recorded.event()))
            .setUserId(recorded.user().value())
            .setSequence(recorded.sequence())
            .setRecordedAtMicros(Fields.micros(recorded.recordedAt()));
    RecordedFill before = recorded.before();
    if (before != null) {
      message.setBefore(TradeMessages.recorded(before));
    }
    return message.build();
  }

  private static dev.quintet.trades.v1.TradeEvent message(TradeEvent event) {
    dev.quintet.trades.v1.TradeEvent.Builder message =
        dev.quintet.trades.v1.TradeEvent.newBuilder()
            .setEventId(event.id().value())
            .setAccountId(event.account().value())
            .setAtMicros(Fields.micros(event.at()));
    switch (event) {
      case Fill _ -> throw new IllegalArgumentException("a fill is no event beside fills");
      case TradeEvent.Correction it ->
          message.setCorrection(TradeMessages.message(it.replacement()));
      case TradeEvent.Bust it ->
          message.setBust(Bust.newBuilder().setTradeId(it.fill().value()));
      case TradeEvent.Split it ->
          message.setSplit(
              Split.newBuilder()
                  .setSymbol(it.symbol().value())
                  .setTo(it.to())
                  .setFrom(it.from()));
      case TradeEvent.Dividend it ->
          message.setDividend(
              Dividend.newBuilder()
                  .setSymbol(it.symbol().value())
                  .setAmount(it.amount().toPlainString()));
    }
    return message.build();
  }
}
