package dev.quintet.domain.operations;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A write as its receipt knows it.
 *
 * @param owner whose rows it changes; null: the tenant's own. A call for another user finds no receipt
 * @param stores the words of those that are to derive what it changes; the record is not among them
 */
public record Operation(
    OperationId id,
    TenantId tenant,
    @Nullable UserId owner,
    Guarantee guarantee,
    Set<String> stores) {

  public Operation {
    stores = Set.copyOf(stores);
    if (guarantee == Guarantee.SINGLE_STORE && !stores.isEmpty()) {
      throw new IllegalArgumentException("one store, and " + stores);
    }
  }
}
