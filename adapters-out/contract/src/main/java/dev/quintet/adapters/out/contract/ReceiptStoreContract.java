package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.util.List;
import java.util.Optional;
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
}
