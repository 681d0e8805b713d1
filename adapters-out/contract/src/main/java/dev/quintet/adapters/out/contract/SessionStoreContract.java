package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static dev.quintet.adapters.out.contract.UsersContract.freshUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Session;
import dev.quintet.domain.users.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link SessionStore} does. */
public interface SessionStoreContract {

  SessionStore sessions();

  private static Session fresh(UserId user) {
    Instant now = Instant.now();
    return new Session(
        new Session.Id(Sha256.hex(Fresh.unique())),
        user,
        7,
        "Zoë's phone",
        now,
        now.plus(Session.LIFE));
  }

  private Session put(TenantId tenant, Session session) {
    sessions().put(tenant, session, Fresh.deadline());
    return session;
  }

  @Test
  default void aSessionIsFoundByItsIdInItsTenant() {
    TenantId tenant = Fresh.tenant();
    Session session = put(tenant, fresh(freshUser()));
    for (boolean sliding : new boolean[] {false, true}) {
      Session found =
          sessions().find(tenant, session.id(), sliding, Fresh.deadline()).orElseThrow();
      assertThat(found)
          .usingRecursiveComparison()
          .ignoringFields("expiresAt")
          .isEqualTo(session);
      assertThat(found.expiresAt())
          .isCloseTo(session.expiresAt(), within(30, ChronoUnit.SECONDS));
    }
    assertThat(sessions().find(Fresh.tenant(), session.id(), true, Fresh.deadline())).isEmpty();
    assertThat(
            sessions()
                .find(tenant, fresh(freshUser()).id(), false, Fresh.deadline()))
        .isEmpty();
  }

  @Test
  default void aSessionIsFoundWithoutWaiting() throws Exception {
    TenantId tenant = Fresh.tenant();
    Session session = put(tenant, fresh(freshUser()));
    Session found = findAtOnce(tenant, session.id()).orElseThrow();
    assertThat(found)
        .usingRecursiveComparison()
        .ignoringFields("expiresAt")
        .isEqualTo(session);
    assertThat(found.expiresAt())
        .isCloseTo(session.expiresAt(), within(30, ChronoUnit.SECONDS));
    assertThat(findAtOnce(Fresh.tenant(), session.id())).isEmpty();
    assertThat(findAtOnce(tenant, fresh(freshUser()).id())).isEmpty();
  }

  private Optional<Session> findAtOnce(TenantId tenant, Session.Id id) throws Exception {
    CompletableFuture<Optional<Session>> answer = new CompletableFuture<>();
    sessions().peek(tenant, id, answer::complete);
    return answer.get(30, TimeUnit.SECONDS);
  }

  @Test
  default void theSessionsOfAUserAreListedAndEndedAndNobodyElses() {
    TenantId tenant = Fresh.tenant();
    UserId ann = freshUser();
    List<Session.Id> ids =
        IntStream.range(0, 3).mapToObj(i -> put(tenant, fresh(ann)).id()).toList();
    Session bobs = put(tenant, fresh(freshUser()));
    assertThat(sessions().list(tenant, ann, Fresh.deadline()))
        .extracting(session -> session.id())
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(sessions().list(Fresh.tenant(), ann, Fresh.deadline())).isEmpty();
    sessions().remove(tenant, ann, List.of(ids.getFirst(), bobs.id()), Fresh.deadline());
    sessions().remove(tenant, ann, List.of(ids.getFirst()), Fresh.deadline());
    assertThat(sessions().find(tenant, ids.getFirst(), false, Fresh.deadline())).isEmpty();
    assertThat(sessions().find(tenant, bobs.id(), false, Fresh.deadline())).isPresent();
    assertThat(sessions().list(tenant, ann, Fresh.deadline())).hasSize(2);
    sessions().removeAll(tenant, ann, Fresh.deadline());
    sessions().removeAll(tenant, ann, Fresh.deadline());
    assertThat(sessions().list(tenant, ann, Fresh.deadline())).isEmpty();
    ids.forEach(id -> assertThat(sessions().find(tenant, id, false, Fresh.deadline())).isEmpty());
    assertThat(sessions().find(tenant, bobs.id(), false, Fresh.deadline())).isPresent();
  }

  @Test
  default void aUserHasOnlySoMany() {
    TenantId tenant = Fresh.tenant();
    UserId ann = freshUser();
    IntStream.range(0, SessionStore.MOST).forEach(i -> put(tenant, fresh(ann)));
    assertProblem(
        new Problem.LimitExceeded("sessions", SessionStore.MOST, Duration.ZERO),
        () -> put(tenant, fresh(ann)));
    put(tenant, fresh(freshUser()));
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    TenantId tenant = Fresh.tenant();
    Session session = fresh(freshUser());
    assertUnavailable(
        () -> sessions().put(tenant, session, Fresh.expired()),
        () -> sessions().find(tenant, session.id(), true, Fresh.expired()),
        () -> sessions().list(tenant, session.user(), Fresh.expired()),
        () -> sessions().removeAll(tenant, session.user(), Fresh.expired()),
        () ->
            sessions().remove(tenant, session.user(), List.of(session.id()), Fresh.expired()));
    assertThat(sessions().find(tenant, session.id(), false, Fresh.deadline())).isEmpty();
  }
}
