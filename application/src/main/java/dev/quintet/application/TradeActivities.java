package dev.quintet.application;

import dev.quintet.application.marketdata.TickReading;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.trades.ExcursionReading;
import dev.quintet.application.trades.MarginTrading;
import dev.quintet.application.trades.PositionReading;
import dev.quintet.application.trades.PositionValuation;
import dev.quintet.application.trades.EquityReading;
import dev.quintet.application.trades.Signals;
import dev.quintet.application.trades.TradeReading;
import dev.quintet.application.trades.TradeRecording;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.PriceRangeStore;
import dev.quintet.domain.trades.AccountHistoryStore;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.LatestSignalIndex;
import dev.quintet.domain.trades.MarginStore;
import dev.quintet.domain.trades.PositionIndex;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.SignalIndex;
import dev.quintet.domain.trades.SignalLog;
import dev.quintet.domain.trades.TradeEventLog;

/** What the activities of trades are made of. */
final class TradeActivities {

  private TradeActivities() {}

  static void add(
      Activities activities, Activities.Ports ports, Activities.Surroundings around) {
    activities.add(
        TradeRecording.class,
        () ->
            new TradeRecording(
                activities.get(Access.class),
                ports.one(FillLog.class),
                ports.one(PositionStore.class),
                activities.get(Deliveries.class),
                activities.get(Awaiting.class),
                around.clock()));
    activities.add(
        MarginTrading.class,
        () ->
            new MarginTrading(
                activities.get(Access.class),
                new MarginTrading.Stores(
                    ports.one(MarginStore.class),
                    ports.one(PositionStore.class),
                    ports.one(TenantStore.class)),
                activities.get(Deliveries.class),
                activities.get(Awaiting.class),
                around.clock()));
    activities.add(
        Signals.class,
        () ->
            new Signals(
                activities.get(Access.class),
                new Signals.Stores(
                    ports.one(SignalLog.class),
                    ports.one(SignalIndex.class),
                    ports.one(LatestSignalIndex.class)),
                activities.get(Deliveries.class),
                activities.get(Awaiting.class),
                around.clock()));
    activities.add(
        PositionReading.class,
        () ->
            new PositionReading(
                activities.get(Access.class),
                ports.one(PositionStore.class),
                ports.one(PositionIndex.class),
                activities.get(Awaiting.class)));
    activities.add(
        TradeReading.class,
        () ->
            new TradeReading(
                activities.get(Access.class),
                new TradeReading.Logs(
                    ports.one(FillLog.class), ports.one(TradeEventLog.class)),
                ports.one(PositionStore.class),
                ports.one(FillIndex.class),
                activities.get(Awaiting.class)));
    activities.add(
        PositionValuation.class,
        () ->
            new PositionValuation(
                activities.get(TradeReading.class),
                ports.one(PositionStore.class),
                activities.get(TickReading.class),
                activities.get(Access.class),
                around.clock()));
    activities.add(
        EquityReading.class,
        () ->
            new EquityReading(
                activities.get(Access.class),
                ports.one(AccountHistoryStore.class),
                ports.one(BarStore.class)));
    activities.add(
        ExcursionReading.class,
        () ->
            new ExcursionReading(
                activities.get(TradeReading.class),
                ports.one(PriceRangeStore.class),
                new FairShares("reads of excursions at the same time", 4, 2),
                activities.get(Access.class)));
  }
}
