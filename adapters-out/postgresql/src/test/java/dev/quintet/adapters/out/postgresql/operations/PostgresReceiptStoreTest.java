package dev.quintet.adapters.out.postgresql.operations;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.ReceiptStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.Outbox;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.tenancy.TenantId;
import java.util.List;

final class PostgresReceiptStoreTest implements ReceiptStoreContract {

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
    TestPostgres.pool(PostgresPool.SERVICE)
        .run(
            "add",
            Scope.of(operation.tenant(), operation.owner()),
            Fresh.deadline(),
            transaction -> {
              Outbox.add(transaction, operation, changes);
              return operation;
            });
  }
}
