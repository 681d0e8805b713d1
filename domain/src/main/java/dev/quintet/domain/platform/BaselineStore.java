package dev.quintet.domain.platform;

import dev.quintet.domain.shared.Deadline;
import java.util.Optional;

/** The one baseline that this service's performance is compared with. */
public interface BaselineStore {

  /** The last one that was put; empty before the first. */
  Optional<Baseline> find(Deadline deadline);

  /** Replaces the baseline; durable on return. */
  void put(Baseline baseline, Deadline deadline);
}
