package dev.quintet.application.tenancy;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantScope;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Makes keys. Trusted code only: it asks for no principal, because the first keys are made before
 * anybody has one.
 */
public final class Keys {

  private final ApiKeyStore store;
  private final SecureRandom random;
  private final Clock clock;

  public Keys(ApiKeyStore store, SecureRandom random, Clock clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Stores the hash of a new key without an end and returns its text, which exists nowhere else.
   *
   * @throws dev.quintet.domain.shared.ProblemException what the store throws; after OutcomeUnknown a
   *     key may be stored whose text nobody has, which is harmless: issue another
   */
  public String issue(Role role, TenantScope scope, Deadline deadline) {
    Credential credential = Credential.random(random);
    store.add(
        new ApiKey(
            credential.prefix(), credential.hash(), role, scope, clock.instant(), null, null),
        deadline);
    return credential.text();
  }
}
