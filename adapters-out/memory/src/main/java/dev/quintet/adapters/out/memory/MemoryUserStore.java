package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.users.AccountStore;
import dev.quintet.domain.users.PasswordHash;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.users.User;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserStore;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Users in maps, a map for each tenant. */
public final class MemoryUserStore implements UserStore {

  /** What a plan allows: that of the tier pro, whatever tier the tenant has. */
  private static final Map<String, Long> PLAN =
      Map.of(AccountStore.LIMIT, 20L, "max_symbols", 200L);

  private final MemoryOnce once;
  private final MemoryAccountStore accounts;
  private final Map<TenantId, TreeMap<String, Entry>> tenants = new ConcurrentHashMap<>();
  private final List<Erasure> erasures = new ArrayList<>();

  /** What forgets a user with it. */
  interface Erasure extends Consumer<Owner> {}

  /** A user of a tenant. */
  record Owner(TenantId tenant, UserId user) {}

  /**
   * A user that is or was.
   *
   * @param user null: deleted
   */
  private record Entry(@Nullable User user, long epoch) {}

  public MemoryUserStore(MemoryOnce once) {
    this.once = once;
    this.accounts = new MemoryAccountStore(this, once);
  }

  /** The accounts of these users. */
  public MemoryAccountStore accounts() {
    return accounts;
  }

  synchronized void whenDeleted(Erasure erasure) {
    erasures.add(erasure);
  }

  private TreeMap<String, Entry> of(TenantId tenant) {
    return tenants.computeIfAbsent(tenant, id -> new TreeMap<>());
  }

  private List<User> shown(TenantId tenant) {
    return of(tenant).values().stream()
        .flatMap(entry -> Optional.ofNullable(entry.user).stream())
        .toList();
  }

  /** Empty unless it is active. */
  synchronized Optional<User> active(TenantId tenant, UserId user) {
    return shown(tenant).stream()
        .filter(it -> it.id().equals(user) && it.state() == User.State.ACTIVE)
        .findFirst();
  }

  /** Of one that is not deleted. */
  synchronized Optional<Tier> tier(TenantId tenant, UserId user) {
    return shown(tenant).stream()
        .filter(it -> it.id().equals(user))
        .map(it -> it.profile().tier())
        .findFirst();
  }

  void requireActive(TenantId tenant, UserId user) {
    if (active(tenant, user).isEmpty()) {
      throw new ProblemException(new Problem.NotFound("active user", user.value()));
    }
  }

  /** How many of something a user may have. */
  static long most(User user, String limit) {
    long plan = PLAN.getOrDefault(limit, Long.MAX_VALUE);
    return Math.min(plan, user.profile().limits().getOrDefault(limit, Long.MAX_VALUE));
  }

  @Override
  public synchronized void create(
      TenantId tenant, User user, @Nullable PasswordHash hash, Write write, Deadline deadline) {
    once.together(
        write,
        () -> {
          check(tenant, user);
          if (of(tenant).containsKey(user.id().value())) {
            throw new ProblemException(new Problem.AlreadyExists("user", user.id().value()));
          }
          of(tenant).put(user.id().value(), new Entry(alike(tenant, user), 1));
        },
        deadline);
  }

  private void check(TenantId tenant, User user) {
    user.profile()
        .limits()
        .forEach(
            (name, value) -> {
              Long most = PLAN.get(name);
              if (most != null && value > most) {
                throw ProblemException.invalid(
                    "limits." + name, "is more than the plan's " + most);
              }
            });
    for (User other : shown(tenant)) {
      if (!other.id().equals(user.id())) {
        taken(other.profile().email().key(), user.profile().email().key(), "with this email");
        taken(
            other.profile().username().key(), user.profile().username().key(), "with this username");
      }
    }
  }

  private static void taken(String other, String own, String what) {
    if (other.equals(own)) {
      throw new ProblemException(new Problem.AlreadyExists("user", what));
    }
  }

  private User alike(TenantId tenant, User user) {
    String skeleton = user.profile().email().skeleton();
    UserId first =
        shown(tenant).stream()
            .filter(other -> !other.id().equals(user.id()))
            .filter(other -> other.profile().email().skeleton().equals(skeleton))
            .min(Comparator.comparing(User::createdAt).thenComparing(it -> it.id().value()))
            .map(User::id)
            .orElse(null);
    return new User(
        user.id(),
        user.profile(),
        user.state(),
        user.version(),
        first,
        user.createdAt(),
        user.updatedAt());
  }

  @Override
  public synchronized User update(
      TenantId tenant, User user, @Nullable PasswordHash hash, Deadline deadline) {
    MemoryFailures.check(deadline);
    Entry entry = of(tenant).get(user.id().value());
    User stored = entry == null ? null : entry.user;
    if (entry == null || stored == null) {
      throw new ProblemException(new Problem.NotFound("user", user.id().value()));
    }
    check(tenant, user);
    if (stored.version() == user.version()
        && stored.state() == user.state()
        && stored.profile().equals(user.profile())) {
      return stored;
    }
    if (stored.version() != user.version() - 1) {
      throw new ProblemException(new Problem.Stale("user", user.id().value()));
    }
    User changed = alike(tenant, user);
    long epoch = entry.epoch + (user.state() == User.State.ACTIVE ? 0 : 1);
    of(tenant).put(user.id().value(), new Entry(changed, epoch));
    return changed;
  }

  @Override
  public synchronized void delete(TenantId tenant, UserId user, Instant at, Deadline deadline) {
    MemoryFailures.check(deadline);
    Entry entry = of(tenant).get(user.value());
    if (entry == null) {
      throw new ProblemException(new Problem.NotFound("user", user.value()));
    }
    if (entry.user == null) {
      return;
    }
    long open =
        accounts.of(tenant, user).stream()
            .filter(account -> account.status() != TradingAccount.Status.CLOSED)
            .count();
    if (open > 0) {
      throw new ProblemException(
          new Problem.NotReady("user " + user + " has " + open + " accounts that are not closed"));
    }
    of(tenant).put(user.value(), new Entry(null, entry.epoch + 1));
    erasures.forEach(each -> each.accept(new Owner(tenant, user)));
  }

  @Override
  public synchronized Optional<User> find(
      TenantId tenant, @Nullable UserId user, UserName name, Deadline deadline) {
    MemoryFailures.check(deadline);
    return shown(tenant).stream()
        .filter(it -> user == null || it.id().equals(user))
        .filter(
            it ->
                switch (name) {
                  case UserName.Id(UserId id) -> it.id().equals(id);
                  case UserName.Email email -> it.profile().email().key().equals(email.key());
                  case UserName.Login login -> it.profile().username().key().equals(login.key());
                })
        .findFirst();
  }

  @Override
  public synchronized Page<User> list(
      TenantId tenant, Filter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = filter.listing(tenant);
    String last = listing.position(after);
    List<User> found =
        shown(tenant).stream()
            .filter(it -> it.id().value().compareTo(last) > 0)
            .filter(it -> filter.user() == null || it.id().equals(filter.user()))
            .filter(it -> filter.state() == null || it.state() == filter.state())
            .limit(limit + 1L)
            .toList();
    return listing.page(found, limit, it -> List.of(it.id().value()));
  }

  synchronized void raise(TenantId tenant, UserId user) {
    of(tenant).computeIfPresent(user.value(), (id, it) -> new Entry(it.user, it.epoch + 1));
  }

  synchronized Optional<Long> epoch(TenantId tenant, UserId user) {
    return active(tenant, user)
        .flatMap(it -> Optional.ofNullable(of(tenant).get(user.value())))
        .map(Entry::epoch);
  }
}
