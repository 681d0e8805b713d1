package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of each lane by their position, and the legs of each operation. */
public final class MemoryOutboxStore implements OutboxStore {

  private record Key(TenantId tenant, OperationId operation) {}

  private record Recorded(Operation operation, Instant at, Map<String, Receipt.Leg> legs) {}

  /** Not before an instant; null: parked. */
  private record Waiting(OutboxRow row, Instant addedAt, @Nullable Instant nextAt) {

    boolean due(Instant now) {
      return nextAt != null && !nextAt.isAfter(now);
    }

    Backlog backlog() {
      return nextAt == null ? new Backlog(0, null, 1) : new Backlog(1, addedAt, 0);
    }
  }

  private final Clock clock;
  private final Map<Key, Recorded> operations = new HashMap<>();
  private final Map<Lane, TreeMap<Long, Waiting>> lanes = new HashMap<>();
  private final Set<Lane> taken = new HashSet<>();
  private long positions;

  public MemoryOutboxStore(Clock clock) {
    this.clock = clock;
  }

  /** Adds what the other stores are to have, as the transaction of a write would. */
  public synchronized void add(Operation operation, List<Change> changes) {
    Instant now = now();
    Map<String, Receipt.Leg> legs = new TreeMap<>();
    String record = MemoryFailures.STORE.word();
    legs.put(record, new Receipt.Leg(record, Receipt.State.COMMITTED, now, 1, null));
    for (String store : operation.stores()) {
      Lane lane = new Lane(operation.tenant(), store);
      for (Change change : changes) {
        long position = ++positions;
        OutboxRow row =
            new OutboxRow(
                position, operation.id(), operation.tenant(), operation.owner(), change, 0);
        rows(lane).put(position, new Waiting(row, now, Instant.MIN));
      }
      Receipt.State state =
          changes.isEmpty() ? Receipt.State.COMMITTED : Receipt.State.PENDING;
      legs.put(store, new Receipt.Leg(store, state, now, 0, null));
    }
    operations.put(
        new Key(operation.tenant(), operation.id()), new Recorded(operation, now, legs));
  }

  /** The receipt of an operation of steps, whose outcome is open. */
  synchronized void begin(Operation operation) {
    String record = MemoryFailures.STORE.word();
    Map<String, Receipt.Leg> legs = new TreeMap<>();
    legs.put(record, new Receipt.Leg(record, Receipt.State.PENDING, now(), 0, null));
    operations.put(
        new Key(operation.tenant(), operation.id()), new Recorded(operation, now(), legs));
  }

