package dev.quintet.adapters.out.postgresql;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** The stored API keys. */
@Singleton
final class PostgresApiKeyStore implements ApiKeyStore {

  private static final String KIND = "key";

  private final RegistrySession session;
  private final ApiKeyRepository keys;

  PostgresApiKeyStore(RegistrySession session, ApiKeyRepository keys) {
    this.session = session;
    this.keys = keys;
  }

  @Override
  public void add(ApiKey key, Deadline deadline) {
    if (session.write("add key", deadline, () -> insert(ApiKeyRow.of(key))) == 0) {
      throw new ProblemException(new Problem.AlreadyExists(KIND, key.prefix()));
    }
  }

  private int insert(ApiKeyRow row) {
    return keys.insertIfFree(
        row.prefix(),
        row.secretHash(),
        row.role(),
        row.scope(),
        row.tenants(),
        row.createdAt(),
        row.expiresAt(),
        row.revokedAt());
  }

  @Override
  public Optional<ApiKey> find(String prefix, Deadline deadline) {
    return session.read(deadline, () -> keys.findByPrefix(prefix)).map(ApiKeyRow::key);
  }

  @Override
  public void revoke(String prefix, Instant at, Deadline deadline) {
    if (session.write("revoke key", deadline, () -> keys.revoke(prefix, at)) == 0) {
      throw new ProblemException(new Problem.NotFound(KIND, prefix));
    }
  }
}
