package dev.quintet.planted.domain.marketdata;

import dev.quintet.planted.domain.shared.Deadline;
import dev.quintet.planted.domain.tenancy.TenantId;

/** Eight methods. */
interface WideGraph {

  void one(TenantId tenant, Deadline deadline);

  void two(TenantId tenant, Deadline deadline);

  void three(TenantId tenant, Deadline deadline);

  void four(TenantId tenant, Deadline deadline);

  void five(TenantId tenant, Deadline deadline);

  void six(TenantId tenant, Deadline deadline);

  void seven(TenantId tenant, Deadline deadline);

  void eight(TenantId tenant, Deadline deadline);
}
