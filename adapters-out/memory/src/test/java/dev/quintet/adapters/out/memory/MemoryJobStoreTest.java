package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.JobStoreContract;
import dev.quintet.domain.platform.JobStore;
import java.time.Clock;

final class MemoryJobStoreTest implements JobStoreContract {

  private final MemoryJobStore jobs = new MemoryJobStore(Clock.systemUTC());

  @Override
  public JobStore newService() {
    return jobs.anotherService();
  }
}
