package dev.quintet.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TenantTest {

  private static Tenant named(String name) {
    return new Tenant(
        new TenantId("acme"),
        name,
        Tier.PRO,
        Tenant.State.ACTIVE,
        Instant.parse("2026-02-03T04:05:06.789012999Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "Müller & Söhne", "外汇 📈", "'; DROP TABLE tenants; --"})
  void anyPrintableNameIsKept(String name) {
    assertThat(named(name).name()).isEqualTo(name);
  }

  @Test
  void aNameHasAtMostTwoHundredCharacters() {
    assertThat(named("n".repeat(200)).name()).hasSize(200);
    assertRefused("n".repeat(201), "must be 1 to 200 characters");
    assertRefused("", "must be 1 to 200 characters");
    assertRefused(" ", "must be 1 to 200 characters");
  }

  @Test
  void aNameThatNoDatabaseCanStoreIsRefused() {
    assertRefused("a\u0000b", "must not hold control characters");
    assertRefused("a\nb", "must not hold control characters");
    assertRefused("a\ud83d", "must be well-formed Unicode");
    assertRefused("\udcc8a", "must be well-formed Unicode");
  }

  private static void assertRefused(String name, String reason) {
    assertThatThrownBy(() -> named(name))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.Invalid("name", reason)));
  }

  @Test
  void instantsAreKeptInMicroseconds() {
    assertThat(named("Acme").createdAt()).isEqualTo(Instant.parse("2026-02-03T04:05:06.789012Z"));
  }

  @Test
  void theSameWishHasTheSameIdNameAndTierWhateverItsState() {
    Tenant acme = named("Acme");
    Tenant again =
        new Tenant(acme.id(), "Acme", Tier.PRO, Tenant.State.PROVISIONING, Instant.EPOCH);
    assertThat(acme.sameContent(again)).isTrue();
    assertThat(acme.sameContent(named("Other"))).isFalse();
  }
}
