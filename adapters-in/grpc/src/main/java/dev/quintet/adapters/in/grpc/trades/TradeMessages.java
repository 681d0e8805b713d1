package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Exact;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.trades.v1.ClosedLot;
import dev.quintet.trades.v1.MergedFill;
import dev.quintet.trades.v1.PerformanceRow;
import dev.quintet.trades.v1.Position;
import dev.quintet.trades.v1.RecordedFill;
import dev.quintet.trades.v1.TradeFilter;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Trades as messages. */
final class TradeMessages {

  private TradeMessages() {}

  static List<Fill> fills(List<dev.quintet.trades.v1.Fill> messages) {
    return Fields.each("fills", messages, TradeMessages::fill);
  }

  /** A fault is named with that place. */
  static Fill fill(String place, dev.quintet.trades.v1.Fill message) {
    return Fields.at(place, () -> fill(message));
  }

  static Fill fill(dev.quintet.trades.v1.Fill message) {
    return new Fill(
        new TradeId(message.getTradeId()),
        new AccountId(message.getAccountId()),
        new Symbol(message.getSymbol()),
        Side.of(message.getSide()),
        Exact.parse("quantity", message.getQuantity()),
        Exact.parse("price", message.getPrice()),
        new Costs(
            money("commission", message.getCommission(), message),
            money("swap", message.getSwap(), message),
            money("funding", message.getFunding(), message)),
        Fields.instant("at_micros", message.getAtMicros()),
        new Fill.Origin(
            message.getPosition(),
            message.getStrategy(),
            message.getAgentsList(),
            message.getDecisionId(),
            message.getOrderId(),
            message.getExecutionId(),
            Fields.given(message.getAiConfidence(), it -> Exact.parse("ai_confidence", it))),
        new Fill.Conversion(
            factor("multiplier", message.getMultiplier()), factor("rate", message.getRate())));
  }

  private static BigDecimal factor(String field, String number) {
    return number.isEmpty() ? BigDecimal.ONE : Exact.parse(field, number);
  }

  private static Money money(String field, String amount, dev.quintet.trades.v1.Fill message) {
    return Money.parse(field, amount.isEmpty() ? "0" : amount, message.getCurrency());
  }

  static dev.quintet.domain.trades.TradeFilter filter(TradeFilter message) {
    return new dev.quintet.domain.trades.TradeFilter(
        Fields.given(message.getUserId(), UserId::new),
        Fields.given(message.getAccountId(), AccountId::new),
        Fields.given(message.getSymbol(), Symbol::new),
        Fields.given(message.getStrategy(), Function.identity()),
        Fields.given("from_micros", message.getFromMicros()),
        Fields.given("to_micros", message.getToMicros()));
  }

  private static String text(Money money) {
    return money.amount().toPlainString();
  }

  private static String text(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }

  static Position position(PositionSummary position) {
    return Position.newBuilder()
        .setAccountId(position.key().account().value())
        .setSymbol(position.key().symbol().value())
        .setName(position.key().hedge())
        .setQuantity(position.quantity().toPlainString())
        .setAveragePrice(position.averagePrice().toPlainString())
        .setRealisedProfit(text(position.realised()))
        .setDividends(text(position.dividends()))
        .setCommission(text(position.costs().commission()))
        .setSwap(text(position.costs().swap()))
        .setFunding(text(position.costs().funding()))
        .setCurrency(position.realised().currency().getCurrencyCode())
        .setCycles(position.cycles())
        .setChangedAtMicros(Fields.micros(position.changedAt()))
        .build();
  }

  static RecordedFill recorded(dev.quintet.domain.trades.RecordedFill recorded) {
    return RecordedFill.newBuilder()
        .setFill(message(recorded.fill()))
        .setUserId(recorded.user().value())
        .setSequence(recorded.sequence())
        .setRecordedAtMicros(Fields.micros(recorded.recordedAt()))
        .setTier(recorded.tier() == null ? "" : recorded.tier().word())
        .build();
  }

