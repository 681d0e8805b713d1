package dev.quintet.application.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.memory.MemoryApiKeyStore;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.application.tenancy.Keys;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HealthAudienceTest {

  private static final Deadline DEADLINE = Deadline.after(Duration.ofMinutes(1));

  private final Fallible store = new Fallible();
  private final Keys keys = new Keys(store, new SecureRandom(), Clock.systemUTC());
  private final AtomicLong nanos = new AtomicLong();

  private final Authentication authentication = new Authentication(store, Clock.systemUTC());
  private final HealthAudience access = new HealthAudience(authentication, nanos::get);

  /** Keys in a store that can be down. */
  private static final class Fallible implements ApiKeyStore {
    private final MemoryApiKeyStore keys = new MemoryApiKeyStore();
    private boolean down;

    private MemoryApiKeyStore keys() {
      if (down) {
        throw new ProblemException(new Problem.Unavailable("postgresql"));
      }
      return keys;
    }

    @Override
    public void add(ApiKey key, Deadline deadline) {
      keys().add(key, deadline);
    }

    @Override
    public Optional<ApiKey> find(String prefix, Deadline deadline) {
      return keys().find(prefix, deadline);
    }

    @Override
    public Page<ApiKey> list(
        TenantId tenant, @Nullable Cursor after, int limit, Deadline deadline) {
      return keys().list(tenant, after, limit, deadline);
    }

    @Override
    public void revoke(String prefix, Instant at, Deadline deadline) {
      keys().revoke(prefix, at, deadline);
    }
  }

  private String key(Role role, TenantScope scope) {
    return "Bearer " + keys.issue(role, scope, DEADLINE).text();
  }

  @Test
  void onlyAnOperatorOfTheWholePlatformSeesTheWhole() {
    TenantScope one = new TenantScope.One(new TenantId("acme"));
    String operator = key(Role.OPERATOR, new TenantScope.All());

    assertThat(access.whole(operator, null)).isTrue();
    assertThat(access.whole(operator, "acme")).isFalse();
    assertThat(access.whole(key(Role.OPERATOR, one), null)).isFalse();
    assertThat(access.whole(key(Role.TENANT_ADMIN, one), null)).isFalse();
    assertThat(access.whole(key(Role.BILLING, new TenantScope.All()), null)).isFalse();
    assertThat(access.whole(null, null)).isFalse();
    assertThat(access.whole("Bearer nonsense", null)).isFalse();
    assertThat(access.whole(operator.substring(0, operator.length() - 4) + "aaaa", null)).isFalse();
  }

  @Test
  void anOperatorWhoWasOneSeesTheWholeWhileTheKeysCannotBeRead() {
    String operator = key(Role.OPERATOR, new TenantScope.All());
    String stranger = key(Role.OPERATOR, new TenantScope.All());
    assertThat(access.whole(operator, null)).isTrue();
    forget(operator);
    store.down = true;

    assertThat(access.whole(operator, null)).isTrue();
    assertThat(access.whole(stranger, null)).as("never seen before").isFalse();
    nanos.addAndGet(Duration.ofMinutes(10).toNanos());
    assertThat(access.whole(operator, null)).as("too long ago").isFalse();
  }

  @Test
  void aRevokedKeyIsNotTrustedInALaterOutage() {
    String operator = key(Role.OPERATOR, new TenantScope.All());
    assertThat(access.whole(operator, null)).isTrue();
    store.revoke(operator.split("_")[1], Instant.now(), DEADLINE);
    forget(operator);
    assertThat(access.whole(operator, null)).isFalse();
    store.down = true;

    assertThat(access.whole(operator, null)).isFalse();
  }

  /** Until the authentication has forgotten its last answer. */
  private void forget(String authorization) {
    await()
        .until(
            () ->
                authentication.remembered(Authentication.bearer(authorization), null, null).isEmpty());
  }
}
