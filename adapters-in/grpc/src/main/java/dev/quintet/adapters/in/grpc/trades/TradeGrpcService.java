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
  private final TradeMethods trades;
  private final ValuationMethods valuations;
  private final PositionMethods positions;
  private final MarginMethods margins;
  private final SignalMethods signals;
  private final ReceiptMethods receipts;
  private final EquityMethods equity;
  private final ExcursionMethods excursions;

  TradeGrpcService(
      GrpcMethods calls,
      TradeMethods trades,
      ValuationMethods valuations,
      PositionMethods positions,
      MarginMethods margins,
      SignalMethods signals,
      ReceiptMethods receipts,
      EquityMethods equity,
      ExcursionMethods excursions) {
    this.calls = calls;
    this.positions = positions;
    this.margins = margins;
    this.signals = signals;
    this.trades = trades;
    this.valuations = valuations;
    this.receipts = receipts;
    this.equity = equity;
    this.excursions = excursions;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return calls
        .service(TradeServiceGrpc.getServiceDescriptor())
        .unary(TradeServiceGrpc.getRecordFillsMethod(), trades::recordFills)
        .unary(TradeServiceGrpc.getRecordEventsMethod(), trades::recordEvents)
        .unary(TradeServiceGrpc.getMergedFillsMethod(), trades::mergedFills)
        .unary(TradeServiceGrpc.getValuePositionsMethod(), valuations::value)
        .unary(TradeServiceGrpc.getSetPositionRulesMethod(), trades::setPositionRules)
        .unary(TradeServiceGrpc.getReserveMarginMethod(), margins::reserve)
        .unary(TradeServiceGrpc.getReleaseMarginMethod(), margins::release)
        .read(TradeServiceGrpc.getGetMarginMethod(), margins::find)
        .read(TradeServiceGrpc.getMarginsMethod(), margins::list)
        .unary(TradeServiceGrpc.getRecordSignalMethod(), signals::record)
        .read(TradeServiceGrpc.getLatestSignalMethod(), signals::indexed, signals::latest)
        .unary(TradeServiceGrpc.getSignalsMethod(), signals::list)
        .read(TradeServiceGrpc.getPositionsMethod(), trades::positions)
        .read(TradeServiceGrpc.getGetPositionMethod(), positions::indexed, positions::find)
        .read(TradeServiceGrpc.getFillsMethod(), trades::fills)
        .read(TradeServiceGrpc.getTradeEventsMethod(), trades::events)
        .read(TradeServiceGrpc.getClosedLotsMethod(), trades::closedLots)
        .unary(TradeServiceGrpc.getExcursionsMethod(), excursions::list)
        .unary(TradeServiceGrpc.getExcursionAveragesMethod(), excursions::averages)
        .unary(TradeServiceGrpc.getPerformanceMethod(), trades::performance)
        .unary(TradeServiceGrpc.getEquityCurveMethod(), equity::curve)
        .read(TradeServiceGrpc.getGetReceiptMethod(), receipts::get)
        .unary(TradeServiceGrpc.getAwaitReceiptMethod(), receipts::await)
        .build();
  }
}
