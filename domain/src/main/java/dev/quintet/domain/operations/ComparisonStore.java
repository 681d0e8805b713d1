package dev.quintet.domain.operations;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.util.List;
import java.util.Set;

/** How what stores derive was compared with the record. */
public interface ComparisonStore {

  /** Of these tenants, in no order; none of what was never compared. */
  List<Comparison> list(Set<TenantId> tenants, Deadline deadline);

  /** Keeps it in the place of the one of that tenant, store and projection. */
  void put(Comparison comparison, Deadline deadline);
}
