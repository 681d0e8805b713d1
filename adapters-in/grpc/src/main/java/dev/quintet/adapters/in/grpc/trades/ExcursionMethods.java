package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.adapters.in.grpc.kit.Fields;
import dev.quintet.adapters.in.grpc.kit.Paging;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.ExcursionReading;
import dev.quintet.application.trades.TradeReading;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.trades.Excursion;
import dev.quintet.domain.trades.ExcursionSummary;
import dev.quintet.domain.trades.Performance;
import dev.quintet.trades.v1.ExcursionAverage;
import dev.quintet.trades.v1.ExcursionAveragesRequest;
import dev.quintet.trades.v1.ExcursionAveragesResponse;
import dev.quintet.trades.v1.ExcursionsRequest;
import dev.quintet.trades.v1.ExcursionsResponse;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;

/** The methods of {@code TradeService} about how far prices went while lots were held. */
@Singleton
final class ExcursionMethods {

  private final ExcursionReading excursions;
  private final TradeReading trades;

  ExcursionMethods(ExcursionReading excursions, TradeReading trades) {
    this.excursions = excursions;
    this.trades = trades;
  }

  ExcursionsResponse list(ExcursionsRequest request, Caller caller) {
    TickKind prices = prices(request.getPrices());
    if (!request.getOperation().isEmpty()) {
      trades.having(
          caller.principal(), new OperationId(request.getOperation()), caller.deadline());
    }
    Page<Excursion> page =
        excursions.list(
            caller.principal(),
            TradeMessages.filter(request.getFilter()),
            prices,
            Paging.cursor(request.getCursor()),
            Paging.limit(request.getPageSize()),
            caller.deadline());
    ExcursionsResponse.Builder answer = ExcursionsResponse.newBuilder();
    page.items().forEach(one -> answer.addExcursions(message(one)));
    return answer.setNextCursor(Fields.cursor(page)).build();
  }

  ExcursionAveragesResponse averages(ExcursionAveragesRequest request, Caller caller) {
    ExcursionAveragesResponse.Builder answer = ExcursionAveragesResponse.newBuilder();
    excursions
        .averages(
            caller.principal(),
            TradeMessages.filter(request.getFilter()),
            prices(request.getPrices()),
            Performance.Grouping.of(request.getBy()),
            caller.deadline())
        .forEach(row -> answer.addRows(message(row)));
    return answer.build();
  }

  private static TickKind prices(String word) {
    return word.isEmpty() ? TickKind.QUOTE : ExcursionReading.prices(word);
  }

  private static dev.quintet.trades.v1.Excursion message(Excursion one) {
    var message =
        dev.quintet.trades.v1.Excursion.newBuilder()
            .setLot(TradeMessages.closed(one.held().lot()))
            .setMinutes(one.minutes())
            .setCoveredMinutes(one.covered())
            .setMissing(one.missing().map(Words::of).orElse(""));
    Excursion.Amounts amounts = one.amounts();
    if (amounts != null) {
      message.setAmounts(
          dev.quintet.trades.v1.Excursion.Amounts.newBuilder()
              .setLow(amounts.low().toPlainString())
              .setHigh(amounts.high().toPlainString())
              .setAdversePrice(amounts.adversePrice().toPlainString())
              .setFavourablePrice(amounts.favourablePrice().toPlainString())
              .setAdverse(amounts.adverse().toPlainString())
              .setFavourable(amounts.favourable().toPlainString()));
    }
    return message.build();
  }

  private static ExcursionAverage message(ExcursionSummary row) {
    return ExcursionAverage.newBuilder()
        .setKey(row.key())
        .setCurrency(row.currency().getCurrencyCode())
        .setLots(row.lots())
        .setKnown(row.known())
        .setMinutes(row.minutes())
        .setCoveredMinutes(row.covered())
        .setAverageAdverse(text(row.averageAdverse()))
        .setAverageFavourable(text(row.averageFavourable()))
        .setMostAdverse(text(row.mostAdverse()))
        .setMostFavourable(text(row.mostFavourable()))
        .build();
  }

  private static String text(Optional<BigDecimal> number) {
    return number.map(BigDecimal::toPlainString).orElse("");
  }
}
