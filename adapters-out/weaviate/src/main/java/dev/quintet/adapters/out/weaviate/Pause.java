package dev.quintet.adapters.out.weaviate;

import dev.quintet.domain.shared.Deadline;
import java.time.Duration;

/** Waits before something is asked again. */
final class Pause {

  private Pause() {}

  /**
   * @throws dev.quintet.domain.shared.ProblemException Unavailable after the deadline
   */
  static void of(Duration time, Deadline deadline) {
    if (deadline.expired()) {
      throw WeaviateFailures.unavailable(null);
    }
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw WeaviateFailures.reading(e);
    }
  }
}
