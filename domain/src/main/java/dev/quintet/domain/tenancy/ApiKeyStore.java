package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored API keys. */
public interface ApiKeyStore {

  /** Of {@link #list}. */
  static Listing listing(TenantId tenant) {
    return Listing.of("keys", tenant);
  }


  /**
   * Stores a new key; durable on return.
   *
   * @throws dev.quintet.domain.shared.ProblemException AlreadyExists when the prefix is taken
   */
  void add(ApiKey key, Deadline deadline);

  /** The key of that prefix, revoked and expired ones too. */
  Optional<ApiKey> find(String prefix, Deadline deadline);

  /**
   * The keys of that one tenant, by prefix, revoked and expired ones too; never a platform service's
   * key, though it may speak for the tenant.
   *
   * @param after a prefix; null: from the first
   * @param limit of a page, at least 1
   */
  Page<ApiKey> list(TenantId tenant, @Nullable Cursor after, int limit, Deadline deadline);

  /**
   * Ends the key at {@code at}; a key that is revoked already keeps its instant. Durable on return.
   *
   * @throws dev.quintet.domain.shared.ProblemException NotFound when there is no such key
   */
  void revoke(String prefix, Instant at, Deadline deadline);
}
