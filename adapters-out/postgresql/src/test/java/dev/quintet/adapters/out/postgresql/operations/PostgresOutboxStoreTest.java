package dev.quintet.adapters.out.postgresql.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.OperationsContract;
import dev.quintet.adapters.out.contract.OutboxStoreContract;
import dev.quintet.adapters.out.contract.Problems;
import dev.quintet.adapters.out.postgresql.kernel.Outbox;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PostgresOutboxStoreTest implements OutboxStoreContract {

  @Override
  public OutboxStore outbox() {
    return TestPostgres.bean(OutboxStore.class);
  }

  @Override
  public ReceiptStore receipts() {
    return TestPostgres.bean(ReceiptStore.class);
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }

  @Override
  public void add(Operation operation, List<Change> changes) {
    add(operation, changes, () -> {});
  }

  private static void add(Operation operation, List<Change> changes, Runnable beforeTheCommit) {
    Operation unused =
        TestPostgres.pool(PostgresPool.SERVICE)
            .run(
                "add",
                Scope.of(operation.tenant(), operation.owner()),
                Fresh.deadline(),
                transaction -> {
                  Outbox.add(transaction, operation, changes);
                  beforeTheCommit.run();
                  return operation;
                });
  }

  @Test
  void aRowThatIsCommittedBehindLaterOnesIsDelivered() {
    TenantId tenant = newTenant();
    added(tenant, "a", 1);
    assertThat(next(tenant, 10)).containsExactly("a1");
    Operation late = OperationsContract.operation(tenant, null, STORE);
    add(
        late,
        List.of(OperationsContract.change("late", 1)),
        () -> {
          added(tenant, "b", 1);
          assertThat(next(tenant, 10)).as("what is committed").containsExactly("b1");
          assertThat(receipts().find(tenant, null, late.id(), Fresh.deadline())).isEmpty();
        });
    assertThat(next(tenant, 10)).containsExactly("late1");
  }

  @Test
  void aWorkerThatDiesBetweenTheStoreAndTheNoteLeavesItsRowsToOthers() {
    TenantId tenant = newTenant();
    Operation operation = added(tenant, "a", 1);
    Problems.assertProblem(
        Problem.Unavailable.class,
        () ->
            deliver(
                tenant,
                10,
                rows -> {
                  killWhoeverDelivers();
                  return OperationsContract.delivered(rows);
                }));
    assertThat(leg(operation, STORE).attempts()).isZero();
    assertThat(next(tenant, 10)).containsExactly("a1");
    assertThat(leg(operation, STORE).attempts()).isEqualTo(1);
  }

  /** As the server sees the end of its client's process. */
  private static void killWhoeverDelivers() {
    try (Connection connection = TestPostgres.superuser();
        Statement statement = connection.createStatement()) {
      boolean unused =
          statement.execute(
              """
              SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE state = 'idle in transaction' AND query LIKE '%FROM quintet.outbox o%'""");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theSameSequenceTwiceIsRefusedWithItsTransaction() {
    TenantId tenant = newTenant();
    added(tenant, "a", 1);
    Operation again = OperationsContract.operation(tenant, null, STORE);
    assertThatThrownBy(() -> add(again, List.of(OperationsContract.change("a", 1))))
        .isInstanceOf(RuntimeException.class);
    assertThat(receipts().find(tenant, null, again.id(), Fresh.deadline())).isEmpty();
  }
}
