package dev.quintet.adapters.in.rest.platform;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.platform.Performance;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** How fast the service is, for operators. */
@Controller("/api/v1/metrics/performance")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PerformanceController {

  private final Performance performance;

  PerformanceController(Performance performance) {
    this.performance = performance;
  }

  /** The figures of the last minute beside the baseline. */
  @Get
  @Operation(
      value = "Figures of the last minute beside the baseline; operators only",
      metered = false,
      answers = "200 Figures")
  PerformanceBody readPerformance(Caller caller, HttpRequest<?> request) {
    Query.of(request);
    return PerformanceBody.of(performance.report(caller.principal(), caller.deadline()));
  }

  /** Makes the figures of the last minute the baseline; a body is not read. */
  @Put("/baseline")
  @Operation(
      value = "Makes the figures of the last minute the baseline; operators only",
      metered = false,
      answers = "200 Figures")
  PerformanceBody setBaseline(Caller caller, HttpRequest<?> request) {
    Query.of(request);
    return PerformanceBody.of(performance.setBaseline(caller.principal(), caller.deadline()));
  }
}
