package dev.quintet.application.users;

import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.UserEpochs;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Session;
import dev.quintet.domain.users.SessionStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens, checks and ends sessions of users. A session is valid in the epoch of its user in which it was
 * opened, which {@link UserEpochs} knows: what the store of sessions does not hold opens nothing, and neither
 * does what it still holds of an earlier epoch. One after the other: whose session a token opens, and so
 * whose epoch is asked for, only the store of sessions knows.
 *
 * <p>Every method throws what {@link Access#tenant} does, NotFound for another user than the call acts for,
 * and Unavailable when the store of sessions does not answer.
 */
public final class Sessions {

  private static final int TOKEN_BYTES = 32;

  private final Access access;
  private final SessionStore store;
  private final UserEpochs epochs;
  private final SecureRandom random;
  private final Clock clock;

  public Sessions(
      Access access,
      SessionStore store,
      UserEpochs epochs,
      SecureRandom random,
      Clock clock) {
    this.access = access;
    this.store = store;
    this.epochs = epochs;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A new session.
   *
   * @param token the secret that opens it, shown now and never again
   */
  public record Opened(Session session, Session.Token token) {}

  /**
   * Opens a session for an hour. Not idempotent: one whose answer was lost is in the list, and ends by
   * itself.
   *
   * @throws ProblemException NotFound when the user is not active; LimitExceeded
   */
  public Opened open(Principal principal, UserId user, String label, Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.LOGINS_WRITE, user, deadline);
    long epoch = epochs.ask(tenant, user, deadline);
    byte[] secret = new byte[TOKEN_BYTES];
    random.nextBytes(secret);
    Session.Token token = new Session.Token("qs_" + HexFormat.of().formatHex(secret));
    Instant now = clock.instant();
    Session session =
        new Session(Session.Id.of(token), user, epoch, label, now, now.plus(Session.LIFE));
    store.put(tenant, session, deadline);
    return new Opened(session, token);
  }

  private TenantId tenant(
      Principal principal, Permission permission, UserId user, Deadline deadline) {
    TenantId tenant = access.tenant(principal, permission, deadline).id();
    UserId unused = Access.owner(principal, user);
    return tenant;
  }

  /**
   * The session that a token opens.
   *
   * @param sliding whether its hour begins anew
   * @throws ProblemException NotFound when it opens none: it expired, was ended, its user is not active any
   *     more, or there never was one
   */
  public Session check(
      Principal principal, Session.Token token, boolean sliding, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.LOGINS_READ, deadline).id();
    Session.Id id = Session.Id.of(token);
    return store
        .find(tenant, id, sliding, deadline)
        .filter(session -> isReached(principal.user(), session))
        .filter(session -> isValid(tenant, session, deadline))
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("session", id.value())));
  }

  /**
   * {@link #check} as far as it goes without waiting: the answer is empty when that does not find a valid
   * session. It is given once, perhaps by another thread, which must not be held up.
   */
  public void checkRemembered(
      Principal principal, Session.Token token, Consumer<Optional<Session>> answer) {
    access
        .remembered(principal, Permission.LOGINS_READ)
        .ifPresentOrElse(
            tenant ->
                store.peek(
                    tenant.id(),
                    Session.Id.of(token),
                    found ->
                        answer.accept(
                            found
                                .filter(session -> isReached(principal.user(), session))
                                .filter(session -> isRemembered(tenant.id(), session)))),
            () -> answer.accept(Optional.empty()));
  }

  private boolean isRemembered(TenantId tenant, Session session) {
    return epochs.remembered(tenant, session.user()).equals(Optional.of(session.epoch()));
  }

  private static boolean isReached(@Nullable UserId acting, Session session) {
    return acting == null || acting.equals(session.user());
  }

  private boolean isValid(TenantId tenant, Session session, Deadline deadline) {
    return epochs.isIn(tenant, session.user(), session.epoch(), deadline);
  }

  /** The valid sessions of a user. */
  public List<Session> list(Principal principal, UserId user, Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.LOGINS_READ, user, deadline);
    return store.list(tenant, user, deadline).stream()
        .filter(session -> isValid(tenant, session, deadline))
        .toList();
  }

  /** Ends one session of a user. Idempotent. */
  public void end(Principal principal, UserId user, Session.Id id, Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.LOGINS_WRITE, user, deadline);
    store.remove(tenant, user, List.of(id), deadline);
  }

  /** Ends all sessions of a user, whether or not the store of sessions answers. Idempotent. */
  public void endAll(Principal principal, UserId user, Deadline deadline) {
    TenantId tenant = tenant(principal, Permission.LOGINS_WRITE, user, deadline);
    epochs.raise(tenant, user, deadline);
    try {
      store.removeAll(tenant, user, deadline);
    } catch (ProblemException e) {
      // They open nothing any more, and are gone within the hour.
    }
  }
}
