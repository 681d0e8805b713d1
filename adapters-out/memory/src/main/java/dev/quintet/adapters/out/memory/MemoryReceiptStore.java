package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Receipts of what was added to an outbox. */
public final class MemoryReceiptStore implements ReceiptStore {

  private final MemoryOutboxStore outbox;

  public MemoryReceiptStore(MemoryOutboxStore outbox) {
    this.outbox = outbox;
  }

  @Override
  public StoreName store() {
    return MemoryFailures.STORE;
  }

  @Override
  public List<Receipt> list(
      TenantId tenant,
      @Nullable UserId user,
      Collection<OperationId> operations,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    return operations.stream()
        .map(operation -> outbox.receipt(tenant, user, operation))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public int forget(Set<TenantId> tenants, Instant before, int most, Deadline deadline) {
    MemoryFailures.check(deadline);
    return outbox.forget(tenants, before);
  }
}
