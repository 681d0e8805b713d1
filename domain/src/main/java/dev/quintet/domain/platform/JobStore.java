package dev.quintet.domain.platform;

import dev.quintet.domain.shared.Deadline;
import java.util.List;

/** Runs jobs, each by one of the services on these stores at a time, and remembers when it did. */
public interface JobStore {

  /**
   * Begins to run them whenever they are due; returns at once. A job that is new is due at once. One
   * whose service died is run by another within a minute.
   */
  void begin(List<Job> jobs);

  /** Ends that; runs under way have some seconds to end. */
  void end();

  /** When each job that ever began on these stores runs, by name. */
  List<JobRun> runs(Deadline deadline);
}
