package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Effect;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.ProcessId;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Recorded writes in a map. A call claims all of its keys or none, so that calls which share keys
 * in any order never wait for each other in a circle; the effect is done outside the lock.
 */
public final class MemoryOnce implements Once {

  private final MemoryUsageLedger usage;
  private final Map<Write.Key, Write> recorded = new HashMap<>();
  private final Set<Write.Key> claimed = new HashSet<>();
  private final List<Unfinished> unfinished = new ArrayList<>();
  private final ProcessId process = ProcessId.random();

  /** Writes of one tenant and call whose effect may be there. */
  private record Unfinished(String operation, List<Write> writes) {}

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
      String operation, List<Write> writes, Effect effect, Deadline deadline) {
    MemoryFailures.check(deadline);
    int[] fresh = claim(operation, writes, effect, deadline);
    List<Write> begun = Arrays.stream(fresh).mapToObj(writes::get).toList();
    try {
      if (fresh.length > 0) {
        effect.apply(fresh);
      }
      end(begun, begun);
    } catch (Throwable e) {
      if (!(e instanceof ProblemException known
          && known.problem() instanceof Problem.Unavailable)) {
        leave(operation, begun);
      }
      end(begun, List.of());
      throw e;
    }
    return answers(writes, fresh);
  }

  /**
   * Records a write together with what the memory of an adapter stores of it, as a transaction would.
   *
   * @param effect done if the write is fresh; when it throws, nothing is recorded
   */
  synchronized Answer.Recorded together(Write write, Runnable effect, Deadline deadline) {
    MemoryFailures.check(deadline);
    boolean known = recorded.containsKey(write.key());
    if (!known) {
      effect.run();
      record(List.of(write));
    }
    return answer(write, known).recorded(write);
  }

  /**
   * Records writes together with what the memory of an adapter stores of them.
   *
   * @param effect done for each that is fresh, by its place
   */
  synchronized List<Answer> together(List<Write> writes, IntConsumer effect, Deadline deadline) {
    MemoryFailures.check(deadline);
    List<Answer> answers = new ArrayList<>(writes.size());
    for (int i = 0; i < writes.size(); i++) {
      Write write = writes.get(i);
      boolean known = recorded.containsKey(write.key());
      if (!known) {
        effect.accept(i);
        record(List.of(write));
      }
      answers.add(answer(write, known));
    }
    return answers;
  }

  private synchronized void leave(String operation, List<Write> begun) {
    begun.stream()
        .collect(Collectors.groupingBy(Write::tenant))
        .values()
        .forEach(some -> unfinished.add(new Unfinished(operation, some)));
  }

  @Override
  public synchronized int settle(
      Set<TenantId> tenants, Map<String, Effect> effects, Deadline deadline) {
    int left = 0;
    for (Unfinished call : List.copyOf(unfinished)) {
      if (tenants.contains(call.writes.getFirst().tenant())) {
        left += settle(call, effects.get(call.operation), deadline) ? 0 : 1;
      }
    }
    return left;
  }

  private boolean settle(Unfinished call, @Nullable Effect effect, Deadline deadline) {
    if (effect == null) {
      return false;
    }
    try {
      Set<Write> applied = effect.applied(process, call.writes, deadline);
      unfinished.remove(call);
      record(applied.stream().filter(it -> !recorded.containsKey(it.key())).toList());
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private void record(List<Write> writes) {
    writes.forEach(write -> recorded.put(write.key(), write));
    usage.meter(writes);
  }

  /** Waits until no other call holds a key of these, then holds those that are not recorded. */
  private synchronized int[] claim(
      String operation, List<Write> writes, Effect effect, Deadline deadline) {
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
    Set<Write.Key> keys = writes.stream().map(Write::key).collect(Collectors.toSet());
    for (Unfinished call : List.copyOf(unfinished)) {
      boolean meets = call.writes.stream().map(Write::key).anyMatch(keys::contains);
      if (meets && !(call.operation.equals(operation) && settle(call, effect, deadline))) {
        throw MemoryFailures.late();
      }
    }
    return IntStream.range(0, writes.size())
        .filter(i -> !recorded.containsKey(writes.get(i).key()))
        .filter(i -> claimed.add(writes.get(i).key()))
        .toArray();
  }

  private synchronized void end(List<Write> begun, List<Write> done) {
    begun.forEach(write -> claimed.remove(write.key()));
    record(done);
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
