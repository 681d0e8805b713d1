package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.Preference;
import dev.quintet.domain.users.PreferenceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Preferences in a map for each user. */
public final class MemoryPreferenceStore implements PreferenceStore {

  private final MemoryUserStore users;
  private final Map<MemoryUserStore.Owner, TreeMap<String, Preference>> all = new HashMap<>();

  public MemoryPreferenceStore(MemoryUserStore users) {
    this.users = users;
    users.whenDeleted(this::forget);
  }

  private synchronized void forget(MemoryUserStore.Owner owner) {
    all.remove(owner);
  }

  private TreeMap<String, Preference> of(TenantId tenant, UserId user) {
    return all.computeIfAbsent(
        new MemoryUserStore.Owner(tenant, user), owner -> new TreeMap<>());
  }

  @Override
  public synchronized Preference put(
      TenantId tenant,
      UserId user,
      Preference.Key key,
      JsonText value,
      long version,
      Instant at,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    users.requireActive(tenant, user);
    TreeMap<String, Preference> own = of(tenant, user);
    Preference stored = own.get(key.value());
    if (stored != null && stored.value().equals(value)) {
      return stored;
    }
    if (version != 0 && (stored == null || stored.version() != version)) {
      throw new ProblemException(new Problem.Stale("preference", key.value()));
    }
    if (stored == null && own.size() >= MOST) {
      throw new ProblemException(new Problem.LimitExceeded("preferences", MOST, Duration.ZERO));
    }
    Preference put = new Preference(key, value, stored == null ? 1 : stored.version() + 1, at);
    own.put(key.value(), put);
    return put;
  }

  @Override
  public synchronized Optional<Preference> find(
      TenantId tenant, UserId user, Preference.Key key, Deadline deadline) {
    MemoryFailures.check(deadline);
    return Optional.ofNullable(of(tenant, user).get(key.value()));
  }

  @Override
  public synchronized Page<Preference> list(
      TenantId tenant, UserId user, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = PreferenceStore.listing(tenant, user);
    List<Preference> found =
        of(tenant, user).tailMap(listing.position(after), false).values().stream()
            .limit(limit + 1L)
            .toList();
    return listing.page(found, limit, it -> List.of(it.key().value()));
  }

  @Override
  public synchronized void remove(
      TenantId tenant, UserId user, Preference.Key key, Deadline deadline) {
    MemoryFailures.check(deadline);
    of(tenant, user).remove(key.value());
  }
}
