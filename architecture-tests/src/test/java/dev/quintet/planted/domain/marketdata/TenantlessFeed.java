package dev.quintet.planted.domain.marketdata;

import dev.quintet.planted.domain.shared.Deadline;
import dev.quintet.planted.domain.tenancy.TenantId;

/** Nobody can tell whose tick this is, or only at the end. */
interface TenantlessFeed {

  void publish(Tick tick, TenantId tenant, Deadline deadline);

  void close(Deadline deadline);
}
