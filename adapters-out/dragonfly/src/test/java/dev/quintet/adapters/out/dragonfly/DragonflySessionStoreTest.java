package dev.quintet.adapters.out.dragonfly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.SessionStoreContract;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Session;
import dev.quintet.domain.users.SessionStore;
import dev.quintet.engines.SharedEngines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DragonflySessionStoreTest implements SessionStoreContract {

  private TestDragonfly dragonfly;

  @BeforeAll
  void open() {
    dragonfly =
        new TestDragonfly(SharedEngines.redis(), Map.of("quintet.dragonfly.command-timeout", "1s"));
    dragonfly.awaitAnswers(Duration.ofSeconds(20));
  }

  @AfterAll
  void close() {
    dragonfly.close();
  }

  @Override
  public SessionStore sessions() {
    return dragonfly.bean(SessionStore.class);
  }

  private static Session session() {
    return new Session(
        new Session.Id(Sha256.hex(Fresh.unique())),
        new UserId("ann"),
        1,
        "",
        Instant.now(),
        Instant.now().plus(Session.LIFE));
  }

  @Test
  void aSessionIsGoneAfterItsLifeUnlessItSlides() {
    TenantId tenant = Fresh.tenant();
    Session session = session();
    sessions().put(tenant, session, Fresh.deadline());
    byte[] key = SessionEntry.key(tenant, session.id());
    assertThat(dragonfly.raw().pttl(key)).isBetween(3_500_000L, 3_600_000L);
    dragonfly.raw().pexpire(key, 60_000);
    sessions().find(tenant, session.id(), false, Fresh.deadline());
    assertThat(dragonfly.raw().pttl(key)).isLessThanOrEqualTo(60_000);
    sessions().find(tenant, session.id(), true, Fresh.deadline());
    assertThat(dragonfly.raw().pttl(key)).isBetween(3_500_000L, 3_600_000L);
    dragonfly.raw().del(key);
    assertThat(sessions().list(tenant, session.user(), Fresh.deadline())).isEmpty();
    assertThat(dragonfly.raw().exists(SessionEntry.key(tenant, session.user())))
        .as("a name without a session is forgotten")
        .isZero();
  }

  /** What somebody else wrote under a key, or moved there, is no session. */
  @Test
  void bytesOfAnotherTenantOrOfNobodyAreNoSession() {
    TenantId tenant = Fresh.tenant();
    Session session = session();
    byte[] key = SessionEntry.key(tenant, session.id());
    for (byte[] bytes :
        new byte[][] {
          SessionEntry.bytes(Fresh.tenant(), session),
          SessionEntry.bytes(tenant, session()),
          "nonsense".getBytes(StandardCharsets.UTF_8),
          {},
          {1},
          {1, 0, 0}
        }) {
      dragonfly.raw().set(key, bytes);
      assertThat(sessions().find(tenant, session.id(), false, Fresh.deadline())).isEmpty();
    }
    assertThat(SessionEntry.key(new TenantId("ab"), new UserId("c:d")))
        .isNotEqualTo(SessionEntry.key(new TenantId("ab_c"), new UserId("d")));
  }
}
