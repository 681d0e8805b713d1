package dev.quintet.application.tenancy;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.UserId;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

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
   * A new key.
   *
   * @param text the whole credential; a secret, shown now and never again
   */
  public record Issued(ApiKey key, String text) {

    /** Without the text. */
    @Override
    public String toString() {
      return "Issued[" + key + "]";
    }
  }

  /** {@link #issue(Role, ServiceName, TenantScope, UserId, Deadline)}, named after its role. */
  public Issued issue(Role role, TenantScope scope, Deadline deadline) {
    return issue(role, ServiceName.of(role), scope, null, deadline);
  }

  /**
   * Stores the hash of a new key without an end and returns it with its text, which exists nowhere
   * else.
   *
   * @param user the only one that its calls act for; null: they act for all of the tenant
   * @throws dev.quintet.domain.shared.ProblemException what the store throws; after OutcomeUnknown a
   *     key may be stored whose text nobody has, which is harmless: issue another
   */
  public Issued issue(
      Role role,
      ServiceName service,
      TenantScope scope,
      @Nullable UserId user,
      Deadline deadline) {
    Credential credential = Credential.random(random);
    ApiKey key =
        new ApiKey(
            credential.prefix(),
            credential.hash(),
            role,
            scope,
            service,
            user,
            clock.instant(),
            null,
            null);
    store.add(key, deadline);
    return new Issued(key, credential.text());
  }
}
