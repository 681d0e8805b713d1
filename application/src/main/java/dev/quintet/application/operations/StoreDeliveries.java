package dev.quintet.application.operations;

import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of one store, and the tenants that have something for it. */
final class StoreDeliveries {

  /** So many tenants at the same time; each turn holds a connection to the record. */
  static final int WORKERS = 2;

  /** Rows of a turn: what is given to the store at once. */
  static final int BLOCK = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(StoreDeliveries.class);

  /** How long the store may take for a block, and the turn for what is around it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration TURN = PATIENCE.plusSeconds(10);

  /** Another process has the lane, and may have looked for rows before the newest were there. */
  private static final Duration TAKEN = Duration.ofMillis(20);

  private static final Duration END = Duration.ofSeconds(5);

  private final String store;
  private final Map<String, Projection> projections;
  private final OutboxStore outbox;
  private final ReceiptWaits waits;
  private final Delays delays;
  private final TenantTurns turns;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  StoreDeliveries(
      String store,
      List<Projection> projections,
      OutboxStore outbox,
      ReceiptWaits waits,
      Delays delays) {
    this.store = store;
    this.projections =
        projections.stream()
            .collect(Collectors.toUnmodifiableMap(Projection::kind, Function.identity()));
    this.outbox = outbox;
    this.waits = waits;
    this.delays = delays;
    this.turns = new TenantTurns(delays);
  }

  String store() {
    return store;
  }

  Set<String> kinds() {
    return projections.keySet();
  }

  void begin() {
    for (int i = 0; i < WORKERS; i++) {
      workers.execute(this::work);
    }
  }

  void wake(TenantId tenant) {
    turns.add(tenant, Duration.ZERO);
  }

  /** What a tenant has is delivered at once, because somebody waits for it. */
  void hurry(TenantId tenant) {
    turns.hurry(tenant);
  }

  private void work() {
    try {
      while (true) {
        TenantId tenant = turns.take();
        Duration rest = Duration.ZERO;
        try {
          rest = deliver(tenant);
        } finally {
          turns.done(tenant, rest);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how long the tenant rests before its next turn. */
  private Duration deliver(TenantId tenant) {
    try {
      return switch (turn(tenant)) {
        case FULL -> again(tenant, Duration.ZERO);
        case TAKEN -> again(tenant, TAKEN);
        case EMPTIED -> waits.isAwaited(tenant) ? Duration.ZERO : delays.rest();
      };
    } catch (RuntimeException e) {
      // What is still there is found again by the next look.
      LOG.debug("a turn of tenant {} for {} ended", tenant, store, e);
      return delays.rest();
    }
  }

  private Duration again(TenantId tenant, Duration after) {
    turns.add(tenant, after);
    return Duration.ZERO;
  }

  private OutboxStore.Turn turn(TenantId tenant) {
    List<Delivery> noted = new ArrayList<>(1);
    OutboxStore.Turn turn =
        outbox.deliver(
            new OutboxStore.Lane(tenant, store),
            projections.keySet(),
            BLOCK,
            rows -> {
              Delivery delivery =
                  Block.deliver(rows, projections, delays, Deadline.after(PATIENCE));
              noted.add(delivery);
              return delivery;
            },
            Deadline.after(TURN));
    boolean away = false;
    for (Delivery delivery : noted) {
      waits.wake(tenant, wentOn(delivery));
      away = isAway(delivery);
    }
    return away ? OutboxStore.Turn.FULL : turn;
  }

  private static Set<OperationId> wentOn(Delivery delivery) {
    return Stream.concat(
            delivery.delivered().stream(),
            delivery.refused().stream().map(Delivery.Refusal::row))
        .map(OutboxRow::operation)
        .collect(Collectors.toSet());
  }

  private boolean isAway(Delivery delivery) {
    if (delivery.reason() == null) {
      turns.goOn();
      return false;
    }
    Duration pause = turns.pause();
    LOG.warn("{}: next delivery in {} ms", delivery.reason(), pause.toMillis());
    return true;
  }

  void close() {
    workers.shutdownNow();
    try {
      boolean unused = workers.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
