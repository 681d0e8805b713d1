package dev.quintet.domain.operations;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What is built anew from the record, and how far it is. */
public interface RebuildStore {

  /**
   * Requests one, unless one of that tenant and projection is not done.
   *
   * @return that, or the new one
   */
  Rebuild request(TenantId tenant, String projection, Instant now, Deadline deadline);

  /** The last 100 of a tenant, the newest first. */
  List<Rebuild> list(TenantId tenant, Deadline deadline);

  /** Those of these tenants that are not done, the one that waits longest first. */
  List<Rebuild> open(Set<TenantId> tenants, Deadline deadline);

  /** Keeps it in the place of the one of its tenant, projection and number, unless that is done. */
  void put(Rebuild rebuild, Deadline deadline);
}
