package dev.quintet.domain.users;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The users of tenants; durable on return. */
public interface UserStore {

  /**
   * Which users are listed.
   *
   * @param user null: every one
   * @param state null: any
   */
  record Filter(@Nullable UserId user, User.@Nullable State state) {

    /** Of {@link UserStore#list}. */
    public Listing listing(TenantId tenant) {
      return Listing.of("users", tenant, user, state);
    }
  }

  /**
   * Adds a user, once for the write. Addresses and user names are unique in the tenant in every
   * spelling; one that only looks like another's is stored with {@link User#looksLike}.
   *
   * @param hash null: no password
   * @throws dev.quintet.domain.shared.ProblemException AlreadyExists when the address or the name is
   *     another's, or the id is or was; Conflict; Invalid when a limit exceeds the plan's
   */
  void create(
      TenantId tenant, User user, @Nullable PasswordHash hash, Write write, Deadline deadline);

  /**
   * Puts the user in the place of its earlier version, and begins another epoch of its
   * sessions when it is deactivated. What is there already exactly so is left.
   *
   * @param hash null: the password stays
   * @return as it is stored
   * @throws dev.quintet.domain.shared.ProblemException Stale unless the stored version is one less;
   *     NotFound; AlreadyExists and Invalid as above
   */
  User update(TenantId tenant, User user, @Nullable PasswordHash hash, Deadline deadline);

  /**
   * Erases what a user is known by, its preferences, notifications and risk snapshots. Accounts and
   * entries stay under its id, which is never used again. Idempotent.
   *
   * @throws dev.quintet.domain.shared.ProblemException NotFound when there never was such a user;
   *     NotReady while it has accounts that are not closed
   */
  void delete(TenantId tenant, UserId user, Instant at, Deadline deadline);

  /**
   * The user of that name, in whatever state, unless it was deleted.
   *
   * @param user the only one that is there; null: all are
   */
  Optional<User> find(TenantId tenant, @Nullable UserId user, UserName name, Deadline deadline);

  /**
   * Users by id.
   *
   * @param after null: from the first
   */
  Page<User> list(
      TenantId tenant, Filter filter, @Nullable Cursor after, int limit, Deadline deadline);
}
