package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Session;
import dev.quintet.domain.users.SessionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Sessions in a map for each tenant. */
public final class MemorySessionStore implements SessionStore {

  private final Clock clock;
  private final Map<TenantId, Map<Session.Id, Session>> all = new HashMap<>();

  public MemorySessionStore(Clock clock) {
    this.clock = clock;
  }

  private Map<Session.Id, Session> of(TenantId tenant) {
    Map<Session.Id, Session> own = all.computeIfAbsent(tenant, id -> new HashMap<>());
    own.values().removeIf(session -> !clock.instant().isBefore(session.expiresAt()));
    return own;
  }

  @Override
  public synchronized void put(TenantId tenant, Session session, Deadline deadline) {
    if (list(tenant, session.user(), deadline).size() >= MOST) {
      throw new ProblemException(new Problem.LimitExceeded("sessions", MOST, Duration.ZERO));
    }
    of(tenant).put(session.id(), session);
  }

  @Override
  public synchronized Optional<Session> find(
      TenantId tenant, Session.Id id, boolean sliding, Deadline deadline) {
    MemoryFailures.check(deadline);
    if (sliding) {
      of(tenant)
          .computeIfPresent(
              id,
              (same, it) ->
                  new Session(
                      id,
                      it.user(),
                      it.epoch(),
                      it.label(),
                      it.openedAt(),
                      clock.instant().plus(Session.LIFE)));
    }
    return Optional.ofNullable(of(tenant).get(id));
  }

  @Override
  public void peek(TenantId tenant, Session.Id id, Consumer<Optional<Session>> answer) {
    Optional<Session> found;
    synchronized (this) {
      found = Optional.ofNullable(of(tenant).get(id));
    }
    answer.accept(found);
  }

  @Override
  public synchronized List<Session> list(TenantId tenant, UserId user, Deadline deadline) {
    MemoryFailures.check(deadline);
    return of(tenant).values().stream()
        .filter(session -> session.user().equals(user))
        .sorted(Comparator.comparing(session -> session.id().value()))
        .toList();
  }

  @Override
  public synchronized void removeAll(TenantId tenant, UserId user, Deadline deadline) {
    MemoryFailures.check(deadline);
    of(tenant).values().removeIf(it -> it.user().equals(user));
  }

  @Override
  public synchronized void remove(
      TenantId tenant, UserId user, List<Session.Id> ids, Deadline deadline) {
    MemoryFailures.check(deadline);
    of(tenant).values().removeIf(it -> it.user().equals(user) && ids.contains(it.id()));
  }
}
