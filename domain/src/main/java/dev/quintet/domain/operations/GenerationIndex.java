package dev.quintet.domain.operations;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;

/**
 * The generations of what a store derives of a tenant: reads find the one that is shown, and what is put is
 * in that and in the one that is being built, if there is one. At first 0 is shown.
 */
public interface GenerationIndex {

  /** Which store this is. */
  StoreName store();

  /** What it has the generations of, a word of the program. */
  String projection();

  /**
   * Begins to build another one, which is empty, unless one is being built already.
   *
   * @return its number
   */
  long begin(TenantId tenant, Deadline deadline);

  /**
   * Has reads find that generation, all of them at once, unless a later one is shown; what is put from now on
   * is in no earlier one. Idempotent.
   */
  void show(TenantId tenant, long generation, Deadline deadline);

  /** Takes out what is of generations before the one that is shown. Idempotent. */
  void clear(TenantId tenant, Deadline deadline);
}
