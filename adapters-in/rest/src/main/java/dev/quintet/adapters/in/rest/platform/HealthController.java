package dev.quintet.adapters.in.rest.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.adapters.in.rest.kit.CallFilter;
import dev.quintet.adapters.in.rest.kit.Operation.Audience;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.application.platform.Health;
import dev.quintet.application.platform.HealthAudience;
import dev.quintet.application.platform.HealthReport;
import dev.quintet.application.shared.Readiness;
import dev.quintet.domain.shared.Words;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * Whether the process lives and can work, for everybody, from memory; and how all of it does, for
 * operators. A bad key is answered as none is: a probe goes on when its key has expired.
 */
@Controller("/api/v1/health")
final class HealthController {

  /**
   * The state, and what has to be there before the process is ready.
   *
   * @param missing empty when it is ready
   */
  @Serdeable.Serializable
  record Ready(
      String status, @JsonInclude(JsonInclude.Include.ALWAYS) List<String> missing) {}

  /** That the process answers. */
  @Serdeable.Serializable
  record Live(String status) {}

  private final Readiness readiness;
  private final Health health;
  private final HealthAudience access;

  HealthController(Readiness readiness, Health health, HealthAudience access) {
    this.readiness = readiness;
    this.health = health;
    this.access = access;
  }

  /** 503 when nobody can be served; 200 when all or some can. */
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "How the service does: the status for everybody, the whole for operators",
      headers = "x-tenant-id",
      audience = Audience.EVERYBODY,
      answers = {"200 healthy or degraded", "503 unhealthy"})
  HttpResponse<HealthBody> readHealth(HttpRequest<?> request) {
    HealthReport report = health.report();
    boolean whole =
        access.whole(
            CallFilter.authorization(request),
            Query.header(request, "x-tenant-id").orElse(null));
    return HttpResponse.<HealthBody>status(code(report.status() != HealthReport.Status.UNHEALTHY))
        .body(whole ? HealthBody.of(report) : HealthBody.brief(Words.of(report.status())));
  }

  /** 200 while the process can answer at all. */
  @Get("/live")
  @Operation(
      value = "Whether the process answers",
      audience = Audience.EVERYBODY,
      answers = "200 It does")
  Live checkLiveness() {
    return new Live("live");
  }

  @Get("/ready")
  @Operation(
      value = "Whether everything is there that calls need",
      audience = Audience.EVERYBODY,
      answers = {"200 ready", "503 not_ready"})
  HttpResponse<Ready> checkReadiness() {
    Readiness.State state = readiness.state();
    return HttpResponse.<Ready>status(code(state.ready()))
        .body(new Ready(state.ready() ? "ready" : "not_ready", state.missing()));
  }

  private static HttpStatus code(boolean ready) {
    return ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
  }
}
