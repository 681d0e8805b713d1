package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.OutboxStoreContract;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;
import java.util.List;

final class MemoryOutboxStoreTest implements OutboxStoreContract {

  private final MemoryOutboxStore outbox = new MemoryOutboxStore(Clock.systemUTC());
  private final MemoryReceiptStore receipts = new MemoryReceiptStore(outbox);

  @Override
  public OutboxStore outbox() {
    return outbox;
  }

  @Override
  public ReceiptStore receipts() {
    return receipts;
  }

  @Override
  public TenantId newTenant() {
    return Fresh.tenant();
  }

  @Override
  public void add(Operation operation, List<Change> changes) {
    outbox.add(operation, changes);
  }
}
