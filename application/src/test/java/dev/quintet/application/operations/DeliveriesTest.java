package dev.quintet.application.operations;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryOutboxStore;
import dev.quintet.adapters.out.memory.MemoryReceiptStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.KnownUsers;
import dev.quintet.application.tenancy.UserEpochs;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeliveriesTest {

  private static final String KIND = "note";
  private static final Delays DELAYS =
      new Delays(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMillis(20), Duration.ofMillis(1));
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");

  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final MemoryOutboxStore outbox = new MemoryOutboxStore(Clock.systemUTC());
  private final MemoryReceiptStore receipts = new MemoryReceiptStore(outbox);
  private final Index index = new Index("index");
  private final Index graph = new Index("graph");
  private final List<Deliveries> all = new ArrayList<>();

  /** A store that keeps what it was given by identity, as it is to, and fails when it is told to. */
  private static final class Index {
    private final String store;
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private final List<Integer> blocks = new ArrayList<>();
    private volatile Consumer<List<OutboxRow>> before = rows -> {};
    private volatile Runnable after = () -> {};

    private Index(String store) {
      this.store = store;
    }

    private Projection projection() {
      return new Projection(store, KIND, this::put);
    }

    private void put(List<OutboxRow> rows, Deadline deadline) {
      synchronized (blocks) {
        blocks.add(rows.size());
      }
      before.accept(rows);
      for (OutboxRow row : rows) {
        Change change = row.change();
        kept.put(row.tenant() + "/" + change.aggregate() + change.sequence(), change.payload());
      }
      after.run();
    }
  }

  private Deliveries deliveries() {
    Deliveries deliveries =
        new Deliveries(
            outbox, tenants, List.of(index.projection(), graph.projection()), DELAYS);
    all.add(deliveries);
    deliveries.begin();
    return deliveries;
  }

  @BeforeEach
  void register() {
    for (TenantId tenant : List.of(ACME, OTHER)) {
      Tenant unused =
          tenants.register(
              new Tenant(tenant, "x", Tier.PRO, Tenant.State.ACTIVE, Instant.EPOCH),
              Fresh.deadline());
    }
  }

  @AfterEach
  void end() {
    all.forEach(Deliveries::close);
  }

  private Receipts receipts(Deliveries deliveries) {
    return new Receipts(
        new Access(tenants, new UserEpochs(KnownUsers.ANY)), new Awaiting(receipts, deliveries, Duration.ofHours(36)));
  }

  private static Principal of(TenantId tenant, @Nullable UserId user) {
    return new Principal(
        "test", Role.SERVICE, new TenantScope.One(tenant), new ServiceName("desk"), user);
  }

  private Operation add(Deliveries deliveries, TenantId tenant, String aggregate, int... rows) {
    Operation operation =
        new Operation(
            new OperationId(Fresh.unique()),
            tenant,
            null,
            Guarantee.OUTBOX,
            deliveries.stores(KIND));
    outbox.add(
        operation,
        IntStream.of(rows).mapToObj(i -> new Change(KIND, aggregate, i, "p" + i)).toList());
    deliveries.recorded(tenant, operation.stores());
    return operation;
  }

  private static Receipt await(Receipts receipts, Operation operation, String... stores) {
    return receipts.await(
        of(operation.tenant(), null),
        operation.id(),
        Set.of(stores),
        Awaiting.LONGEST,
        Fresh.deadline());
  }

  private static Receipt.Leg leg(Receipt receipt, String store) {
    return receipt.legs().stream()
        .filter(leg -> leg.store().equals(store))
        .findFirst()
        .orElseThrow();
  }

  private static Receipt.State state(Receipt receipt, String store) {
    return leg(receipt, store).state();
  }

  @Test
  void whatIsRecordedIsDeliveredAtOnceAndCanBeAwaited() {
    Deliveries deliveries = deliveries();
    Receipts receipts = receipts(deliveries);
    Operation operation = add(deliveries, ACME, "a", 1, 2);
    assertThat(await(receipts, operation).settled(Set.of())).isTrue();
    assertThat(index.kept).containsOnlyKeys("acme/a1", "acme/a2");
    assertThat(graph.kept).isEqualTo(index.kept);
    assertThat(receipts.get(of(ACME, null), operation.id(), Fresh.deadline()).legs())
        .extracting(Receipt.Leg::state)
        .containsOnly(Receipt.State.COMMITTED);
    assertThat(deliveries.waits().count()).isZero();
  }

  @Test
  void whatAnotherProcessRecordedIsFoundWithoutBeingToldOf() {
    Deliveries other = new Deliveries(outbox, tenants, List.of(index.projection()), DELAYS);
    Receipts receipts = receipts(other);
    Operation operation = add(other, ACME, "a", 1);
    deliveries();
    assertThat(await(receipts, operation, "index").settled(Set.of("index"))).isTrue();
  }

  @Test
  void aStoreThatIsAwayDelaysOnlyItsOwnLeg() {
    Deliveries deliveries = deliveries();
    Receipts receipts = receipts(deliveries);
    CountDownLatch twice = new CountDownLatch(2);
    graph.before =
        rows -> {
          twice.countDown();
          throw new ProblemException(new Problem.Unavailable("graph"));
        };
    Operation operation = add(deliveries, ACME, "a", 1);
    Receipt receipt = await(receipts, operation, "index");
    assertThat(state(receipt, "index")).isEqualTo(Receipt.State.COMMITTED);
    assertThat(state(receipt, "graph")).isEqualTo(Receipt.State.PENDING);
    awaitZero(twice);
    Receipt pending = receipts.get(of(ACME, null), operation.id(), Fresh.deadline());
    assertThat(leg(pending, "graph").reason()).isEqualTo("graph is not available");
    graph.before = rows -> {};
    Receipt.Leg after = leg(await(receipts, operation), "graph");
    assertThat(after.state()).isEqualTo(Receipt.State.COMMITTED);
    assertThat(after.attempts()).isGreaterThanOrEqualTo(3);
  }

  private static void awaitZero(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStoreThatIsSlowForOneTenantKeepsNobodyElseWaiting() {
    Deliveries deliveries = deliveries();
    Receipts receipts = receipts(deliveries);
    CountDownLatch goOn = new CountDownLatch(1);
    index.before =
        rows -> {
          if (rows.getFirst().tenant().equals(ACME)) {
            awaitZero(goOn);
          }
        };
    Operation slow = add(deliveries, ACME, "a", 1);
    Operation fast = add(deliveries, OTHER, "a", 1);
    assertThat(await(receipts, fast).settled(Set.of())).isTrue();
    assertThat(state(await(receipts, slow, "graph"), "index")).isEqualTo(Receipt.State.PENDING);
    goOn.countDown();
    assertThat(await(receipts, slow).settled(Set.of())).isTrue();
  }

  @Test
  void aRowThatIsRefusedIsFoundAmongManyAndParkedWithItsReason() {
    Deliveries deliveries = deliveries();
    Receipts receipts = receipts(deliveries);
    index.before =
        rows -> {
          if (rows.stream().anyMatch(row -> row.change().payload().equals("p7"))) {
            throw ProblemException.invalid("payload", "is 7");
          }
        };
    Operation good = add(deliveries, ACME, "good", IntStream.range(100, 150).toArray());
    Operation bad = add(deliveries, ACME, "bad", 6, 7, 8);
    Operation late = add(deliveries, ACME, "good", 200);
    assertThat(state(await(receipts, good), "index")).isEqualTo(Receipt.State.COMMITTED);
    assertThat(state(await(receipts, late), "index")).isEqualTo(Receipt.State.COMMITTED);
    Receipt.Leg failed = leg(await(receipts, bad), "index");
    assertThat(failed.state()).isEqualTo(Receipt.State.FAILED);
    assertThat(failed.reason()).isEqualTo("payload: is 7");
    assertThat(index.kept).containsKey("acme/bad6").doesNotContainKeys("acme/bad7", "acme/bad8");

    index.before = rows -> {};
    assertThat(outbox.replay(new OutboxStore.Lane(ACME, "index"), Fresh.deadline())).isEqualTo(1);
    deliveries.recorded(ACME, Set.of("index"));
    Operation behind = add(deliveries, ACME, "bad", 9);
    assertThat(await(receipts, behind).settled(Set.of())).isTrue();
    assertThat(state(await(receipts, bad), "index")).isEqualTo(Receipt.State.COMMITTED);
    assertThat(index.kept).containsKeys("acme/bad7", "acme/bad8", "acme/bad9");
  }

  /** As when its process is killed between what the store did and the note of it. */
  @Test
  void aBlockWhoseAnswerIsLostIsGivenAgainAndCountsOnce() {
    Deliveries deliveries = deliveries();
    Receipts receipts = receipts(deliveries);
    AtomicInteger lost = new AtomicInteger(2);
    index.after =
        () -> {
          if (lost.getAndDecrement() > 0) {
            throw new ProblemException(new Problem.OutcomeUnknown("put notes"));
          }
        };
    Operation operation = add(deliveries, ACME, "a", 1, 2, 3);
    assertThat(leg(await(receipts, operation), "index").attempts()).isEqualTo(3);
    assertThat(index.kept).containsOnlyKeys("acme/a1", "acme/a2", "acme/a3");
  }

  @Test
  void severalProcessesDeliverEachRowInItsOrder() {
    Deliveries one = deliveries();
    Deliveries two = deliveries();
    Receipts receipts = receipts(one);
    List<Long> order = new ArrayList<>();
    index.before =
        rows -> {
          synchronized (order) {
            rows.forEach(row -> order.add(row.change().sequence()));
          }
        };
    List<Operation> operations =
        IntStream.rangeClosed(1, 200)
            .mapToObj(i -> add(i % 2 == 0 ? one : two, ACME, "a", i))
            .toList();
    operations.forEach(
        operation -> assertThat(await(receipts, operation).settled(Set.of())).isTrue());
    assertThat(order).isSorted().doesNotHaveDuplicates().hasSize(200);
  }

  @Test
  void whatComesSoonAfterABlockGathersToTheNext() {
    Deliveries deliveries = deliveries();
    Receipts receipts = receipts(deliveries);
    for (int i = 0; i < 100; i++) {
      Operation operation = add(deliveries, ACME, "a", i);
      if (i == 0 || i == 99) {
        assertThat(await(receipts, operation).settled(Set.of())).isTrue();
      }
    }
    assertThat(index.kept).hasSize(100);
    assertThat(index.blocks.size()).as("blocks, however busy the machine").isLessThan(100);
  }

  @Test
  void manyRowsAreDeliveredInBlocks() {
    Deliveries deliveries = deliveries();
    Receipts receipts = receipts(deliveries);
    int rows = 2 * StoreDeliveries.BLOCK + 1;
    Operation operation = add(deliveries, ACME, "a", IntStream.range(0, rows).toArray());
    assertThat(await(receipts, operation).settled(Set.of())).isTrue();
    assertThat(index.blocks).containsExactly(StoreDeliveries.BLOCK, StoreDeliveries.BLOCK, 1);
  }

  @Test
  void aWaitEndsWithTheReceiptAsItIsThen() {
    Deliveries idle = new Deliveries(outbox, tenants, List.of(index.projection()), DELAYS);
    Receipts receipts = receipts(idle);
    Operation operation = add(idle, ACME, "a", 1);
    for (Duration most : List.of(Duration.ZERO, Duration.ofMillis(20))) {
      Receipt receipt =
          receipts.await(
              of(ACME, null), operation.id(), Set.of("index"), most, Fresh.deadline());
      assertThat(state(receipt, "index")).isEqualTo(Receipt.State.PENDING);
    }
    Deadline soon = Deadline.after(Duration.ofMillis(300));
    Receipt inTime =
        receipts.await(of(ACME, null), operation.id(), Set.of(), Awaiting.LONGEST, soon);
    assertThat(state(inTime, "index")).isEqualTo(Receipt.State.PENDING);
  }

  @Test
  void whatIsNoReceiptOfTheCallerIsRefused() {
    Deliveries deliveries = deliveries();
    Receipts receipts = receipts(deliveries);
    Operation operation = add(deliveries, ACME, "a", 1);
    Problem none =
        new Problem.NotFound(
            "operation",
            operation.id().value(),
            "receipts are kept for 36 hours once all stores have what was written");
    Stream.of(of(OTHER, null), of(ACME, new UserId("ann")))
        .forEach(
            stranger -> {
              assertProblem(
                  none, () -> receipts.get(stranger, operation.id(), Fresh.deadline()));
              assertProblem(
                  none,
                  () ->
                      receipts.await(
                          stranger,
                          operation.id(),
                          Set.of(),
                          Duration.ZERO,
                          Fresh.deadline()));
            });
    assertProblem(Problem.Invalid.class, () -> await(receipts, operation, "nowhere"));
    assertProblem(
        Problem.Invalid.class,
        () ->
            receipts.await(
                of(ACME, null),
                operation.id(),
                Set.of(),
                Awaiting.LONGEST.plusMillis(1),
                Fresh.deadline()));
    assertProblem(
        Problem.Denied.class,
        () ->
            receipts.get(
                new Principal(
                    "k", Role.BILLING, new TenantScope.One(ACME), new ServiceName("x")),
                operation.id(),
                Fresh.deadline()));
  }
}
