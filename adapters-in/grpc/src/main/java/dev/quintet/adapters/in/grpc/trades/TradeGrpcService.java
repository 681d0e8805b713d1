package dev.quintet.adapters.in.grpc.trades;

import dev.quintet.adapters.in.grpc.kit.GrpcMethods;
import dev.quintet.trades.v1.TradeServiceGrpc;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Singleton;

/** {@code quintet.trades.v1.TradeService}. */
@Singleton
final class TradeGrpcService implements BindableService {

  private final GrpcMethods calls;
  private final ReceiptMethods receipts;

  TradeGrpcService(GrpcMethods calls, ReceiptMethods receipts) {
    this.calls = calls;
    this.receipts = receipts;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return calls
        .service(TradeServiceGrpc.getServiceDescriptor())
        .read(TradeServiceGrpc.getGetReceiptMethod(), receipts::get)
        .unary(TradeServiceGrpc.getAwaitReceiptMethod(), receipts::await)
        .build();
  }
}
