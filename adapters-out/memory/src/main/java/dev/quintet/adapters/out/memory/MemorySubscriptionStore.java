package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.PaymentEvent;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Histories of subscriptions in a sorted map; each ends with what its subscription is. */
public final class MemorySubscriptionStore implements SubscriptionStore {

  private record Key(TenantId tenant, String id) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::tenant).thenComparing(Key::id);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private final MemoryOnce once;
  private final TreeMap<Key, List<SubscriptionChange>> histories = new TreeMap<>();
  private final TreeMap<Key, TreeMap<Long, PaymentEvent>> payments = new TreeMap<>();

  public MemorySubscriptionStore(MemoryOnce once) {
    this.once = once;
  }

  @Override
  public Answer.Recorded change(
      TenantId tenant,
      Write write,
      SubscriptionId subscription,
      Function<Optional<Subscription>, List<SubscriptionChange>> decision,
      Deadline deadline) {
    return once.write(
        "change subscription",
        write,
        fresh -> decide(tenant, subscription, decision),
        deadline);
  }

  @Override
  public List<SubscriptionChange> advance(
      TenantId tenant,
      SubscriptionId subscription,
      Function<Subscription, List<SubscriptionChange>> decision,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    return decide(
        tenant, subscription, found -> found.map(decision).orElse(List.of()));
  }

  @Override
  public Answer.Recorded pay(
      TenantId tenant,
      Write write,
      PaymentEvent event,
      BiFunction<Subscription, List<PaymentEvent>, List<SubscriptionChange>> decision,
      Deadline deadline) {
    return once.write(
        "record payment", write, fresh -> pay(tenant, event, decision), deadline);
  }

  private synchronized void pay(
      TenantId tenant,
      PaymentEvent event,
      BiFunction<Subscription, List<PaymentEvent>, List<SubscriptionChange>> decision) {
    Key key = new Key(tenant, event.subscription().value());
    if (!histories.containsKey(key)) {
      throw new ProblemException(
          new Problem.NotFound("subscription", event.subscription().value()));
    }
    TreeMap<Long, PaymentEvent> known =
        payments.computeIfAbsent(key, it -> new TreeMap<>(Comparator.reverseOrder()));
    known.putIfAbsent(event.version(), event);
    List<PaymentEvent> newest = known.values().stream().limit(KNOWN_EVENTS).toList();
    decide(
        tenant, event.subscription(), it -> decision.apply(it.orElseThrow(), newest));
  }

  private synchronized List<SubscriptionChange> decide(
      TenantId tenant,
      SubscriptionId subscription,
      Function<Optional<Subscription>, List<SubscriptionChange>> decision) {
    Key key = new Key(tenant, subscription.value());
    List<SubscriptionChange> history = new ArrayList<>(histories.getOrDefault(key, List.of()));
    Optional<Subscription> before = last(history);
    List<SubscriptionChange> changes = decision.apply(before);
    history.addAll(changes);
    Subscription after = last(history).orElse(null);
    if (after == null || changes.isEmpty()) {
      return List.of();
    }
    if (before.isEmpty() && !after.state().isOver() && hasAnother(after)) {
      throw new ProblemException(
          new Problem.AlreadyExists("subscription of", after.user() == null ? tenant.value() : after.user().value()));
    }
    histories.put(key, history);
    return changes;
  }

  private boolean hasAnother(Subscription made) {
    return of(made.tenant())
        .anyMatch(it -> it.isOf(made.user()) && !it.state().isOver());
  }

  private Stream<Subscription> of(TenantId tenant) {
    return histories
        .subMap(new Key(tenant, ""), new Key(tenant, "\uffff"))
        .values()
        .stream()
        .flatMap(history -> last(history).stream());
  }

  private static Optional<Subscription> last(List<SubscriptionChange> history) {
    return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast().after());
  }

  @Override
  public synchronized Optional<Subscription> find(
      TenantId tenant, SubscriptionId subscription, Deadline deadline) {
    MemoryFailures.check(deadline);
    return last(histories.getOrDefault(new Key(tenant, subscription.value()), List.of()));
  }

  @Override
  public synchronized Page<Subscription> list(
      TenantId tenant, @Nullable UserId user, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = SubscriptionStore.listing(tenant, user);
    String last = listing.position(after);
    List<Subscription> found =
        of(tenant)
            .filter(it -> user == null || it.isOf(user))
            .filter(it -> it.id().value().compareTo(last) > 0)
            .limit(limit + 1L)
            .toList();
    return listing.page(found, limit, it -> List.of(it.id().value()));
  }

  @Override
  public synchronized Page<SubscriptionChange> history(
      TenantId tenant,
      SubscriptionId subscription,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = SubscriptionStore.historyListing(tenant, subscription);
    int last =
        after == null ? 0 : listing.position(after, 1, it -> Integer.parseInt(it.getFirst()));
    List<SubscriptionChange> found =
        histories.getOrDefault(new Key(tenant, subscription.value()), List.of()).stream()
            .filter(it -> it.after().version() > last)
            .limit(limit + 1L)
            .toList();
    return listing.page(found, limit, it -> List.of(Integer.toString(it.after().version())));
  }

  @Override
  public synchronized List<Due> due(
      Set<TenantId> tenants, Instant at, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    return tenants.stream()
        .flatMap(this::of)
        .flatMap(
            it ->
                SubscriptionCourse.nextDue(it)
                    .filter(due -> !due.isAfter(at))
                    .map(due -> new Due(it.tenant(), it.id(), due))
                    .stream())
        .sorted(Comparator.comparing(Due::at))
        .limit(limit)
        .toList();
  }

  /** The changes of one owner's subscriptions since an instant, and the last one of each before. */
  synchronized List<SubscriptionChange> changes(
      TenantId tenant, @Nullable UserId user, Instant since) {
    List<SubscriptionChange> changes = new ArrayList<>();
    for (List<SubscriptionChange> history :
        histories.subMap(new Key(tenant, ""), new Key(tenant, "\uffff")).values()) {
      UserId owner = history.getFirst().after().user();
      if (owner == null || owner.equals(user)) {
        int first = 0;
        while (first + 1 < history.size() && !history.get(first + 1).at().isAfter(since)) {
          first++;
        }
        changes.addAll(history.subList(first, history.size()));
      }
    }
    return changes;
  }
}
