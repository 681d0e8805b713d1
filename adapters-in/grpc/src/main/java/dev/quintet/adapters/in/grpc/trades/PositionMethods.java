package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.application.calls.Caller;
import dev.quintet.application.trades.PositionReading;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.users.AccountId;
import dev.quintet.trades.v1.GetPositionRequest;
import dev.quintet.trades.v1.GetPositionResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;

/** The method of {@code TradeService} about one position. */
@Singleton
final class PositionMethods {

  private final PositionReading reading;

  PositionMethods(PositionReading reading) {
    this.reading = reading;
  }

  void indexed(
      GetPositionRequest request, Caller caller, Consumer<Optional<GetPositionResponse>> answer) {
    if (request.getOperation().isEmpty()) {
      reading.indexed(
          caller.principal(),
          key(request),
          found -> answer.accept(found.map(PositionMethods::answer)));
    } else {
      answer.accept(Optional.empty());
    }
  }

  GetPositionResponse find(GetPositionRequest request, Caller caller) {
    String operation = request.getOperation();
    return answer(
        reading.find(
            caller.principal(),
            key(request),
            operation.isEmpty() ? null : new OperationId(operation),
            caller.deadline()));
  }

  private static Position.Key key(GetPositionRequest request) {
    return Position.Key.of(
        new AccountId(request.getAccountId()),
        new Symbol(request.getSymbol()),
        request.getName());
  }

  private static GetPositionResponse answer(PositionReading.Found found) {
    return GetPositionResponse.newBuilder()
        .setPosition(TradeMessages.position(found.current().position()))
        .setStore(found.store())
        .setVersion(found.current().version())
        .build();
  }
}
