package dev.quintet.application;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.predictions.PredictionReading;
import dev.quintet.application.predictions.PredictionRecording;
import dev.quintet.application.subscriptions.Quotas;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.predictions.LatestPredictionIndex;
import dev.quintet.domain.predictions.PredictionIndex;
import dev.quintet.domain.predictions.PredictionLog;

/** What the activities of predictions are made of. */
final class PredictionActivities {

  private PredictionActivities() {}

  static void add(
      Activities activities, Activities.Ports ports, Activities.Surroundings around) {
    activities.add(
        PredictionRecording.class,
        () ->
            new PredictionRecording(
                activities.get(Access.class),
                ports.one(PredictionLog.class),
                activities.get(Quotas.class),
                activities.get(Deliveries.class),
                around.clock()));
    activities.add(
        PredictionReading.class,
        () ->
            new PredictionReading(
                activities.get(Access.class),
                new PredictionReading.Stores(
                    ports.one(PredictionLog.class),
                    ports.one(PredictionIndex.class),
                    ports.one(LatestPredictionIndex.class)),
                activities.get(Awaiting.class),
                around.clock()));
  }
}
