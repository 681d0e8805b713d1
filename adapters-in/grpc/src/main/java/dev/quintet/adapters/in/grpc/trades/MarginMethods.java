package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.adapters.in.grpc.kit.ReceiptMessages;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.trades.MarginTrading;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import dev.quintet.trades.v1.GetMarginRequest;
import dev.quintet.trades.v1.Margin;
import dev.quintet.trades.v1.MarginsRequest;
import dev.quintet.trades.v1.MarginsResponse;
import dev.quintet.trades.v1.ReleaseMarginRequest;
import dev.quintet.trades.v1.ReserveMarginRequest;
import dev.quintet.trades.v1.ReserveMarginResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The methods of {@code TradeService} about margin. */
@Singleton
final class MarginMethods {

  private final MarginTrading trading;

  MarginMethods(MarginTrading trading) {
    this.trading = trading;
  }

  ReserveMarginResponse reserve(ReserveMarginRequest request, Caller caller) {
    Awaiting.Awaited<dev.quintet.domain.trades.Margin> reserved =
        trading.reserve(
            caller.principal(),
            new MarginTrading.Wish(
                key(request.getAccountId(), request.getMarginId()),
                Money.parse("amount", request.getAmount(), request.getCurrency()),
                Duration.ofMillis(request.getExpiresMillis()),
                request.hasFill() ? TradeMessages.fill("fill", request.getFill()) : null),
            ReceiptMessages.wanted(request.getStoresList(), request.getWaitMillis()),
            caller.deadline());
    ReserveMarginResponse.Builder answer =
        ReserveMarginResponse.newBuilder().setMargin(margin(reserved.answer()));
    reserved.receipts().forEach(it -> answer.addReceipts(ReceiptMessages.receipt(it)));
    return answer.build();
  }

  Margin release(ReleaseMarginRequest request, Caller caller) {
    return margin(
        trading.release(
            caller.principal(),
            key(request.getAccountId(), request.getMarginId()),
            caller.deadline()));
  }

  Margin find(GetMarginRequest request, Caller caller) {
    return margin(
        trading.find(
            caller.principal(),
            key(request.getAccountId(), request.getMarginId()),
            caller.deadline()));
  }

  MarginsResponse list(MarginsRequest request, Caller caller) {
    Page<dev.quintet.domain.trades.Margin> page =
        trading.list(
            caller.principal(),
            new AccountId(request.getAccountId()),
            request.getLocked(),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    MarginsResponse.Builder answer = MarginsResponse.newBuilder();
    page.items().forEach(it -> answer.addMargins(margin(it)));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }

  private static dev.quintet.domain.trades.Margin.Key key(String account, String id) {
    return new dev.quintet.domain.trades.Margin.Key(
        new AccountId(account), TradeId.of("margin_id", id));
  }

  private static Margin margin(dev.quintet.domain.trades.Margin margin) {
    @Nullable Fill fill = margin.fill();
    return Margin.newBuilder()
        .setMarginId(margin.key().id().value())
        .setAccountId(margin.key().account().value())
        .setAmount(margin.amount().amount().toPlainString())
        .setCurrency(margin.amount().currency().getCurrencyCode())
        .setState(Words.of(margin.state()))
        .setReason(margin.reason())
        .setExpiresAtMicros(Fields.micros(margin.expiresAt()))
        .setTradeId(fill == null ? "" : fill.id().value())
        .setChangedAtMicros(Fields.micros(margin.changedAt()))
        .setOperation(margin.key().operation().value())
        .build();
  }
}
