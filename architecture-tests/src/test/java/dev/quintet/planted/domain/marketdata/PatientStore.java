package dev.quintet.planted.domain.marketdata;

import dev.quintet.planted.domain.shared.Deadline;
import dev.quintet.planted.domain.tenancy.TenantId;
import java.util.List;

/** Waits for ever, or hides its deadline. */
interface PatientStore {

  List<Tick> find(TenantId tenant);

  List<Tick> all(TenantId tenant, Deadline deadline, int limit);
}
