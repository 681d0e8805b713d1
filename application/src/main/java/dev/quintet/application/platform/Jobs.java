package dev.quintet.application.platform;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.platform.Job;
import dev.quintet.domain.platform.JobRun;
import dev.quintet.domain.platform.JobStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import java.util.List;

/**
 * Runs the jobs of all activities. A new one is an element of the list in {@code Activities}: a name, how
 * often, and a method that does what is due until now.
 */
public final class Jobs implements AutoCloseable {

  private final JobStore store;
  private final List<Job> jobs;

  public Jobs(JobStore store, List<Job> jobs) {
    this.store = store;
    this.jobs = List.copyOf(jobs);
  }

  /** Begins to run them; {@link #close} ends that. */
  public void begin() {
    store.begin(jobs);
  }

  /**
   * When they run, by name.
   *
   * @throws dev.quintet.domain.shared.ProblemException Denied unless an operator of all tenants asks
   */
  public List<JobRun> runs(Principal principal, Deadline deadline) {
    Access.require(principal, Permission.HEALTH_READ);
    return store.runs(deadline);
  }

  @Override
  public void close() {
    store.end();
  }
}
