package dev.quintet.application.tenancy;

import dev.quintet.adapters.out.memory.MemoryApiKeyStore;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keys in memory, with what was asked and faults on demand. */
final class CountingKeyStore implements ApiKeyStore {

  final AtomicInteger finds = new AtomicInteger();
  final List<ApiKey> added = new ArrayList<>();
  boolean down;
  boolean losesAnswers;

  private final MemoryApiKeyStore keys = new MemoryApiKeyStore();

  @Override
  public void add(ApiKey key, Deadline deadline) {
    check();
    keys.add(key, deadline);
    added.add(key);
    if (losesAnswers) {
      throw new ProblemException(new Problem.OutcomeUnknown("add a key"));
    }
  }

  @Override
  public Optional<ApiKey> find(String prefix, Deadline deadline) {
    finds.incrementAndGet();
    check();
    return keys.find(prefix, deadline);
  }

  @Override
  public Page<ApiKey> list(
      TenantId tenant, @Nullable Cursor after, int limit, Deadline deadline) {
    return keys.list(tenant, after, limit, deadline);
  }

  @Override
  public void revoke(String prefix, Instant at, Deadline deadline) {
    keys.revoke(prefix, at, deadline);
  }

  private void check() {
    if (down) {
      throw new ProblemException(new Problem.Unavailable("keys"));
    }
  }
}
