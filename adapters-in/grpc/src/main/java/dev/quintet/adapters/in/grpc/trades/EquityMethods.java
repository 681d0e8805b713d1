package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.EquityReading;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.trades.EquityCurve;
import dev.quintet.domain.users.AccountId;
import dev.quintet.trades.v1.EquityCurveRequest;
import dev.quintet.trades.v1.EquityCurveResponse;
import dev.quintet.trades.v1.EquityDay;
import jakarta.inject.Singleton;

/** The method of {@code TradeService} about equity. */
@Singleton
final class EquityMethods {

  private final EquityReading reading;

  EquityMethods(EquityReading reading) {
    this.reading = reading;
  }

  EquityCurveResponse curve(EquityCurveRequest request, Caller caller) {
    EquityCurve curve =
        reading.curve(
            caller.principal(),
            new AccountId(request.getAccountId()),
            EquityReading.day("from", request.getFrom()),
            EquityReading.day("to", request.getTo()),
            request.getSide().isEmpty() ? Side.TRADE : Side.of(request.getSide()),
            caller.deadline());
    EquityCurveResponse.Builder answer =
        EquityCurveResponse.newBuilder()
            .setCurrency(curve.start().currency().getCurrencyCode())
            .setStartBalance(text(curve.start()))
            .setMaxDrawdown(text(curve.maxDrawdown()));
    curve.days().forEach(day -> answer.addDays(day(day)));
    return answer.build();
  }

  private static EquityDay day(EquityCurve.Day day) {
    return EquityDay.newBuilder()
        .setDay(day.day().toString())
        .setDeposits(text(day.flow().deposits()))
        .setWithdrawals(text(day.flow().withdrawals()))
        .setBooked(text(day.flow().booked()))
        .setBalance(text(day.balance()))
        .setUnrealised(text(day.unrealised()))
        .setEquity(text(day.equity()))
        .addAllUnpriced(day.unpriced().stream().map(Symbol::value).toList())
        .build();
  }

  private static String text(Money money) {
    return money.amount().toPlainString();
  }
}
