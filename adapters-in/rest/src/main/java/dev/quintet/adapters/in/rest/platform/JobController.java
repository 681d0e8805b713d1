package dev.quintet.adapters.in.rest.platform;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.platform.Jobs;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.concurrent.CompletableFuture;

/** What the time brings, for operators. */
@Controller("/api/v1/jobs")
final class JobController {

  private final Jobs jobs;
  private final ShortReads reads;

  JobController(Jobs jobs, ShortReads reads) {
    this.jobs = jobs;
    this.reads = reads;
  }

  @Get
  @Operation(
      value = "When each job ran last and runs next; operators only",
      metered = false,
      answer = JobBody.Listing.class,
      answers = "200 Jobs by name")
  CompletableFuture<JobBody.Listing> listJobs(Caller caller) {
    return reads.answer(
        caller, () -> JobBody.Listing.of(jobs.runs(caller.principal(), caller.deadline())));
  }
}
