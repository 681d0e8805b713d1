package dev.quintet.planted.domain.marketdata;

import dev.quintet.planted.domain.shared.Deadline;
import dev.quintet.planted.domain.tenancy.TenantId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.random.RandomGenerator;

/** Answers later, or in a type that is no value. */
interface LaterIndex {

  CompletionStage<Tick> future(TenantId tenant, Deadline deadline);

  void flow(TenantId tenant, Flow.Subscriber<Tick> sink, Deadline deadline);

  List<RandomGenerator[]> row(TenantId tenant, Deadline deadline);
}
