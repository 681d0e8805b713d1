package dev.quintet.domain.users;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sessions while they last. Nothing here is durable: a session that is gone is opened again. Whether one
 * that is here is valid still depends on the epoch of its user.
 *
 * <p>Every method throws Unavailable when the store does not answer.
 */
public interface SessionStore {

  /** How many a user may have at once. */
  int MOST = 100;

  /**
   * Keeps a session for {@link Session#LIFE}.
   *
   * @throws dev.quintet.domain.shared.ProblemException LimitExceeded beyond {@value #MOST}
   */
  void put(TenantId tenant, Session session, Deadline deadline);

  /**
   * The session of that id, if it has not expired.
   *
   * @param sliding begins its life anew
   */
  Optional<Session> find(TenantId tenant, Session.Id id, boolean sliding, Deadline deadline);

  /**
   * {@link #find} without waiting and without beginning its life anew: the answer is empty when it is not there
   * or the store does not answer. It is given once, perhaps by another thread, which must not be held up.
   */
  void peek(TenantId tenant, Session.Id id, Consumer<Optional<Session>> answer);

  /** Those of a user by their id. */
  List<Session> list(TenantId tenant, UserId user, Deadline deadline);

  /** Ends all sessions of a user; idempotent. One that is opened meanwhile may stay. */
  void removeAll(TenantId tenant, UserId user, Deadline deadline);

  /** Ends those sessions of a user; idempotent. */
  void remove(TenantId tenant, UserId user, List<Session.Id> ids, Deadline deadline);
}
