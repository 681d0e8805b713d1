package dev.quintet.domain.platform;

import dev.quintet.domain.shared.Deadline;

/** Asks one store how it is. Every store of the wiring has one. */
public interface StoreVitals {

  /** Which store. */
  Dependency dependency();

  /**
   * Measures now, with a question that costs the store next to nothing.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable when the store does not answer
   *     by the deadline
   */
  Vitals measure(Deadline deadline);
}
