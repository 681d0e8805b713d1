package dev.quintet.domain.users;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What users have chosen; durable on return. */
public interface PreferenceStore {

  /** How many a user may have. */
  int MOST = 500;

  /** Of {@link #list}. */
  static Listing listing(TenantId tenant, UserId user) {
    return Listing.of("preferences", tenant, user);
  }

  /**
   * Sets a preference. What is there already exactly so is left.
   *
   * @param version that it has; 0: whichever, or none
   * @throws dev.quintet.domain.shared.ProblemException NotFound when the user is not active; Stale;
   *     LimitExceeded beyond {@value #MOST}
   */
  Preference put(
      TenantId tenant,
      UserId user,
      Preference.Key key,
      JsonText value,
      long version,
      Instant at,
      Deadline deadline);

  Optional<Preference> find(
      TenantId tenant, UserId user, Preference.Key key, Deadline deadline);

  /** Preferences by key. */
  Page<Preference> list(
      TenantId tenant, UserId user, @Nullable Cursor after, int limit, Deadline deadline);

  /** Idempotent. */
  void remove(TenantId tenant, UserId user, Preference.Key key, Deadline deadline);
}
