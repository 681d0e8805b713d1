package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.PositionValuation;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.trades.v1.StatedPrice;
import dev.quintet.trades.v1.Valuation;
import dev.quintet.trades.v1.ValuePositionsRequest;
import dev.quintet.trades.v1.ValuePositionsResponse;
import dev.quintet.trades.v1.ValuedPosition;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The method of {@code TradeService} about what positions are worth. */
@Singleton
final class ValuationMethods {

  private final PositionValuation valuation;

  ValuationMethods(PositionValuation valuation) {
    this.valuation = valuation;
  }

  ValuePositionsResponse value(ValuePositionsRequest request, Caller caller) {
    Page<PositionValuation.Valued> page =
        valuation.list(
            caller.principal(),
            TradeMessages.filter(request.getFilter()),
            stated(request.getPricesList()),
            request.getLatestQuotes(),
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ValuePositionsResponse.Builder answer = ValuePositionsResponse.newBuilder();
    page.items().forEach(valued -> answer.addPositions(message(valued)));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }

  private static Map<Symbol, PositionValuation.Stated> stated(List<StatedPrice> prices) {
    Map<Symbol, PositionValuation.Stated> stated = new HashMap<>();
    for (StatedPrice price : prices) {
      PositionValuation.Stated one =
          PositionValuation.Stated.of(
              Fields.given(price.getPrice(), text -> text),
              Fields.given(price.getRate(), text -> text));
      if (stated.put(new Symbol(price.getSymbol()), one) != null) {
        throw ProblemException.invalid("prices", "names " + price.getSymbol() + " twice");
      }
    }
    return stated;
  }

  private static ValuedPosition message(PositionValuation.Valued valued) {
    ValuedPosition.Builder message =
        ValuedPosition.newBuilder().setPosition(TradeMessages.position(valued.position()));
    valued
        .value()
        .ifPresent(
            value ->
                message.setValuation(
                    Valuation.newBuilder()
                        .setPrice(value.price().toPlainString())
                        .setRate(value.rate().toPlainString())
                        .setSource(Words.of(value.source()))
                        .setAtMicros(value.at() == null ? 0 : Fields.micros(value.at()))
                        .setUnrealisedProfit(value.unrealised().amount().toPlainString())));
    return message.build();
  }
}
