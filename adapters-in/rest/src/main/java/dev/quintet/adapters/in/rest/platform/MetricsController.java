package dev.quintet.adapters.in.rest.platform;

import dev.quintet.adapters.in.rest.kit.Operation.Audience;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.application.calls.Call;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.tenancy.Permission;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** What was measured, for Prometheus. */
@Controller("/prometheus")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsController {

  private static final String TEXT_FORMAT = "text/plain;version=0.0.4;charset=utf-8";

  private final Observer observer;

  MetricsController(@Nullable Observer observer) {
    this.observer = Observer.orNone(observer);
  }

  @Get
  @Produces(TEXT_FORMAT)
  @Operation(
      value = "What was measured, for Prometheus; needs an operator's key or the scrape key",
      audience = Audience.SCRAPERS,
      metered = false,
      answers = "200 Text format 0.0.4")
  String scrapeMetrics() {
    Call.current()
        .findCaller()
        .ifPresent(principal -> Access.require(principal, Permission.METRICS_READ));
    return observer.exposition();
  }
}
