package dev.quintet.application.marketdata;

import dev.quintet.adapters.out.memory.MemoryBatchLedger;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.domain.marketdata.BatchEntry;
import dev.quintet.domain.marketdata.BatchLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A ledger in memory; what was asked is seen, and may fail before or after it is recorded. */
final class WatchedLedger implements BatchLedger {

  final List<List<BatchEntry>> calls = Collections.synchronizedList(new ArrayList<>());
  volatile Runnable beforeRecording = () -> {};
  volatile Runnable beforeCommit = () -> {};
  volatile Runnable afterCommit = () -> {};

  private final MemoryBatchLedger ledger = new MemoryBatchLedger(new MemoryUsageLedger(Clock.systemUTC()));

  @Override
  public List<BatchEntry> record(
      List<BatchEntry> entries, Consumer<List<BatchEntry>> effect, Deadline deadline) {
    calls.add(List.copyOf(entries));
    beforeRecording.run();
    List<BatchEntry> recorded =
        ledger.record(
            entries,
            fresh -> {
              effect.accept(fresh);
              beforeCommit.run();
            },
            deadline);
    afterCommit.run();
    return recorded;
  }

  @Override
  public Optional<Instant> newestReceipt(
      Set<TenantId> tenants, Instant after, Deadline deadline) {
    return ledger.newestReceipt(tenants, after, deadline);
  }
}
