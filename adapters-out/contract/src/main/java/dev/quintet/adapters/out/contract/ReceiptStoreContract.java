package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link ReceiptStore} does; how legs go on is in {@link OutboxStoreContract}. */
public interface ReceiptStoreContract {

  ReceiptStore receipts();

  TenantId newTenant();

  /** Adds an operation's changes in a transaction that is committed on return. */
  void add(Operation operation, List<Change> changes);

  private Optional<Receipt> find(TenantId tenant, @Nullable UserId user, OperationId operation) {
    return receipts().find(tenant, user, operation, Fresh.deadline());
  }

  @Test
  default void aReceiptIsThereForItsOwnerAndTheTenant() {
    TenantId tenant = newTenant();
    UserId owner = new UserId("ann");
    Operation owned = OperationsContract.operation(tenant, owner, "index");
    add(owned, List.of(OperationsContract.change("a", 1)));
    Receipt receipt = find(tenant, null, owned.id()).orElseThrow();
    assertThat(receipt.operation()).isEqualTo(owned.id());
    assertThat(receipt.legs()).extracting(Receipt.Leg::since).containsOnly(receipt.recordedAt());
    assertThat(receipt.settled(List.of("index"))).isFalse();
    assertThat(find(tenant, owner, owned.id())).contains(receipt);
    assertThat(find(tenant, new UserId("bob"), owned.id())).isEmpty();
    assertThat(find(newTenant(), null, owned.id())).isEmpty();
    assertThat(find(tenant, null, new OperationId("none"))).isEmpty();
  }

  @Test
  default void receiptsOfSeveralOperationsAreReadTogether() {
    TenantId tenant = newTenant();
    Operation first = OperationsContract.operation(tenant, new UserId("ann"), "index", "graph");
    Operation second = OperationsContract.operation(tenant, null, "index");
    add(first, List.of(OperationsContract.change("a", 1)));
    add(second, List.of());
    List<OperationId> both = List.of(second.id(), first.id(), new OperationId("none"));
    assertThat(receipts().list(tenant, null, both, Fresh.deadline()))
        .containsExactlyInAnyOrder(
            find(tenant, null, first.id()).orElseThrow(),
            find(tenant, null, second.id()).orElseThrow());
    assertThat(receipts().list(tenant, new UserId("ann"), both, Fresh.deadline()))
        .containsExactly(find(tenant, null, first.id()).orElseThrow());
    assertThat(receipts().list(tenant, null, List.of(), Fresh.deadline())).isEmpty();
  }

  @Test
  default void whatIsTheTenantsIsNoUsers() {
    TenantId tenant = newTenant();
    Operation own = OperationsContract.operation(tenant, null);
    add(own, List.of());
    assertThat(find(tenant, null, own.id())).isPresent();
    assertThat(find(tenant, new UserId("ann"), own.id())).isEmpty();
  }

  @Test
  default void whatAllStoresHaveHadForLongIsForgotten() {
    TenantId tenant = newTenant();
    TenantId other = newTenant();
    Operation done = OperationsContract.operation(tenant, new UserId("ann"), "index");
    Operation waiting = OperationsContract.operation(tenant, null, "index");
    Operation ofOther = OperationsContract.operation(other, null);
    add(done, List.of());
    add(waiting, List.of(OperationsContract.change("a", 1)));
    add(ofOther, List.of());
    Instant now = find(tenant, null, done.id()).orElseThrow().recordedAt();
    Set<TenantId> one = Set.of(tenant);
    assertThat(receipts().forget(one, now, 100, Fresh.deadline())).as("not older").isZero();
    Instant later = now.plusSeconds(60);
    assertThat(receipts().forget(one, later, 100, Fresh.deadline())).isPositive();
    assertThat(find(tenant, null, done.id())).isEmpty();
    assertThat(find(tenant, null, waiting.id())).as("is pending").isPresent();
    assertThat(find(other, null, ofOther.id())).as("another tenant").isPresent();
    assertThat(receipts().forget(one, later, 100, Fresh.deadline())).isZero();
  }

  @Test
  default void ofAReceiptAllIsForgottenOrNothing() {
    TenantId tenant = newTenant();
    for (int i = 0; i < 5; i++) {
      add(OperationsContract.operation(tenant, null, "index", "graph"), List.of());
    }
    Operation last = OperationsContract.operation(tenant, null, "index", "graph");
    add(last, List.of());
    Instant later = find(tenant, null, last.id()).orElseThrow().recordedAt().plusSeconds(60);
    while (receipts().forget(Set.of(tenant), later, 1, Fresh.deadline()) > 0) {
      find(tenant, null, last.id())
          .ifPresent(receipt -> assertThat(receipt.legs()).hasSize(3));
    }
    assertThat(find(tenant, null, last.id())).isEmpty();
  }
}
