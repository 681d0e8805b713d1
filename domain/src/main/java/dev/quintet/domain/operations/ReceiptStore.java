package dev.quintet.domain.operations;

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

/** Receipts of operations, from the transaction in which an operation is recorded. */
public interface ReceiptStore {

  /** The store of record: receipts are kept where operations are recorded. */
  StoreName store();

  /**
   * The receipts of operations, as of now, in any order; those that are not there are left out. A later
   * call never finds an earlier state.
   *
   * @param user finds only those of what it owns; null: all of the tenant
   */
  List<Receipt> list(
      TenantId tenant,
      @Nullable UserId user,
      Collection<OperationId> operations,
      Deadline deadline);

  /**
   * Forgets receipts of operations that were recorded before, and of which nothing is pending or failed.
   *
   * @param most rows at most, of which a receipt has one for each leg; all of a receipt or none
   * @return how many; 0: there is none left
   */
  int forget(Set<TenantId> tenants, Instant before, int most, Deadline deadline);

  /** {@link #list} of one. */
  default Optional<Receipt> find(
      TenantId tenant, @Nullable UserId user, OperationId operation, Deadline deadline) {
    return list(tenant, user, Set.of(operation), deadline).stream().findFirst();
  }
}
