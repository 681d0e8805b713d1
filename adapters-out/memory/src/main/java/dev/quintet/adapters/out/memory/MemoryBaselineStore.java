package dev.quintet.adapters.out.memory;

import dev.quintet.domain.platform.Baseline;
import dev.quintet.domain.platform.BaselineStore;
import dev.quintet.domain.shared.Deadline;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A baseline in memory. */
public final class MemoryBaselineStore implements BaselineStore {

  private volatile @Nullable Baseline baseline;

  @Override
  public Optional<Baseline> find(Deadline deadline) {
    MemoryFailures.check(deadline);
    return Optional.ofNullable(baseline);
  }

  @Override
  public void put(Baseline fresh, Deadline deadline) {
    MemoryFailures.check(deadline);
    baseline = fresh;
  }
}
