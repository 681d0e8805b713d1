package dev.quintet.application.writes;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Effect;
import dev.quintet.domain.writes.ProcessId;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * An effect in a store that keeps with each row when it was received, and by which process.
 *
 * @param storing stores what is fresh
 * @param stored asks the store for what is there
 */
public record StoredEffect(Consumer<int[]> storing, Stored stored) implements Effect {

  /** Which of the instants at which a process received something of the tenant are in the store. */
  public interface Stored {
    Set<Instant> of(TenantId tenant, ProcessId by, Set<Instant> receivedAt, Deadline deadline);
  }

  @Override
  public void apply(int[] fresh) {
    storing.accept(fresh);
  }

  @Override
  public Set<Write> applied(ProcessId process, List<Write> unfinished, Deadline deadline) {
    Set<Instant> all = unfinished.stream().map(Write::at).collect(Collectors.toSet());
    Set<Instant> there = stored.of(unfinished.getFirst().tenant(), process, all, deadline);
    return unfinished.stream()
        .filter(write -> there.contains(write.at()))
        .collect(Collectors.toSet());
  }
}
