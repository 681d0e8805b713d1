package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.OperationsContract.change;
import static dev.quintet.adapters.out.contract.OperationsContract.delivered;
import static dev.quintet.adapters.out.contract.OperationsContract.operation;
import static dev.quintet.adapters.out.contract.OperationsContract.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.OutboxStore.Lane;
import dev.quintet.domain.operations.OutboxStore.Turn;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an {@link OutboxStore} does. */
public interface OutboxStoreContract extends OperationsContract {

  private OutboxStore.Backlog backlog(TenantId tenant) {
    return outbox()
        .backlog(Set.of(tenant), Fresh.deadline())
        .getOrDefault(STORE, OutboxStore.Backlog.NONE);
  }

  @Test
  default void rowsAreGivenInTheirOrderAndOnce() {
    TenantId tenant = newTenant();
    UserId owner = new UserId("ann");
    Operation operation = operation(tenant, owner, STORE);
    add(operation, List.of(change("a", 1), change("b", 1), change("a", Long.MAX_VALUE)));
    List<OutboxRow> given = new ArrayList<>();
    Turn first =
        deliver(
            tenant,
            2,
            rows -> {
              given.addAll(rows);
              return delivered(rows);
            });
    assertThat(first).isEqualTo(Turn.FULL);
    assertThat(given).extracting(it -> it.change().aggregate()).containsExactly("a", "b");
    assertThat(given.getFirst().change()).isEqualTo(change("a", 1));
    assertThat(given.getFirst().owner()).isEqualTo(owner);
    assertThat(given.getFirst().tenant()).isEqualTo(tenant);
    assertThat(given.getFirst().operation()).isEqualTo(operation.id());
    assertThat(leg(operation, STORE).state()).isEqualTo(Receipt.State.PENDING);
    assertThat(next(tenant, 2)).containsExactly("a" + Long.MAX_VALUE);
    assertThat(leg(operation, STORE).state()).isEqualTo(Receipt.State.COMMITTED);
    assertThat(next(tenant, 2)).isEmpty();
    assertThat(deliver(newTenant(), 2, OperationsContract::delivered)).isEqualTo(Turn.EMPTIED);
  }

  @Test
  default void eachStoreHasItsOwnRowsAndLeg() {
    TenantId tenant = newTenant();
    Operation operation = operation(tenant, null, STORE, OTHER);
    add(operation, List.of(change("a", 1)));
    assertThat(receipt(operation).guarantee()).isEqualTo(Guarantee.OUTBOX);
    assertThat(receipt(operation).legs()).hasSize(3);
    assertThat(receipt(operation).legs().stream().filter(Receipt.Leg::settled))
        .as("the record")
        .hasSize(1);
    assertThat(next(tenant, 10)).hasSize(1);
    assertThat(leg(operation, STORE).attempts()).isEqualTo(1);
    assertThat(leg(operation, STORE).state()).isEqualTo(Receipt.State.COMMITTED);
    assertThat(leg(operation, OTHER).state()).isEqualTo(Receipt.State.PENDING);
    assertThat(outbox().due(Set.of(tenant), Set.of(STORE, OTHER), Fresh.deadline()))
        .containsExactly(new Lane(tenant, OTHER));
  }

  @Test
  default void whatIsOfOneStoreIsCommittedAtOnce() {
    TenantId tenant = newTenant();
    Operation single = operation(tenant, null);
    add(single, List.of());
    assertThat(receipt(single).settled(Set.of())).isTrue();
    assertThat(receipt(single).guarantee()).isEqualTo(Guarantee.SINGLE_STORE);
    Operation nothing = operation(tenant, null, STORE);
    add(nothing, List.of());
    assertThat(leg(nothing, STORE).state()).isEqualTo(Receipt.State.COMMITTED);
  }

  @Test
  default void aRowThatComesLateIsGivenLate() {
    TenantId tenant = newTenant();
    added(tenant, "a", 2);
    assertThat(next(tenant, 10)).containsExactly("a2");
    added(tenant, "a", 1);
    assertThat(next(tenant, 10)).containsExactly("a1");
  }

