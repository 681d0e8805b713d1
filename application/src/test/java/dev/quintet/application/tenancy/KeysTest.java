package dev.quintet.application.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeysTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final TenantScope ACME = new TenantScope.One(new TenantId("acme"));

  private final CountingKeyStore store = new CountingKeyStore();
  private final Keys keys =
      new Keys(store, new SecureRandom(), Clock.fixed(NOW, ZoneOffset.UTC));

  private String issue() {
    return keys.issue(Role.SERVICE, ACME, Fresh.deadline()).text();
  }

  @Test
  void aKeyHasAPrefixAndASecretOfAtLeast128Bits() {
    assertThat(issue()).matches("qk_[a-z2-7]{16}_[a-z2-7]{32}");
    assertThat(32 * 5).isGreaterThanOrEqualTo(128);
  }

  @Test
  void noTwoKeysShareTheirPrefixOrTheirSecret() {
    Set<String> parts = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      parts.addAll(Set.of(issue().substring(3).split("_")));
    }
    assertThat(parts).hasSize(2_000);
  }

  @Test
  void onlyTheHashOfTheWholeTextIsStored() throws Exception {
    String text = issue();
    assertThat(store.added)
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.secretHash())
                  .isEqualTo(
                      MessageDigest.getInstance("SHA-256")
                          .digest(text.getBytes(StandardCharsets.UTF_8)));
              assertThat(text).contains("qk_" + key.prefix() + "_");
              assertThat(key.role()).isEqualTo(Role.SERVICE);
              assertThat(key.scope()).isEqualTo(ACME);
              assertThat(key.createdAt()).isEqualTo(NOW);
              assertThat(key.expiresAt()).isNull();
              assertThat(key.revokedAt()).isNull();
              assertThat(key.toString() + Base64.getEncoder().encodeToString(key.secretHash()))
                  .doesNotContain(text.substring(20));
            });
  }
}
