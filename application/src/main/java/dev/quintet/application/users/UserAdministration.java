package dev.quintet.application.users;

import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.UserEpochs;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.PasswordHash;
import dev.quintet.domain.users.User;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import dev.quintet.domain.users.UserStore;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes, shows, changes and ends the users of a tenant.
 *
 * <p>Every method throws what {@link Access#tenant} does.
 */
public final class UserAdministration {

  private final Access access;
  private final UserStore store;
  private final UserEpochs epochs;
  private final Clock clock;

  public UserAdministration(
      Access access, UserStore store, UserEpochs epochs, Clock clock) {
    this.access = access;
    this.store = store;
    this.epochs = epochs;
    this.clock = clock;
  }

  /**
   * Makes a user. Idempotent by its id.
   *
   * @param hash null: none
   * @throws ProblemException AlreadyExists when the address or user name is another's, or the id was used;
   *     Conflict when the id was sent with other content; Invalid for a limit above the plan's
   */
  public User create(
      Principal principal,
      UserId id,
      UserProfile profile,
      @Nullable PasswordHash hash,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.USERS_WRITE, deadline).id();
    Instant now = clock.instant();
    Write write =
        new Write(
            principal.subject(), "user", id.value(), contentHash(profile, hash), now, "1", null);
    store.create(tenant, User.fresh(id, profile, now), hash, write, deadline);
    return byId(tenant, null, id, deadline);
  }

  /** Each part with its length before it. */
  private static String contentHash(UserProfile profile, @Nullable PasswordHash hash) {
    StringBuilder content = new StringBuilder();
    for (Object part :
        new Object[] {
          profile.email().value(),
          profile.username().value(),
          profile.tier(),
          new TreeMap<>(profile.limits()),
          hash == null ? "" : hash.value()
        }) {
      String text = part.toString();
      content.append(text.length()).append(':').append(text);
    }
    return Sha256.hex(content.toString());
  }

  /**
   * Shows a user.
   *
   * @throws ProblemException NotFound
   */
  public User find(Principal principal, UserName name, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.USERS_READ, deadline).id();
    return store
        .find(tenant, principal.user(), name, deadline)
        .orElseThrow(() -> notFound(name.value()));
  }

  private User byId(TenantId tenant, @Nullable UserId only, UserId id, Deadline deadline) {
    return store
        .find(tenant, only, new UserName.Id(id), deadline)
        .orElseThrow(() -> notFound(id.value()));
  }

  private static ProblemException notFound(String name) {
    return new ProblemException(new Problem.NotFound("user", name));
  }

  /**
   * Users by id; only that one if the call acts for one.
   *
   * @param state null: any
   * @param limit 1 to {@value Page#MAX_SIZE}
   * @throws ProblemException Invalid for another limit or cursor
   */
  public Page<User> list(
      Principal principal,
      User.@Nullable State state,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.USERS_READ, deadline).id();
    Page.checkSize(limit);
    return store.list(
        tenant, new UserStore.Filter(principal.user(), state), after, limit, deadline);
  }

  /**
   * Changes what is said of a user. Sent again with the same content, it is done once.
   *
   * @param version that the user has
   * @param hash null: the password stays
   * @throws ProblemException NotFound; Stale; otherwise as {@link #create}
   */
  public User update(
      Principal principal,
      UserId id,
      long version,
      UserProfile profile,
      @Nullable PasswordHash hash,
      Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.USERS_WRITE, deadline).id();
    User found = byId(tenant, null, id, deadline);
    User changed =
        new User(
            id,
            profile,
            found.state(),
            version + 1,
            found.looksLike(),
            found.createdAt(),
            clock.instant());
    return store.update(tenant, changed, hash, deadline);
  }

  /**
   * Deactivates a user, whose sessions and keys are not valid any more when this returns, or makes it active
   * again. Idempotent.
   *
   * @throws ProblemException NotFound; Stale when somebody changed the user meanwhile
   */
  public User set(Principal principal, UserId id, User.State state, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.USERS_WRITE, deadline).id();
    User found = byId(tenant, null, id, deadline);
    User changed =
        found.state() == state
            ? found
            : store.update(
                tenant, found.changed(found.profile(), state, clock.instant()), null, deadline);
    if (state != User.State.ACTIVE) {
      epochs.outlive("deactivate user");
    }
    return changed;
  }

  /**
   * Erases a user for ever; its sessions and keys are not valid any more when this returns. Idempotent.
   *
   * @throws ProblemException NotFound; NotReady while it has accounts that are not closed
   */
  public void delete(Principal principal, UserId id, Deadline deadline) {
    TenantId tenant = access.tenant(principal, Permission.USERS_WRITE, deadline).id();
    store.delete(tenant, id, clock.instant(), deadline);
    epochs.outlive("delete user");
  }
}
