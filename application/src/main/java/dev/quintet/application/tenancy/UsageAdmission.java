package dev.quintet.application.tenancy;

import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Subject;

/**
 * Decides whether what work is about to use is within the limits of its subject. None of it waits. What
 * was admitted is recorded or given back later, all of it.
 */
public interface UsageAdmission {

  /** Without limits: for tests and measurements. */
  UsageAdmission UNLIMITED =
      new UsageAdmission() {
        @Override
        public void admit(Subject subject, UsageType type, long count) {}

        @Override
        public void giveBack(Subject subject, UsageType type, long count) {}

        @Override
        public void recorded(Subject subject, UsageType type, long count) {}
      };

  /**
   * Counts what is about to be used, if all limits allow it. Of a subject of which nothing is known
   * nothing is limited.
   *
   * @param count 0 or more
   * @throws dev.quintet.domain.shared.ProblemException LimitExceeded: nothing was counted
   */
  void admit(Subject subject, UsageType type, long count);

  /** What was admitted was not used after all. */
  void giveBack(Subject subject, UsageType type, long count);

  /** How many symbols the subject stores ticks or bars of now. */
  default void held(Subject subject, long symbols) {}

  /** What was admitted is in the ledger now. */
  void recorded(Subject subject, UsageType type, long count);
}
