package dev.quintet.application.operations;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryOutboxStore;
import dev.quintet.adapters.out.memory.MemoryReceiptStore;
import dev.quintet.adapters.out.memory.MemoryTenantStore;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AwaitingTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final Viewer ALL = Viewer.of(ACME);
  private static final Set<String> STORES = Set.of("index", "graph");
  /** Nobody would wait for that. */
  private static final Duration REST = Duration.ofHours(1);

  private static final Delays DELAYS =
      new Delays(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMillis(20), REST);

  private final MemoryTenantStore tenants = new MemoryTenantStore();
  private final MemoryOutboxStore outbox = new MemoryOutboxStore(Clock.systemUTC());
  private final MemoryReceiptStore receipts = new MemoryReceiptStore(outbox);
  private volatile Consumer<List<OutboxRow>> graph = rows -> {};
  private final Deliveries deliveries =
      new Deliveries(
          outbox,
          tenants,
          List.of(
              new Projection("index", "note", (rows, deadline) -> {}),
              new Projection("graph", "note", (rows, deadline) -> graph.accept(rows))),
          DELAYS);
  private final Awaiting awaiting = new Awaiting(receipts, deliveries, Duration.ofDays(30));

  @BeforeEach
  void begin() {
    Tenant unused =
        tenants.register(
            new Tenant(ACME, "x", Tier.PRO, Tenant.State.ACTIVE, Instant.EPOCH), Fresh.deadline());
    deliveries.begin();
  }

  @AfterEach
  void end() {
    deliveries.close();
  }

  private List<OperationId> add(String... operations) {
    for (String operation : operations) {
      outbox.add(
          new Operation(new OperationId(operation), ACME, null, Guarantee.OUTBOX, STORES),
          List.of(new Change("note", operation, 1, "{}")));
    }
    deliveries.recorded(ACME, STORES);
    return List.of(operations).stream().map(OperationId::new).toList();
  }

  private List<Receipt> written(Awaiting.Wanted wanted, String... operations) {
    return awaiting
        .after(ALL, wanted, STORES, () -> add(operations), it -> it, Fresh.deadline())
        .receipts();
  }

  private static void away(List<OutboxRow> rows) {
    throw new ProblemException(new Problem.Unavailable("graph"));
  }

  private static Receipt.State state(Receipt receipt, String store) {
    return receipt.legs().stream()
        .filter(leg -> leg.store().equals(store))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private String answering(String operation, Duration most, String... stores) {
    return awaiting.answering(
        ALL, new OperationId(operation), List.of(stores), most, Fresh.deadline());
  }

  @Test
  void aWriteIsAnsweredWhenTheStoresHaveIt() {
    List<Receipt> all =
        written(new Awaiting.Wanted(List.of(), Awaiting.LONGEST), "a", "b", "a");
    assertThat(all)
        .extracting(receipt -> receipt.operation().value())
        .as("one for each operation, in their order")
        .containsExactly("a", "b");
    assertThat(all).allMatch(receipt -> receipt.settled(Set.of()));
  }

  @Test
  void aTenantDoesNotRestWhileItIsAwaited() {
    for (String operation : List.of("a", "b", "c")) {
      assertThat(
              written(new Awaiting.Wanted(List.of(), Awaiting.LONGEST), operation)
                  .getFirst()
                  .settled(Set.of()))
          .isTrue();
    }
  }

  @Test
  void aStoreThatIsLateIsPendingAndTheWriteIsDone() {
    graph = AwaitingTest::away;
    Receipt some = written(new Awaiting.Wanted(Set.of("index"), Awaiting.LONGEST), "a").getFirst();
    assertThat(state(some, "index")).isEqualTo(Receipt.State.COMMITTED);
    assertThat(state(some, "graph")).as("nobody waits for it").isEqualTo(Receipt.State.PENDING);
    Receipt late =
        written(new Awaiting.Wanted(Set.of("graph"), Duration.ofMillis(30)), "b").getFirst();
    assertThat(state(late, "graph")).isEqualTo(Receipt.State.PENDING);
    Receipt now =
        written(new Awaiting.Wanted(Set.of("memory"), Duration.ZERO), "c").getFirst();
    assertThat(state(now, "memory")).isEqualTo(Receipt.State.COMMITTED);
  }

  @Test
  void whatCannotBeWaitedForIsRefusedBeforeAnythingIsWritten() {
    AtomicInteger writes = new AtomicInteger();
    assertProblem(
        new Problem.Invalid("stores", "must be among graph, index, memory"),
        () ->
            awaiting.after(
                ALL,
                new Awaiting.Wanted(Set.of("nowhere"), Duration.ZERO),
                STORES,
                writes::incrementAndGet,
                it -> List.of(),
                Fresh.deadline()));
    assertThat(writes).hasValue(0);
    assertProblem(
        new Problem.Invalid("wait_millis", "must be 0 to 60000"),
        () -> new Awaiting.Wanted(Set.of(), Awaiting.LONGEST.plusMillis(1)));
    assertProblem(
        new Problem.Invalid("wait_millis", "must be 0 to 60000"),
        () -> new Awaiting.Wanted(Set.of(), Duration.ofMillis(-1)));
  }

  @Test
  void aWriteWhoseReceiptCannotBeReadIsNotSaidToBeUndone() {
    ReceiptStore lost =
        new ReceiptStore() {
          @Override
          public StoreName store() {
            return receipts.store();
          }

          @Override
          public List<Receipt> list(
              TenantId tenant,
              @Nullable UserId user,
              Collection<OperationId> operations,
              Deadline deadline) {
            throw new ProblemException(new Problem.Unavailable("memory"));
          }

          @Override
          public int forget(
              Set<TenantId> tenants, Instant before, int most, Deadline deadline) {
            return 0;
          }
        };
    assertProblem(
        Problem.OutcomeUnknown.class,
        () ->
            new Awaiting(lost, deliveries, Duration.ofDays(30))
                .after(
                    ALL,
                    new Awaiting.Wanted(Set.of(), Awaiting.LONGEST),
                    STORES,
                    () -> add("a"),
                    it -> it,
                    Fresh.deadline()));
  }

  @Test
  void aReadIsAnsweredByTheFirstStoreThatHasTheOperation() {
    graph = AwaitingTest::away;
    written(new Awaiting.Wanted(Set.of("index"), Awaiting.LONGEST), "a");
    assertThat(answering("a", Duration.ZERO, "memory")).isEqualTo("memory");
    assertThat(answering("a", Duration.ZERO, "graph", "index", "memory")).isEqualTo("index");
    assertProblem(
        new Problem.Stale("operation", "a", "graph"),
        () -> answering("a", Duration.ZERO, "graph"));
    assertProblem(
        new Problem.Stale("operation", "a", "graph"),
        () -> answering("a", Duration.ofMillis(30), "graph"));
    assertProblem(
        new Problem.Stale("operation", "a", "elsewhere"),
        () -> answering("a", Awaiting.LONGEST, "elsewhere"));
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(() -> answering("a", Awaiting.LONGEST, "graph"));
    graph = rows -> {};
    assertThat(read.join()).isEqualTo("graph");
  }

  @Test
  void aStoreThatRefusedItIsStaleAtOnce() {
    graph =
        rows -> {
          throw new IllegalStateException("refused");
        };
    Receipt failed =
        written(new Awaiting.Wanted(Set.of("graph"), Awaiting.LONGEST), "a").getFirst();
    assertThat(state(failed, "graph")).isEqualTo(Receipt.State.FAILED);
    assertProblem(
        new Problem.Stale("operation", "a", "graph"),
        () -> answering("a", Awaiting.LONGEST, "graph"));
  }

  @Test
  void anOperationOfOthersIsNotThere() {
    add("a");
    for (Viewer stranger :
        List.of(Viewer.of(new TenantId("other")), new Viewer(ACME, new UserId("ann")))) {
      assertProblem(
          new Problem.NotFound("operation", "a", Awaiting.notKept(Duration.ofDays(30))),
          () ->
              awaiting.answering(
                  stranger,
                  new OperationId("a"),
                  List.of("memory"),
                  Duration.ZERO,
                  Fresh.deadline()));
    }
  }
}
