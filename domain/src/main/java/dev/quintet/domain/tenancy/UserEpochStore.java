package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.Deadline;
import java.util.Optional;

/** Who of a tenant's users may be acted for. */
public interface UserEpochStore {

  /**
   * In which epoch the sessions of a user are valid, which only grows: with each deactivation. Empty when
   * it is not active, was deleted or never was.
   */
  Optional<Long> epoch(TenantId tenant, UserId user, Deadline deadline);

  /** Begins another epoch of a user, if there is one: what was opened before is not valid. Durable. */
  void raise(TenantId tenant, UserId user, Deadline deadline);
}
