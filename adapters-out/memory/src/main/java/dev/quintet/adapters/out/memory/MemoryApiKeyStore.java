package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Keys by prefix. */
public final class MemoryApiKeyStore implements ApiKeyStore {

  private final ConcurrentSkipListMap<String, ApiKey> keys = new ConcurrentSkipListMap<>();

  @Override
  public void add(ApiKey key, Deadline deadline) {
    MemoryFailures.check(deadline);
    if (keys.putIfAbsent(key.prefix(), key) != null) {
      throw new ProblemException(new Problem.AlreadyExists("key", key.prefix()));
    }
  }

  @Override
  public Optional<ApiKey> find(String prefix, Deadline deadline) {
    MemoryFailures.check(deadline);
    return Optional.ofNullable(keys.get(prefix));
  }

  @Override
  public Page<ApiKey> list(
      TenantId tenant, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = ApiKeyStore.listing(tenant);
    String last = listing.position(after);
    TenantScope own = new TenantScope.One(tenant);
    List<ApiKey> found =
        keys.tailMap(last, false).values().stream()
            .filter(key -> key.scope().equals(own))
            .limit(limit + 1L)
            .toList();
    return listing.page(found, limit, key -> List.of(key.prefix()));
  }

  @Override
  public void revoke(String prefix, Instant at, Deadline deadline) {
    MemoryFailures.check(deadline);
    ApiKey revoked =
        keys.computeIfPresent(prefix, (it, key) -> key.revokedAt() == null ? ended(key, at) : key);
    if (revoked == null) {
      throw new ProblemException(new Problem.NotFound("key", prefix));
    }
  }

  private static ApiKey ended(ApiKey key, Instant at) {
    return new ApiKey(
        key.prefix(),
        key.secretHash(),
        key.role(),
        key.scope(),
        key.service(),
        key.user(),
        key.createdAt(),
        key.expiresAt(),
        at);
  }
}
