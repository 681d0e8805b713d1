package dev.quintet.application.operations;

import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what waits in the outbox to the stores that derive from it: at once when an activity says that
 * it recorded something, and every second whatever there is, of any process. Each store has workers of its
 * own, so that one that is away or slow holds up nothing but its own legs; tenants take turns, a block
 * each.
 */
public final class Deliveries implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** To count what waits costs more than to see whether there is any. */
  private static final int LOOKS_PER_COUNT = 10;

  private final OutboxStore outbox;
  private final TenantStore tenants;
  private final Delays delays;
  private final Map<String, StoreDeliveries> stores;
  private final ReceiptWaits waits = new ReceiptWaits();
  private final LastMinute delivered = new LastMinute(System::nanoTime);
  private volatile Map<String, OutboxStore.Backlog> backlog = Map.of();
  private int looks;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("outbox").factory());

  /**
   * @param projections at most one of a kind for each store
   */
  public Deliveries(OutboxStore outbox, TenantStore tenants, List<Projection> projections) {
    this(outbox, tenants, projections, Delays.USUAL);
  }

  Deliveries(
      OutboxStore outbox, TenantStore tenants, List<Projection> projections, Delays delays) {
    this.delays = delays;
    this.outbox = outbox;
    this.tenants = tenants;
    this.stores =
        projections.stream()
            .map(this::counted)
            .collect(Collectors.groupingBy(Projection::store))
            .entrySet()
            .stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    it -> new StoreDeliveries(it.getKey(), it.getValue(), outbox, waits, delays)));
  }

  /** Lets be seen what waits and what is parked, of all tenants and stores, as of the last count. */
  public Deliveries shownBy(Observer observer) {
    String help = "Changes that another store is still to be given";
    observer.gauge("outbox_changes", "waiting", help, () -> sum().waiting());
    observer.gauge("outbox_changes", "parked", help, () -> sum().parked());
    return this;
  }

  private OutboxStore.Backlog sum() {
    return backlog.values().stream()
        .reduce(OutboxStore.Backlog.NONE, OutboxStore.Backlog::plus);
  }

  /** What waits of all tenants for each store, as of some ten seconds ago; empty before the first count. */
  public Map<String, OutboxStore.Backlog> backlog() {
    return backlog;
  }

  /** How many changes stores were given within the last minute, by this process. */
  public long delivered() {
    return delivered.sum();
  }

  private Projection counted(Projection projection) {
    return new Projection(
        projection.store(),
        projection.kind(),
        (rows, deadline) -> {
          projection.work().accept(rows, deadline);
          delivered.add(rows.size());
        });
  }

  ReceiptWaits waits() {
    return waits;
  }

  /** Those that derive something. */
  Set<String> stores() {
    return stores.keySet();
  }

  /** The stores that derive something from changes of that kind: those of an operation that has some. */
  public Set<String> stores(String kind) {
    return stores.values().stream()
        .filter(it -> it.kinds().contains(kind))
        .map(StoreDeliveries::store)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Begins to deliver; {@link #close} ends that. */
  public void begin() {
    stores.values().forEach(StoreDeliveries::begin);
    var unused =
        looking.scheduleWithFixedDelay(
            this::look, 0, delays.look().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** To be said once changes are committed: they are delivered at once. */
  public void recorded(TenantId tenant, Set<String> toStores) {
    for (String store : toStores) {
      StoreDeliveries deliveries = stores.get(store);
      if (deliveries != null) {
        deliveries.wake(tenant);
      }
    }
  }

  /** To be said by who waits, once {@link #waits} knows of it. */
  void hurry(TenantId tenant) {
    stores.values().forEach(it -> it.hurry(tenant));
  }

  private void look() {
    if (stores.isEmpty()) {
      return;
    }
    try {
      look(Deadline.after(PATIENCE));
    } catch (RuntimeException e) {
      LOG.debug("what is to be delivered cannot be found now", e);
    }
  }

  private void look(Deadline deadline) {
    boolean counts = looks++ % LOOKS_PER_COUNT == 0;
    Map<String, OutboxStore.Backlog> counted = new TreeMap<>();
    stores.keySet().forEach(store -> counted.put(store, OutboxStore.Backlog.NONE));
    TenantPages.each(
        tenants,
        tenant -> true,
        deadline,
        some -> {
          outbox
              .due(some, stores.keySet(), deadline)
              .forEach(lane -> recorded(lane.tenant(), Set.of(lane.store())));
          if (counts) {
            outbox
                .backlog(some, deadline)
                .forEach((store, it) -> counted.merge(store, it, OutboxStore.Backlog::plus));
          }
        });
    if (counts) {
      backlog = Map.copyOf(counted);
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
    stores.values().forEach(StoreDeliveries::close);
  }
}