  static dev.quintet.trades.v1.Fill message(Fill fill) {
    Fill.Origin origin = fill.origin();
    return dev.quintet.trades.v1.Fill.newBuilder()
        .setTradeId(fill.id().value())
        .setAccountId(fill.account().value())
        .setSymbol(fill.symbol().value())
        .setSide(Words.of(fill.side()))
        .setQuantity(fill.quantity().toPlainString())
        .setPrice(fill.price().toPlainString())
        .setCommission(text(fill.costs().commission()))
        .setSwap(text(fill.costs().swap()))
        .setFunding(text(fill.costs().funding()))
        .setCurrency(fill.costs().currency().getCurrencyCode())
        .setAtMicros(Fields.micros(fill.at()))
        .setPosition(origin.position())
        .setStrategy(origin.strategy())
        .addAllAgents(origin.agents())
        .setDecisionId(origin.decision())
        .setOrderId(origin.order())
        .setExecutionId(origin.execution())
        .setAiConfidence(text(origin.confidence()))
        .setMultiplier(fill.conversion().multiplier().toPlainString())
        .setRate(fill.conversion().rate().toPlainString())
        .build();
  }

  static MergedFill merged(dev.quintet.domain.trades.MergedFill fill) {
    return MergedFill.newBuilder()
        .addAllTradeIds(fill.ids().stream().map(TradeId::value).toList())
        .setAccountId(fill.account().value())
        .setSymbol(fill.symbol().value())
        .setSide(Words.of(fill.side()))
        .setQuantity(fill.quantity().toPlainString())
        .setPrice(fill.price().toPlainString())
        .setCommission(text(fill.costs().commission()))
        .setSwap(text(fill.costs().swap()))
        .setFunding(text(fill.costs().funding()))
        .setCurrency(fill.costs().currency().getCurrencyCode())
        .setOrderId(fill.order())
        .setMultiplier(fill.multiplier().toPlainString())
        .setFromMicros(Fields.micros(fill.from()))
        .setToMicros(Fields.micros(fill.to()))
        .build();
  }

  static ClosedLot closed(dev.quintet.domain.trades.ClosedLot lot) {
    return ClosedLot.newBuilder()
        .setAccountId(lot.position().account().value())
        .setSymbol(lot.position().symbol().value())
        .setPosition(lot.position().hedge())
        .setCycle(lot.cycle())
        .setOpened(lot.opened().value())
        .setClosed(lot.closed().value())
        .setOpenedAtMicros(Fields.micros(lot.openedAt()))
        .setClosedAtMicros(Fields.micros(lot.closedAt()))
        .setSide(Words.of(lot.side()))
        .setQuantity(lot.quantity().toPlainString())
        .setOpenPrice(lot.openPrice().toPlainString())
        .setClosePrice(lot.closePrice().toPlainString())
        .setGrossProfit(text(lot.gross()))
        .setCommission(text(lot.costs().commission()))
        .setSwap(text(lot.costs().swap()))
        .setFunding(text(lot.costs().funding()))
        .setNetProfit(text(lot.net()))
        .setCurrency(lot.gross().currency().getCurrencyCode())
        .setMultiplier(lot.conversion().multiplier().toPlainString())
        .setRate(lot.conversion().rate().toPlainString())
        .build();
  }

  static PerformanceRow row(dev.quintet.domain.trades.Performance row) {
    return PerformanceRow.newBuilder()
        .setKey(row.key())
        .setCurrency(row.gross().currency().getCurrencyCode())
        .setTrades(row.trades())
        .setClosedQuantity(row.closedQuantity().toPlainString())
        .setGrossProfit(text(row.gross()))
        .setCommission(text(row.costs().commission()))
        .setSwap(text(row.costs().swap().plus(row.costs().funding())))
        .setNetProfit(text(row.net()))
        .setWinRate(row.winRate().toPlainString())
        .setProfitFactor(text(row.profitFactor().orElse(null)))
        .setMaxDrawdown(text(row.maxDrawdown()))
        .setExpectancy(text(row.expectancy()))
        .setAverageWin(text(row.averageWin().map(Money::amount).orElse(null)))
        .setAverageLoss(text(row.averageLoss().map(Money::amount).orElse(null)))
        .setAverageHoldingMicros(row.averageHolding().dividedBy(ChronoUnit.MICROS.getDuration()))
        .setExposure(text(row.exposure().orElse(null)))
        .setDailySharpe(text(row.dailySharpe().orElse(null)))
        .setDailySortino(text(row.dailySortino().orElse(null)))
        .setFirstOpenedMicros(Fields.micros(row.holding().firstOpened()))
        .setLastClosedMicros(Fields.micros(row.holding().lastClosed()))
        .setAverageConfidence(text(row.averageConfidence().orElse(null)))
        .build();
  }
}
