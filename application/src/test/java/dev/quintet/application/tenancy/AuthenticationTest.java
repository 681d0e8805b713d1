package dev.quintet.application.tenancy;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AuthenticationTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");

  private final CountingKeyStore store = new CountingKeyStore();
  private final AtomicLong nanos = new AtomicLong();
  private Instant now = Instant.parse("2026-02-03T04:05:06Z");
  private final InstantSource source = () -> now;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final Keys keys = new Keys(store, new SecureRandom(), clock);
  private final Authentication authentication =
      new Authentication(store, clock, nanos::get);

  private String key(Role role, TenantScope scope) {
    return keys.issue(role, scope, Fresh.deadline()).text();
  }

  private String acmeKey() {
    return key(Role.SERVICE, new TenantScope.One(ACME));
  }

  private Principal authenticate(@Nullable String credential, @Nullable String header) {
    return authentication.authenticate(credential, header, null, Fresh.deadline());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    now = now.plus(time);
  }

  private static String prefix(String key) {
    return key.substring(3, 19);
  }

  @Test
  void aKeySpeaksForItsTenantInItsRole() {
    String key = acmeKey();
    Principal principal = authenticate(key, null);
    assertThat(principal.tenant()).isEqualTo(ACME);
    assertThat(principal.role()).isEqualTo(Role.SERVICE);
    assertThat(principal.keyPrefix()).isEqualTo(prefix(key));
    assertThat(principal.toString()).doesNotContain(key.substring(20));
  }

  @Test
  void whatCannotBeAKeyIsRefusedWithoutAskingTheStore() {
    String key = acmeKey();
    assertProblem(Problem.Unauthenticated.class, () -> authenticate(null, null));
    for (String text :
        List.of(
            "",
            " ",
            "qk_",
            key + " ",
            " " + key,
            key + "a",
            key.substring(0, key.length() - 1),
            key.toUpperCase(java.util.Locale.ROOT),
            key.replace("qk_", "pk_"),
            key.replace('_', '-'),
            key.substring(0, 20) + "\u0000".repeat(32),
            key + "\n",
            "' OR 1=1 --",
            "é".repeat(52),
            "x".repeat(1_000_000))) {
      assertProblem(Problem.Unauthenticated.class, () -> authenticate(text, null));
    }
    assertThat(store.finds).hasValue(0);
  }

  @Test
  void anUnknownAWrongAnExpiredAndARevokedKeyAreRefusedAlike() {
    Problem refused =
        new Problem.Unauthenticated("this key is not known or not valid any more");
    String good = acmeKey();
    String wrongSecret = good.substring(0, 20) + "a".repeat(32);
    assertProblem(refused, () -> authenticate("qk_" + "a".repeat(16) + "_" + "a".repeat(32), null));
    assertProblem(refused, () -> authenticate(wrongSecret, null));
    store.revoke(prefix(good), now, Fresh.deadline());
    assertProblem(refused, () -> authenticate(good, null));
    Credential expiring = Credential.random(new SecureRandom());
    store.add(
        new ApiKey(
            expiring.prefix(),
            expiring.hash(),
            Role.READER,
            new TenantScope.One(ACME),
            ServiceName.of(Role.READER),
            now,
            now.plusSeconds(60),
            null),
        Fresh.deadline());
    assertThat(authenticate(expiring.text(), null).role()).isEqualTo(Role.READER);
    now = now.plusSeconds(60);
    assertProblem(refused, () -> authenticate(expiring.text(), null));
  }

  @Test
  void aWrongSecretIsRefusedWhileTheRightOneIsRemembered() {
    String key = acmeKey();
    authenticate(key, null);
    String wrongSecret = key.substring(0, 20) + "a".repeat(32);
    assertProblem(Problem.Unauthenticated.class, () -> authenticate(wrongSecret, null));
  }

  @Test
  void aGoodKeyIsAskedForOnceInHalfASecond() {
    String key = acmeKey();
    for (int call = 0; call < 10; call++) {
      authenticate(key, null);
      authenticate(key, "acme");
    }
    assertThat(store.finds).hasValue(1);
  }

  @Test
  void aRevocationIsEffectiveInLessThanASecond() {
    String key = acmeKey();
    authenticate(key, null);
    store.revoke(prefix(key), now, Fresh.deadline());
    pass(Duration.ofMillis(Authentication.REMEMBERED_MILLIS));
    assertProblem(Problem.Unauthenticated.class, () -> authenticate(key, null));
    assertThat(Authentication.REMEMBERED_MILLIS).isLessThan(1_000);
  }

  @Test
  void theHeaderNarrowsAndNeverWidens() {
    String acme = acmeKey();
    String listed = key(Role.SERVICE, new TenantScope.Listed(Set.of(ACME)));
    String all = key(Role.SERVICE, new TenantScope.All());
    for (String key : List.of(acme, listed, all)) {
      assertThat(authenticate(key, "acme").tenant()).isEqualTo(ACME);
    }
    assertThat(authenticate(all, "other").tenant()).isEqualTo(OTHER);
    assertProblem(Problem.Denied.class, () -> authenticate(acme, "other"));
    assertProblem(Problem.Denied.class, () -> authenticate(listed, "other"));
    assertThat(authenticate(acme, null).tenant()).isEqualTo(ACME);
    assertThat(authenticate(all, null).onlyTenant()).isEmpty();
  }

  @Test
  void aHeaderThatIsNoTenantIsRefusedAfterTheKey() {
    String all = key(Role.SERVICE, new TenantScope.All());
    for (String header : List.of("", " acme", "ACME", "a", "acme;drop", "public", "a".repeat(48))) {
      assertProblem(
          new Problem.Invalid("x-tenant-id", "is not an id"),
          () -> authenticate(all, header));
      assertProblem(Problem.Unauthenticated.class, () -> authenticate("nonsense", header));
    }
  }

  @Test
  void whenTheKeysCannotBeReadTheCallFailsAndIsNotRemembered() {
    String key = acmeKey();
    store.down = true;
    assertProblem(Problem.Unavailable.class, () -> authenticate(key, null));
    store.down = false;
    assertThat(authenticate(key, null).tenant()).isEqualTo(ACME);
  }

  @Test
  void aBearerCredentialIsTakenFromTheHeader() {
    assertThat(Authentication.bearer("Bearer qk_a_b")).isEqualTo("qk_a_b");
    assertThat(Authentication.bearer("bearer   qk_a_b  ")).isEqualTo("qk_a_b");
    assertThat(Authentication.bearer("Bearer ")).isEmpty();
    assertThat(Authentication.bearer("Basic cXVpbnRldDo=")).isNull();
    assertThat(Authentication.bearer("Bearerqk_a_b")).isNull();
    assertThat(Authentication.bearer("qk_a_b")).isNull();
    assertThat(Authentication.bearer(null)).isNull();
  }
}
