package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which batches are stored, of every tenant. An id is recorded only after its effect is durable,
 * so a crash at any point leaves an id that can be sent again.
 */
public interface BatchLedger {

  /**
   * Does the effect of the batches that are not recorded yet, once, and records them; durable on
   * return. Of concurrent calls with the same id one does the effect and the others wait for it.
   * When the effect throws, nothing is recorded and its exception passes through.
   *
   * @param entries no tenant and id twice
   * @param effect called at most once, with the entries not recorded yet, in the given order; not
   *     called when there are none
   * @return for each entry, by index, what is recorded under its id afterwards: the entry itself,
   *     or an earlier one (the caller compares the content)
   * @throws dev.quintet.domain.shared.ProblemException OutcomeUnknown when the record's commit was
   *     not answered
   */
  List<BatchEntry> record(
      List<BatchEntry> entries, Consumer<List<BatchEntry>> effect, Deadline deadline);

  /**
   * When the last of the batches was received that these tenants have recorded as received after an
   * instant; empty when there is none. Fast when there are few.
   */
  Optional<Instant> newestReceipt(Set<TenantId> tenants, Instant after, Deadline deadline);
}
