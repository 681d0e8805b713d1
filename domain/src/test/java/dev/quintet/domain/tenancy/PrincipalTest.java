package dev.quintet.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Refused;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PrincipalTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

  private static ApiKey key(
      TenantScope scope, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {
    return new ApiKey("prefix", new byte[32], Role.SERVICE, scope, ServiceName.of(Role.SERVICE), NOW, expiresAt, revokedAt);
  }

  private static Principal of(TenantScope scope, @Nullable TenantId header) {
    return Principal.of(key(scope, null, null), header, null);
  }

  private static void assertDenied(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Denied.class));
  }

  @Test
  void aKeyOfOneTenantIsForThatTenant() {
    assertThat(of(new TenantScope.One(ACME), null).tenant()).isEqualTo(ACME);
    assertThat(of(new TenantScope.One(ACME), ACME).tenant()).isEqualTo(ACME);
    assertDenied(() -> of(new TenantScope.One(ACME), OTHER));
  }

  @Test
  void aKeyOfSeveralTenantsNeedsAHeaderWithinItsScope() {
    TenantScope listed = new TenantScope.Listed(Set.of(ACME));
    assertThat(of(listed, ACME).tenant()).isEqualTo(ACME);
    assertDenied(() -> of(listed, OTHER));
    assertDenied(() -> of(new TenantScope.Listed(Set.of()), ACME));
    Refused.field("x-tenant-id", () -> of(listed, null).tenant());
    TenantScope all = new TenantScope.All();
    assertThat(of(all, OTHER).tenant()).isEqualTo(OTHER);
    assertThat(of(all, null).onlyTenant()).isEmpty();
    Refused.field("x-tenant-id", () -> of(all, null).tenant());
  }

  @Test
  void aHeaderNarrowsWhatAKeyReaches() {
    TenantScope all = new TenantScope.All();
    assertThat(of(all, null).reaches(OTHER)).isTrue();
    assertThat(of(all, ACME).reaches(ACME)).isTrue();
    assertThat(of(all, ACME).reaches(OTHER)).isFalse();
    assertThat(of(new TenantScope.Listed(Set.of(ACME, OTHER)), ACME).reaches(OTHER)).isFalse();
  }

  @Test
  void aKeyEndsAtItsExpiryOrRevocation() {
    TenantScope scope = new TenantScope.One(ACME);
    assertThat(key(scope, null, null).usableAt(NOW)).isTrue();
    assertThat(key(scope, NOW, null).usableAt(NOW.minusNanos(1))).isTrue();
    assertThat(key(scope, NOW, null).usableAt(NOW)).isFalse();
    assertThat(key(scope, null, NOW.plusSeconds(9)).usableAt(NOW)).isFalse();
  }

  @Test
  void aHashGivenOrTakenCannotChangeTheKey() {
    byte[] hash = new byte[32];
    ApiKey key = new ApiKey("p", hash, Role.READER, new TenantScope.All(), ServiceName.of(Role.READER), NOW, null, null);
    hash[0] = 1;
    key.secretHash()[1] = 1;
    assertThat(key.secretHash()).containsOnly(0);
  }

  @Test
  void rolesAndTiersHaveWords() {
    for (Role role : Role.values()) {
      assertThat(Role.of(role.word())).isEqualTo(role);
    }
    for (Tier tier : Tier.values()) {
      assertThat(Tier.of(tier.word())).isEqualTo(tier);
    }
    assertThat(Role.TENANT_ADMIN.word()).isEqualTo("tenant-admin");
    Refused.field("role", () -> Role.of("root"));
    Refused.field("tier", () -> Tier.of("PRO"));
  }

  @Test
  void aTenantsIdIsPlainAndNotReserved() {
    for (String text : List.of("ab", "a1", "a_", "pgx", "quintet2", "a".repeat(47))) {
      assertThat(new TenantId(text).toString()).isEqualTo(text);
    }
    for (String text :
        List.of(
            "", "a", "1a", "_a", "Ab", "a-b", "a b", "a.b", "ab\n", "a\u0000b", "äb", "a;--",
            "public", "pg_x", "pg_", "information_schema", "quintet", "system", "default",
            "a".repeat(48))) {
      Refused.field("tenant", () -> new TenantId(text));
    }
  }

  @Test
  void aUsersIdIsPlain() {
    assertThat(new UserId("Ann.B_c:d@e-9").toString()).isEqualTo("Ann.B_c:d@e-9");
    for (String text : List.of("", "a b", "a\n", "é", "u".repeat(65))) {
      Refused.field("user_id", () -> new UserId(text));
    }
  }

  @Test
  void aKeyOfAUserActsForThatUserAndNoOther() {
    UserId ann = new UserId("ann");
    ApiKey key =
        new ApiKey(
            "prefix",
            new byte[32],
            Role.SERVICE,
            new TenantScope.One(new TenantId("acme")),
            ServiceName.of(Role.SERVICE),
            ann,
            NOW,
            null,
            null);
    assertThat(Principal.of(key, null, null).subject().user()).isEqualTo(ann);
    assertThat(Principal.of(key, null, ann).user()).isEqualTo(ann);
    assertDenied(() -> Principal.of(key, null, new UserId("bob")));
    assertThat(Principal.of(key, null, null).allows(Permission.ACCOUNTS_WRITE)).isTrue();
    assertThat(Principal.of(key, null, null).allows(Permission.SESSIONS_WRITE))
        .as("of the tenant as a whole")
        .isFalse();
  }

  @Test
  void aServiceActsForAUserOfOneTenant() {
    TenantId acme = new TenantId("acme");
    UserId ann = new UserId("ann");
    ApiKey own = key(new TenantScope.One(acme), null, null);
    assertThat(Principal.of(own, null, ann).user()).isEqualTo(ann);
    assertThat(Principal.of(key(new TenantScope.All(), null, null), acme, ann).user())
        .isEqualTo(ann);
    Refused.field(
        "x-on-behalf-of", () -> Principal.of(key(new TenantScope.All(), null, null), null, ann));
    assertThat(Principal.of(own, null, null).user()).isNull();
  }
}
