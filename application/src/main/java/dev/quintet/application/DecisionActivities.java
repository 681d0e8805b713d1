package dev.quintet.application;

import dev.quintet.application.decisions.DecisionJournal;
import dev.quintet.application.decisions.DecisionReading;
import dev.quintet.application.decisions.OutcomeJournal;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.subscriptions.Quotas;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.decisions.DecisionIndex;
import dev.quintet.domain.decisions.DecisionLog;

/** What the activities of decisions are made of. */
final class DecisionActivities {

  private DecisionActivities() {}

  static void add(
      Activities activities, Activities.Ports ports, Activities.Surroundings around) {
    activities.add(
        DecisionJournal.class,
        () ->
            new DecisionJournal(
                activities.get(Access.class),
                ports.one(DecisionLog.class),
                activities.get(Quotas.class),
                activities.get(Deliveries.class),
                activities.get(Awaiting.class),
                around.clock()));
    activities.add(
        OutcomeJournal.class,
        () ->
            new OutcomeJournal(
                activities.get(Access.class),
                ports.one(DecisionLog.class),
                activities.get(Deliveries.class),
                activities.get(Awaiting.class),
                around.clock()));
    activities.add(
        DecisionReading.class,
        () ->
            new DecisionReading(
                activities.get(Access.class),
                ports.one(DecisionLog.class),
                ports.one(DecisionIndex.class),
                activities.get(Awaiting.class)));
  }
}
