package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserEpochStore;
import dev.quintet.domain.tenancy.UserId;
import java.util.Optional;

/** The epochs of users in memory. */
public final class MemoryUserEpochStore implements UserEpochStore {

  private final MemoryUserStore users;

  public MemoryUserEpochStore(MemoryUserStore users) {
    this.users = users;
  }

  @Override
  public Optional<Long> epoch(TenantId tenant, UserId user, Deadline deadline) {
    MemoryFailures.check(deadline);
    return users.epoch(tenant, user);
  }

  @Override
  public void raise(TenantId tenant, UserId user, Deadline deadline) {
    MemoryFailures.check(deadline);
    users.raise(tenant, user);
  }
}
