package dev.quintet.domain.tenancy;

import dev.quintet.domain.shared.Deadline;
import java.util.List;

/**
 * Tries to break the isolation of one store, as a tenant that wants to read another. Run at start
 * and every minute with two canary tenants; what it finds is the service's isolation status.
 */
public interface IsolationProbe {

  /** The store: {@code postgresql}, {@code clickhouse}, {@code dragonfly}. */
  String store();

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
}
