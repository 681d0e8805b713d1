package dev.quintet.domain.operations;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receipts of operations, from the transaction in which an operation is recorded. */
public interface ReceiptStore {

  /**
   * The receipt of an operation, as of now: a later call never finds an earlier state.
   *
   * @param user finds only those of what it owns; null: all of the tenant
   */
  Optional<Receipt> find(
      TenantId tenant, @Nullable UserId user, OperationId operation, Deadline deadline);
}
