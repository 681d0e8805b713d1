package dev.quintet.application.tenancy;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserEpochStore;
import dev.quintet.domain.tenancy.UserId;
import java.util.Map;
import java.util.Optional;

/** Epochs of the users of every tenant, as a test says. */
public record KnownUsers(Map<UserId, Long> epochs) implements UserEpochStore {

  /** Every user that anybody names is active. */
  public static final KnownUsers ANY = new KnownUsers(Map.of());

  @Override
  public Optional<Long> epoch(TenantId tenant, UserId user, Deadline deadline) {
    return this == ANY ? Optional.of(1L) : Optional.ofNullable(epochs.get(user));
  }

  @Override
  public void raise(TenantId tenant, UserId user, Deadline deadline) {
    throw new UnsupportedOperationException("no test raises it");
  }
}
