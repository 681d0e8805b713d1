package dev.quintet.adapters.in.rest.platform;

import dev.quintet.adapters.in.rest.kit.Operation.Audience;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.application.calls.Call;
import dev.quintet.application.platform.Health;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.tenancy.Permission;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What was measured, for Prometheus. */
@Controller("/prometheus")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsController {

  private static final String TEXT_FORMAT = "text/plain;version=0.0.4;charset=utf-8";

  private final Observer observer;

  MetricsController(@Nullable Observer observer, Health health) {
    this.observer = Observer.orNone(observer);
    this.observer.gauge(
        "payment.quarantine",
        "messages",
        "Messages of the payment provider that could not be applied; -1: not known",
        () -> health.report().quarantine().map(QuarantineStore.Waiting::messages).orElse(-1L));
    this.observer.gauge(
        "payment.quarantine",
        "oldest_seconds",
        "Messages of the payment provider that could not be applied; -1: not known",
        () -> health.report().oldestQuarantined().map(Duration::toSeconds).orElse(-1L));
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
