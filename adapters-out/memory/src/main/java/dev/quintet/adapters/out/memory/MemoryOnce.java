package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Recorded writes in a map. A call claims all of its keys or none, so that calls which share keys
 * in any order never wait for each other in a circle; the effect is done outside the lock.
 */
public final class MemoryOnce implements Once {

  private final MemoryUsageLedger usage;
  private final Map<Write.Key, Write> recorded = new HashMap<>();
  private final Set<Write.Key> claimed = new HashSet<>();

  /**
   * Meters what it records.
   *
   * @param usage where
   */
  public MemoryOnce(MemoryUsageLedger usage) {
    this.usage = usage;
  }

  @Override
  public List<Answer> write(
      String operation, List<Write> writes, Consumer<int[]> effect, Deadline deadline) {
    MemoryFailures.check(deadline);
    int[] fresh = claim(writes, deadline);
    boolean done = false;
    try {
      if (fresh.length > 0) {
        effect.accept(fresh);
      }
      done = true;
    } finally {
      end(Arrays.stream(fresh).mapToObj(writes::get).toList(), done);
    }
    return answers(writes, fresh);
  }

  /** Waits until no other call holds a key of these, then holds those that are not recorded. */
  private synchronized int[] claim(List<Write> writes, Deadline deadline) {
    try {
      while (writes.stream().map(Write::key).anyMatch(claimed::contains)) {
        if (deadline.expired()) {
          throw MemoryFailures.late();
        }
        wait(Math.max(1, deadline.remaining().toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw MemoryFailures.interrupted(e);
    }
    return IntStream.range(0, writes.size())
        .filter(i -> !recorded.containsKey(writes.get(i).key()))
        .filter(i -> claimed.add(writes.get(i).key()))
        .toArray();
  }

  private synchronized void end(List<Write> fresh, boolean done) {
    for (Write write : fresh) {
      claimed.remove(write.key());
      if (done) {
        recorded.put(write.key(), write);
      }
    }
    if (done) {
      usage.meter(fresh);
    }
    notifyAll();
  }

  private synchronized List<Answer> answers(List<Write> writes, int[] fresh) {
    return IntStream.range(0, writes.size())
        .mapToObj(i -> answer(writes.get(i), Arrays.binarySearch(fresh, i) < 0))
        .toList();
  }

  private Answer answer(Write write, boolean repeated) {
    Write first = Objects.requireNonNull(recorded.get(write.key()));
    return first.contentHash().equals(write.contentHash())
        ? new Answer.Recorded(first.at(), first.outcome(), repeated)
        : new Answer.Conflict();
  }

  @Override
  public synchronized Optional<Instant> newest(
      Set<TenantId> tenants, Instant after, Deadline deadline) {
    MemoryFailures.check(deadline);
    return recorded.values().stream()
        .filter(write -> tenants.contains(write.tenant()))
        .map(Write::at)
        .filter(at -> at.isAfter(after))
        .max(Comparator.naturalOrder());
  }
}
