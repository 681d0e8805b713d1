package dev.quintet.domain.platform;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A store as the platform sees it: what the start, the watch, the canaries and the health document
 * need of it. The wiring finds one for each store that it has, and nothing else lists them.
 */
public interface Store {

  /** What is known of it without asking it. */
  StoreDeclaration declaration();

  /**
   * Brings the store to the schema of this version. Idempotent, resumable after a crash, and safe
   * when several services start at once.
   */
  void migrate(Deadline deadline);

  /**
   * Checks, in the store itself, that tenants are kept apart and acknowledged writes survive.
   *
   * @throws dev.quintet.domain.shared.UnsafeStoreException naming every object at fault
   */
  void verify(Deadline deadline);

  /** Begins what the store does by itself while it is in use; returns at once. */
  default void begin() {}

  /**
   * Asks for something real with the rights that serve tenants; returns if it was answered.
   *
   * @param canary a provisioned tenant that holds nothing but canaries
   * @throws dev.quintet.domain.shared.ProblemException Unavailable when it does not answer by the
   *     deadline
   */
  void ask(TenantId canary, Deadline deadline);

  /**
   * Writes something of {@code other} that must stay unseen, and tries to read and change it while
   * acting for {@code own}. Both are provisioned tenants that hold nothing but canaries; running it
   * again and again does not fill the store.
   *
   * @return a sentence for each thing that could be reached, naming the object; empty: isolated
   * @throws dev.quintet.domain.shared.ProblemException when the store could not be asked: the
   *     isolation is then unknown, not given
   */
  List<String> leaks(TenantId own, TenantId other, Deadline deadline);

  /**
   * Measures now, with a question that costs the store next to nothing, over all tenants.
   *
   * @return by declared figure; one that cannot be known now is left out
   * @throws dev.quintet.domain.shared.ProblemException as {@link #ask}
   */
  Map<Figure, BigDecimal> figures(Deadline deadline);
}
