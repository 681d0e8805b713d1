package dev.quintet.adapters.out.postgresql.tenancy;

import dev.quintet.adapters.out.postgresql.kernel.RegistrySession;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        row.service(),
        row.userId(),
        row.createdAt(),
        row.expiresAt(),
        row.revokedAt());
  }

  @Override
  public Optional<ApiKey> find(String prefix, Deadline deadline) {
    return session
        .read("find key", deadline, () -> keys.findByPrefix(prefix))
        .map(ApiKeyRow::key);
  }

  @Override
  public Page<ApiKey> list(
      TenantId tenant, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = ApiKeyStore.listing(tenant);
    String last = listing.position(after);
    List<ApiKeyRow> found =
        session.read(
            "list keys", deadline, () -> keys.ofTenant(tenant.value(), last, limit + 1));
    return listing.page(
        found.stream().map(ApiKeyRow::key).toList(), limit, key -> List.of(key.prefix()));
  }

  @Override
  public void revoke(String prefix, Instant at, Deadline deadline) {
    if (session.write("revoke key", deadline, () -> keys.revoke(prefix, at)) == 0) {
      throw new ProblemException(new Problem.NotFound(KIND, prefix));
    }
  }
}
