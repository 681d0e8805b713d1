package dev.quintet.application.marketdata;

import dev.quintet.adapters.out.memory.MemoryOnce;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Effect;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.ProcessId;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A ledger in memory; what was asked is seen, and may fail before or after it is recorded. */
final class WatchedOnce implements Once {

  final List<List<Write>> calls = Collections.synchronizedList(new ArrayList<>());
  volatile Runnable beforeRecording = () -> {};
  volatile Runnable beforeCommit = () -> {};
  volatile Runnable afterCommit = () -> {};

  private final MemoryOnce once = new MemoryOnce(new MemoryUsageLedger(Clock.systemUTC()));

  @Override
  public List<Answer> write(
      String operation, List<Write> writes, Effect effect, Deadline deadline) {
    calls.add(List.copyOf(writes));
    beforeRecording.run();
    AtomicBoolean done = new AtomicBoolean();
    try {
      List<Answer> answers =
          once.write(
              operation,
              writes,
              new Effect() {
                @Override
                public void apply(int[] fresh) {
                  effect.apply(fresh);
                  done.set(true);
                  try {
                    beforeCommit.run();
                  } catch (RuntimeException e) {
                    // It is there, whatever the ledger says.
                    throw new ProblemException(new Problem.OutcomeUnknown(operation), e);
                  }
                }

                @Override
                public Set<Write> applied(
                    ProcessId process, List<Write> unfinished, Deadline until) {
                  return effect.applied(process, unfinished, until);
                }
              },
              deadline);
      afterCommit.run();
      return answers;
    } catch (RuntimeException e) {
      throw done.get() ? new ProblemException(new Problem.OutcomeUnknown(operation), e) : e;
    }
  }

  @Override
  public int settle(Set<TenantId> tenants, Map<String, Effect> effects, Deadline deadline) {
    return once.settle(tenants, effects, deadline);
  }

  @Override
  public Optional<Instant> newest(Set<TenantId> tenants, Instant after, Deadline deadline) {
    return once.newest(tenants, after, deadline);
  }
}
