package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys by prefix. */
public final class MemoryApiKeyStore implements ApiKeyStore {

  private final ConcurrentHashMap<String, ApiKey> keys = new ConcurrentHashMap<>();

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
        key.createdAt(),
        key.expiresAt(),
        at);
  }
}
