package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which symbols a tenant, or one of its users, stores ticks or bars of. They are counted, each owner's for
 * itself, against the limit {@value #LIMIT} of that owner. A symbol that was added stays.
 */
public interface SymbolLedger {

  String LIMIT = "max_symbols";

  /** Whether {@link #begin} was called for the tenant, or a symbol of its own was added. */
  boolean begun(TenantId tenant, Deadline deadline);

  /**
   * Adds what the tenant has stored before anything of it was registered, whatever its limit; durable on
   * return. Only the first call of a tenant adds something.
   */
  void begin(TenantId tenant, Collection<Symbol> stored, Deadline deadline);

  /**
   * Adds those symbols that are not there yet, all of them or none; durable on return. Calls at once are
   * counted one after the other.
   *
   * @param user whose symbols they are; null: the tenant's
   * @param symbols at least one, each once
   * @return how many the owner has now
   * @throws dev.quintet.domain.shared.ProblemException LimitExceeded, which says how many the owner has, when
   *     it would have more than its hard limit: nothing was added; Unavailable
   */
  long add(
      TenantId tenant, @Nullable UserId user, Collection<Symbol> symbols, Deadline deadline);
}