  /** The outcome of an operation that was begun; the first one stays. */
  synchronized void end(
      TenantId tenant, OperationId operation, Receipt.State state, @Nullable String reason) {
    Recorded begun = operations.get(new Key(tenant, operation));
    if (begun != null) {
      begun.legs.computeIfPresent(
          MemoryFailures.STORE.word(),
          (store, leg) ->
              leg.settled() ? leg : new Receipt.Leg(store, state, now(), leg.attempts() + 1, reason));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private TreeMap<Long, Waiting> rows(Lane lane) {
    return lanes.computeIfAbsent(lane, it -> new TreeMap<>());
  }

  /** Aggregate and sequence of what waits, parked or not, in a lane. */
  synchronized Set<String> waiting(Lane lane, String kind) {
    return rows(lane).values().stream()
        .map(it -> it.row.change())
        .filter(it -> it.kind().equals(kind))
        .map(it -> it.aggregate() + "/" + it.sequence())
        .collect(Collectors.toSet());
  }

  /** Forgets receipts, and says of how many operations. */
  synchronized int forget(Set<TenantId> tenants, Instant before) {
    int all = operations.size();
    operations
        .entrySet()
        .removeIf(
            it ->
                tenants.contains(it.getKey().tenant)
                    && it.getValue().at.isBefore(before)
                    && it.getValue().legs.values().stream().allMatch(Receipt.Leg::done));
    return all - operations.size();
  }

  synchronized Optional<Receipt> receipt(
      TenantId tenant, @Nullable UserId user, OperationId operation) {
    return Optional.ofNullable(operations.get(new Key(tenant, operation)))
        .filter(it -> user == null || user.equals(it.operation.owner()))
        .map(
            it ->
                new Receipt(
                    operation, it.operation.guarantee(), it.at, List.copyOf(it.legs.values())));
  }

  @Override
  public Turn deliver(
      Lane lane,
      Set<String> kinds,
      int most,
      Function<List<OutboxRow>, Delivery> work,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    List<OutboxRow> rows;
    synchronized (this) {
      if (!taken.add(lane)) {
        return Turn.TAKEN;
      }
      rows = deliverable(lane, kinds, most);
    }
    try {
      if (!rows.isEmpty()) {
        note(lane, work.apply(rows));
      }
    } finally {
      leave(lane);
    }
    return rows.size() < most ? Turn.EMPTIED : Turn.FULL;
  }

  private synchronized void leave(Lane lane) {
    taken.remove(lane);
  }

  private List<OutboxRow> deliverable(Lane lane, Set<String> kinds, int most) {
    Instant now = now();
    return rows(lane).values().stream()
        .filter(it -> it.due(now) && kinds.contains(it.row.change().kind()))
        .filter(it -> rows(lane).values().stream().noneMatch(other -> blocks(other, it, now)))
        .map(Waiting::row)
        .limit(most)
        .toList();
  }

  private static boolean blocks(Waiting other, Waiting waiting, Instant now) {
    Change earlier = other.row.change();
    Change later = waiting.row.change();
    return !other.due(now)
        && earlier.kind().equals(later.kind())
        && earlier.aggregate().equals(later.aggregate())
        && earlier.sequence() < later.sequence();
  }

  private synchronized void note(Lane lane, Delivery delivery) {
    Instant now = now();
    Set<OperationId> tried = new HashSet<>();
    for (OutboxRow row : delivery.delivered()) {
      rows(lane).remove(row.position());
      tried.add(row.operation());
    }
    tried.forEach(operation -> attempt(lane, operation, null, false));
    Map<OperationId, List<Delivery.Refusal>> refused = new HashMap<>();
    for (Delivery.Refusal refusal : delivery.refused()) {
      rows(lane).computeIfPresent(refusal.row().position(), (at, it) -> again(it, refusal, now));
      refused.computeIfAbsent(refusal.row().operation(), it -> new ArrayList<>()).add(refusal);
    }
    refused.forEach(
        (operation, some) ->
            attempt(
                lane,
                operation,
                some.getFirst().reason(),
                some.stream().anyMatch(it -> it.pause() == null)));
    delivery.missed().stream()
        .map(OutboxRow::operation)
        .distinct()
        .forEach(operation -> attempt(lane, operation, delivery.reason(), false));
  }

  private static Waiting again(Waiting waiting, Delivery.Refusal refusal, Instant now) {
    OutboxRow row = waiting.row;
    Duration pause = refusal.pause();
    return new Waiting(
        new OutboxRow(
            row.position(),
            row.operation(),
            row.tenant(),
            row.owner(),
            row.change(),
            row.refusals() + 1),
        waiting.addedAt,
        pause == null ? null : now.plus(pause));
  }

  private void attempt(
      Lane lane, OperationId operation, @Nullable String reason, boolean parked) {
    Recorded recorded = operations.get(new Key(lane.tenant(), operation));
    if (recorded != null) {
      recorded.legs.computeIfPresent(
          lane.store(), (store, leg) -> after(leg, lane, operation, reason, parked));
    }
  }

  private Receipt.Leg after(
      Receipt.Leg leg, Lane lane, OperationId operation, @Nullable String reason, boolean parked) {
    boolean waits =
        rows(lane).values().stream().anyMatch(it -> it.row.operation().equals(operation));
    Receipt.State state =
        !waits ? Receipt.State.COMMITTED : parked ? Receipt.State.FAILED : leg.state();
    return new Receipt.Leg(
        leg.store(),
        state,
        state == leg.state() ? leg.since() : now(),
        leg.attempts() + 1,
        !waits ? null : reason == null ? leg.reason() : reason);
  }

  @Override
  public synchronized List<Lane> due(
      Set<TenantId> tenants, Set<String> stores, Deadline deadline) {
    MemoryFailures.check(deadline);
    Instant now = now();
    return lanes.entrySet().stream()
        .filter(it -> tenants.contains(it.getKey().tenant()))
        .filter(it -> stores.contains(it.getKey().store()))
        .filter(it -> it.getValue().values().stream().anyMatch(row -> row.due(now)))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized int replay(Lane lane, Deadline deadline) {
    MemoryFailures.check(deadline);
    List<Waiting> parked =
        rows(lane).values().stream().filter(it -> it.nextAt == null).toList();
    for (Waiting it : parked) {
      OutboxRow row = it.row;
      rows(lane)
          .put(
              row.position(),
              new Waiting(
                  new OutboxRow(
                      row.position(), row.operation(), row.tenant(), row.owner(), row.change(), 0),
                  it.addedAt,
                  Instant.MIN));
    }
    return parked.size();
  }

  @Override
  public synchronized Map<String, Backlog> backlog(Set<TenantId> tenants, Deadline deadline) {
    MemoryFailures.check(deadline);
    Map<String, Backlog> stores = new TreeMap<>();
    lanes.forEach(
        (lane, rows) -> {
          if (tenants.contains(lane.tenant())) {
            rows.values()
                .forEach(it -> stores.merge(lane.store(), it.backlog(), Backlog::plus));
          }
        });
    return stores;
  }
}
