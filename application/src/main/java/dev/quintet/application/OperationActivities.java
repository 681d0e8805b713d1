package dev.quintet.application;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.operations.Derived;
import dev.quintet.application.operations.OperationSettings;
import dev.quintet.application.operations.OutboxAdministration;
import dev.quintet.application.operations.ReceiptKeeping;
import dev.quintet.application.operations.Receipts;
import dev.quintet.application.operations.Rebuilding;
import dev.quintet.application.operations.Reconciliation;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.trades.DerivedFills;
import dev.quintet.application.trades.DerivedPositions;
import dev.quintet.domain.decisions.DecisionChange;
import dev.quintet.domain.decisions.DecisionIndex;
import dev.quintet.domain.operations.ComparisonStore;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.RebuildStore;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.predictions.LatestPredictionIndex;
import dev.quintet.domain.predictions.PredictionChange;
import dev.quintet.domain.predictions.PredictionIndex;
import dev.quintet.domain.predictions.PredictionLog;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.FillAuditIndex;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.LatestSignalIndex;
import dev.quintet.domain.trades.PositionIndex;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.SignalChange;
import dev.quintet.domain.trades.SignalIndex;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** What the activities of operations over several stores are made of. */
final class OperationActivities {

  private OperationActivities() {}

  static void add(Activities activities, Activities.Ports ports, Clock clock) {
    activities.add(
        Reconciliation.class,
        () ->
            new Reconciliation(
                    ports.one(ComparisonStore.class),
                    ports.one(TenantStore.class),
                    Stream.concat(
                            Stream.of(Audited.values())
                                .map(what -> new DerivedFills(what, places(ports))),
                            Stream.of(positions(ports)))
                        .toList(),
                    settings(ports).comparedEvery(),
                    clock)
                .shownBy(Activities.observer(ports)));
    activities.add(
        Deliveries.class,
        () ->
            new Deliveries(
                    ports.one(OutboxStore.class),
                    ports.one(TenantStore.class),
                    List.of(
                        FillChange.to(ports.one(FillIndex.class)),
                        SignalChange.to(ports.one(SignalIndex.class)),
                        SignalChange.to(ports.one(LatestSignalIndex.class)),
                        PredictionChange.to(
                            ports.one(PredictionIndex.class), ports.one(PredictionLog.class)),
                        PredictionChange.to(
                            ports.one(LatestPredictionIndex.class),
                            ports.one(PredictionLog.class)),
                        DecisionChange.to(ports.one(DecisionIndex.class)),
                        PositionIndex.following(
                            ports.one(PositionStore.class), ports.one(PositionIndex.class))))
                .shownBy(Activities.observer(ports)));
    activities.add(
        Rebuilding.class,
        () ->
            new Rebuilding(
                activities.get(Access.class),
                ports.one(RebuildStore.class),
                ports.one(TenantStore.class),
                List.of(
                    new Rebuilding.Projected(
                        "trades",
                        generations(ports, FillIndex.PROJECTION, ports.one(FillIndex.class).store()),
                        List.of(new DerivedFills(Audited.FILLS, places(ports)))),
                    new Rebuilding.Projected("positions", null, List.of(positions(ports)))),
                clock));
    activities.add(
        OutboxAdministration.class,
        () ->
            new OutboxAdministration(
                activities.get(Access.class),
                ports.one(OutboxStore.class),
                activities.get(Deliveries.class)));
    activities.add(
        Awaiting.class,
        () ->
            new Awaiting(
                ports.one(ReceiptStore.class),
                activities.get(Deliveries.class),
                settings(ports).receiptsKept()));
    activities.add(
        ReceiptKeeping.class,
        () ->
            new ReceiptKeeping(
                ports.one(ReceiptStore.class),
                ports.one(TenantStore.class),
                settings(ports).receiptsKept(),
                clock));
    activities.add(
        Receipts.class,
        () -> new Receipts(activities.get(Access.class), activities.get(Awaiting.class)));
  }

  private static Derived positions(Activities.Ports ports) {
    return new DerivedPositions(
        ports.one(PositionStore.class),
        ports.one(FillAuditLog.class),
        ports.one(PositionIndex.class));
  }

  private static GenerationIndex generations(
      Activities.Ports ports, String projection, StoreName store) {
    return ports.all(GenerationIndex.class).stream()
        .filter(it -> it.projection().equals(projection) && it.store().equals(store))
        .findFirst()
        .orElseThrow();
  }

  private static DerivedFills.Places places(Activities.Ports ports) {
    return new DerivedFills.Places(
        ports.one(FillLog.class),
        ports.one(FillAuditLog.class),
        ports.one(FillIndex.class),
        ports.one(FillAuditIndex.class));
  }

  static OperationSettings settings(Activities.Ports ports) {
    return ports.all(OperationSettings.class).stream()
        .findFirst()
        .orElse(OperationSettings.STANDARD);
  }
}
