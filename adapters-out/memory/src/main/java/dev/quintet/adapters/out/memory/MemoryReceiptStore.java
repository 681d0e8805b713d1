package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receipts of what was added to an outbox. */
public final class MemoryReceiptStore implements ReceiptStore {

  private final MemoryOutboxStore outbox;

  public MemoryReceiptStore(MemoryOutboxStore outbox) {
    this.outbox = outbox;
  }

  @Override
  public Optional<Receipt> find(
      TenantId tenant, @Nullable UserId user, OperationId operation, Deadline deadline) {
    MemoryFailures.check(deadline);
    return outbox.receipt(tenant, user, operation);
  }
}
