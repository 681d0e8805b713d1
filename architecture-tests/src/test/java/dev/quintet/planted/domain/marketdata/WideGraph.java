package dev.quintet.planted.domain.marketdata;

import dev.quintet.planted.domain.shared.Deadline;
import dev.quintet.planted.domain.tenancy.TenantId;

/** One method more than a planted port may have. */
interface WideGraph {

  void one(TenantId tenant, Deadline deadline);

  void two(TenantId tenant, Deadline deadline);

  void three(TenantId tenant, Deadline deadline);

  void four(TenantId tenant, Deadline deadline);
}
