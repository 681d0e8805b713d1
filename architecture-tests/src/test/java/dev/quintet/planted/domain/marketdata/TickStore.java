package dev.quintet.planted.domain.marketdata;

import dev.quintet.planted.domain.shared.Deadline;
import dev.quintet.planted.domain.tenancy.TenantId;
import java.util.List;

/** Keeps every rule. */
public interface TickStore {

  List<Tick> list(TenantId tenant, Deadline deadline);
}
