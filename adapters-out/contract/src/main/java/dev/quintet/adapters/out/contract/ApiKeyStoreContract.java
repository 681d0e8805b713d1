package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.ApiKey;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an {@link ApiKeyStore} does. */
public interface ApiKeyStoreContract extends PagingContract {

  Instant CREATED = Instant.parse("2026-02-03T04:05:06.789012Z");

  ApiKeyStore keys();

  private static ApiKey key(Role role, TenantScope scope, @Nullable Instant expiresAt) {
    return new ApiKey(
        Fresh.unique(),
        sha256(Fresh.unique()),
        role,
        scope,
        ServiceName.of(role),
        CREATED,
        expiresAt,
        null);
  }

  private static ApiKey serviceKey() {
    return key(Role.SERVICE, new TenantScope.One(Fresh.tenant()), null);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private ApiKey found(String prefix) {
    return keys().find(prefix, Fresh.deadline()).orElseThrow();
  }

  private void assertKept(ApiKey key) {
    keys().add(key, Fresh.deadline());
    assertThat(found(key.prefix())).usingRecursiveComparison().isEqualTo(key);
  }

  @Test
  default void aKeyOfEveryRoleIsFoundWithAllItsFields() {
    for (Role role : Role.values()) {
      assertKept(key(role, new TenantScope.One(Fresh.tenant()), null));
    }
  }

  @Test
  default void aKeyOfEveryScopeIsFoundWithAllItsFields() {
    assertKept(key(Role.SERVICE, new TenantScope.One(Fresh.tenant()), null));
    assertKept(
        key(Role.SERVICE, new TenantScope.Listed(Set.of(Fresh.tenant(), Fresh.tenant())), null));
    assertKept(key(Role.BILLING, new TenantScope.Listed(Set.of()), null));
    assertKept(key(Role.OPERATOR, new TenantScope.All(), null));
  }

  @Test
  default void aKeyOfAUserIsFoundWithItsUser() {
    ApiKey any = serviceKey();
    assertKept(
        new ApiKey(
            any.prefix(),
            any.secretHash(),
            any.role(),
            any.scope(),
            any.service(),
            new UserId("ann:1@x"),
            CREATED,
            null,
            null));
  }

  @Test
  default void anExpiringKeyKeepsItsEndAndIsFoundAfterIt() {
    assertKept(key(Role.READER, new TenantScope.All(), CREATED.plusNanos(1_000)));
  }

  @Test
  default void anUnknownPrefixIsNotFound() {
    assertThat(keys().find(Fresh.unique(), Fresh.deadline())).isEmpty();
    assertThat(keys().find("", Fresh.deadline())).isEmpty();
    assertThat(keys().find("' OR ''='", Fresh.deadline())).isEmpty();
  }

  @Test
  default void aTakenPrefixIsRefusedAndTheFirstKeyStays() {
    ApiKey first = serviceKey();
    ApiKey second =
        new ApiKey(
            first.prefix(),
            sha256("other"),
            Role.OPERATOR,
            new TenantScope.All(),
            ServiceName.of(Role.OPERATOR),
            CREATED,
            null,
            null);
    keys().add(first, Fresh.deadline());
    assertProblem(
        new Problem.AlreadyExists("key", first.prefix()),
        () -> keys().add(second, Fresh.deadline()));
    assertThat(found(first.prefix())).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  default void ofConcurrentKeysWithOnePrefixOneIsAdded() throws Exception {
    ApiKey key = serviceKey();
    List<Boolean> added =
        Together.call(
            8,
            i ->
                () -> {
                  try {
                    keys().add(key, Fresh.deadline());
                    return true;
                  } catch (ProblemException e) {
                    assertThat(e.problem()).isInstanceOf(Problem.AlreadyExists.class);
                    return false;
                  }
                });
    assertThat(added).filteredOn(Boolean.TRUE::equals).hasSize(1);
  }

  @Test
  default void aRevokedKeyIsFoundWithItsEnd() {
    ApiKey key = serviceKey();
    keys().add(key, Fresh.deadline());
    Instant at = CREATED.plusSeconds(60);
    keys().revoke(key.prefix(), at, Fresh.deadline());
    assertThat(found(key.prefix()).revokedAt()).isEqualTo(at);
    assertThat(found(key.prefix()).usableAt(at.minusSeconds(1))).isFalse();
  }

  @Test
  default void revokingAgainKeepsTheEarlierInstant() {
    ApiKey key = serviceKey();
    keys().add(key, Fresh.deadline());
    Instant at = CREATED.plusSeconds(60);
    keys().revoke(key.prefix(), at, Fresh.deadline());
    keys().revoke(key.prefix(), at.plusSeconds(60), Fresh.deadline());
    keys().revoke(key.prefix(), at.minusSeconds(30), Fresh.deadline());
    assertThat(found(key.prefix()).revokedAt()).isEqualTo(at);
  }

  @Test
  default void revokingOneKeyLeavesTheOthers() {
    ApiKey revoked = serviceKey();
    ApiKey other = serviceKey();
    keys().add(revoked, Fresh.deadline());
    keys().add(other, Fresh.deadline());
    keys().revoke(revoked.prefix(), CREATED, Fresh.deadline());
    assertThat(found(other.prefix()).revokedAt()).isNull();
  }

  @Test
  default void revokingAnUnknownKeyIsNotFound() {
    String prefix = Fresh.unique();
    assertProblem(
        new Problem.NotFound("key", prefix),
        () -> keys().revoke(prefix, CREATED, Fresh.deadline()));
  }

  @Test
  default void theKeysOfATenantAreListedOnceInPagesAndNobodyElses() {
    TenantId tenant = Fresh.tenant();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ApiKey own = key(Role.SERVICE, new TenantScope.One(tenant), null);
      keys().add(own, Fresh.deadline());
      made.add(own.prefix());
    }
    keys().revoke(made.getFirst(), CREATED, Fresh.deadline());
    keys().add(serviceKey(), Fresh.deadline());
    keys().add(key(Role.SERVICE, new TenantScope.Listed(Set.of(tenant)), null), Fresh.deadline());
    keys().add(key(Role.OPERATOR, new TenantScope.All(), null), Fresh.deadline());

    List<ApiKey> listed =
        PagingContract.all(
            (after, limit) -> keys().list(tenant, after, limit, Fresh.deadline()), 3);

    assertThat(listed)
        .extracting(ApiKey::prefix)
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(made);
    assertThat(keys().list(tenant, null, 7, Fresh.deadline()).next()).isEmpty();
    assertThat(keys().list(Fresh.tenant(), null, 7, Fresh.deadline()).items()).isEmpty();
  }

  @Override
  default List<Paged<?>> listings() {
    return Stream.generate(Fresh::tenant)
        .limit(2)
        .peek(
            tenant ->
                Stream.generate(() -> key(Role.SERVICE, new TenantScope.One(tenant), null))
                    .limit(5)
                    .forEach(key -> keys().add(key, Fresh.deadline())))
        .<Paged<?>>map(
            tenant -> (after, limit) -> keys().list(tenant, after, limit, Fresh.deadline()))
        .toList();
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    ApiKey key = serviceKey();
    assertUnavailable(
        () -> keys().add(key, Fresh.expired()), () -> keys().find(key.prefix(), Fresh.expired()));
    assertThat(keys().find(key.prefix(), Fresh.deadline())).isEmpty();
  }
}