  @Test
  default void whatIsNotNotedIsGivenAgain() {
    TenantId tenant = newTenant();
    Operation operation = added(tenant, "a", 1);
    assertThatThrownBy(
            () ->
                deliver(
                    tenant,
                    10,
                    rows -> {
                      throw new IllegalStateException("killed between the store and the note");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(leg(operation, STORE).attempts()).isZero();
    deliver(tenant, 10, rows -> new Delivery(List.of(), List.of(), List.of(), null));
    assertThat(next(tenant, 10)).containsExactly("a1");
  }

  @Test
  default void oneAtATimeDeliversALane() {
    TenantId tenant = newTenant();
    TenantId other = newTenant();
    added(tenant, "a", 1);
    added(other, "a", 1);
    List<Object> within = new ArrayList<>();
    deliver(
        tenant,
        10,
        rows -> {
          within.add(deliver(tenant, 10, OperationsContract::delivered));
          within.addAll(next(other, 10));
          return delivered(rows);
        });
    assertThat(within).containsExactly(Turn.TAKEN, "a1");
    assertThat(next(tenant, 10)).isEmpty();
  }

  @Test
  default void aRefusedRowKeepsThoseBehindItInItsAggregateWaiting() {
    TenantId tenant = newTenant();
    Operation operation = added(tenant, "a", 1, 2);
    added(tenant, "b", 1);
    deliver(tenant, 1, rows -> refused(rows, LONG));
    assertThat(leg(operation, STORE).reason()).isEqualTo("no room");
    assertThat(leg(operation, STORE).state()).isEqualTo(Receipt.State.PENDING);
    assertThat(next(tenant, 10)).containsExactly("b1");
    assertThat(backlog(tenant).waiting()).isEqualTo(2);
  }

  @Test
  default void aRowThatWaitedIsGivenAgainWithItsCount() {
    TenantId tenant = newTenant();
    Operation operation = added(tenant, "a", 1);
    deliver(tenant, 1, rows -> refused(rows, Duration.ZERO));
    List<Integer> refusals = new ArrayList<>();
    deliver(
        tenant,
        1,
        rows -> {
          rows.forEach(row -> refusals.add(row.refusals()));
          return delivered(rows);
        });
    assertThat(refusals).containsExactly(1);
    assertThat(leg(operation, STORE).attempts()).isEqualTo(2);
    assertThat(leg(operation, STORE).reason()).isNull();
  }

  @Test
  default void aParkedRowWaitsForAReplayAndItsLegNeverGoesBack() {
    TenantId tenant = newTenant();
    Operation operation = added(tenant, "a", 1);
    Operation behind = added(tenant, "a", 2);
    deliver(tenant, 1, rows -> refused(rows, null));
    Receipt.Leg failed = leg(operation, STORE);
    assertThat(failed.state()).isEqualTo(Receipt.State.FAILED);
    assertThat(next(tenant, 10)).isEmpty();
    assertThat(backlog(tenant).parked()).isEqualTo(1);
    assertThat(outbox().replay(new Lane(newTenant(), STORE), Fresh.deadline())).isZero();
    assertThat(outbox().replay(new Lane(tenant, STORE), Fresh.deadline())).isEqualTo(1);
    assertThat(leg(operation, STORE)).isEqualTo(failed);
    assertThat(next(tenant, 10)).containsExactly("a1", "a2");
    assertThat(leg(operation, STORE).state()).isEqualTo(Receipt.State.COMMITTED);
    assertThat(leg(behind, STORE).state()).isEqualTo(Receipt.State.COMMITTED);
  }

  @Test
  default void ofAStoreThatIsAwayTheReceiptSaysSo() {
    TenantId tenant = newTenant();
    Operation operation = added(tenant, "a", 1);
    for (int i = 0; i < 2; i++) {
      deliver(tenant, 10, rows -> new Delivery(List.of(), List.of(), rows, "is away"));
    }
    Receipt.Leg leg = leg(operation, STORE);
    assertThat(leg.attempts()).isEqualTo(2);
    assertThat(leg.reason()).isEqualTo("is away");
    assertThat(leg.state()).isEqualTo(Receipt.State.PENDING);
    assertThat(next(tenant, 10)).containsExactly("a1");
  }

  @Test
  default void kindsThatNobodyKnowsStayWhereTheyAre() {
    TenantId tenant = newTenant();
    Operation operation = operation(tenant, null, STORE);
    add(operation, List.of(new Change("newer", "a", 1, ""), change("a", 1)));
    assertThat(next(tenant, 1)).containsExactly("a1");
    assertThat(next(tenant, 1)).isEmpty();
    assertThat(backlog(tenant).waiting()).isEqualTo(1);
    assertThat(leg(operation, STORE).state()).isEqualTo(Receipt.State.PENDING);
  }

  @Test
  default void aBacklogIsThatOfTheTenants() {
    TenantId tenant = newTenant();
    TenantId other = newTenant();
    assertThat(outbox().backlog(Set.of(tenant, other), Fresh.deadline())).isEmpty();
    Operation operation = added(tenant, "a", 1, 2);
    Operation first = operation(other, null, OTHER, STORE);
    add(first, List.of(change("a", 1)));
    OutboxStore.Backlog own = new OutboxStore.Backlog(2, receipt(operation).recordedAt(), 0);
    OutboxStore.Backlog one = new OutboxStore.Backlog(1, receipt(first).recordedAt(), 0);
    assertThat(outbox().backlog(Set.of(tenant), Fresh.deadline())).isEqualTo(Map.of(STORE, own));
    assertThat(outbox().backlog(Set.of(tenant, other), Fresh.deadline()))
        .isEqualTo(Map.of(STORE, own.plus(one), OTHER, one));
    assertThat(outbox().due(Set.of(newTenant()), Set.of(STORE), Fresh.deadline())).isEmpty();
    assertThat(outbox().due(Set.of(tenant), Set.of(OTHER), Fresh.deadline())).isEmpty();
  }

  @Test
  default void workersThatShareALaneGiveEachRowOnce() throws Exception {
    TenantId tenant = newTenant();
    int rows = 60;
    for (int i = 1; i <= rows; i++) {
      added(tenant, "a", i);
    }
    List<List<String>> given =
        Together.call(
            4,
            worker ->
                () -> {
                  List<String> mine = new ArrayList<>();
                  while (!outbox().due(Set.of(tenant), Set.of(STORE), Fresh.deadline()).isEmpty()) {
                    mine.addAll(next(tenant, 7));
                  }
                  return mine;
                });
    assertThat(given.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, rows).mapToObj(i -> "a" + i).toList());
    given.forEach(
        some ->
            assertThat(some.stream().map(it -> Integer.valueOf(it.substring(1))).toList())
                .isSorted());
  }
}
