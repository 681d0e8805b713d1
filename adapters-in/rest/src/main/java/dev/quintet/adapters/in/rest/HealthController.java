package dev.quintet.adapters.in.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.application.shared.Readiness;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** Whether the process lives and can work, for everybody. Answers from memory. */
@Open
@Controller("/api/v1/health")
final class HealthController {

  /** Nothing but the state. */
  @Serdeable.Serializable
  record Status(String status) {}

  /**
   * The state, and what has to be there before the process is ready.
   *
   * @param missing empty when it is ready
   */
  @Serdeable.Serializable
  record Ready(
      String status, @JsonInclude(JsonInclude.Include.ALWAYS) List<String> missing) {}

  private final Readiness readiness;

  HealthController(Readiness readiness) {
    this.readiness = readiness;
  }

  @Get
  HttpResponse<Status> health() {
    boolean ready = readiness.state().ready();
    return HttpResponse.<Status>status(code(ready))
        .body(new Status(ready ? "healthy" : "unhealthy"));
  }

  /** 200 while the process can answer at all. */
  @Get("/live")
  Status live() {
    return new Status("live");
  }

  @Get("/ready")
  HttpResponse<Ready> ready() {
    Readiness.State state = readiness.state();
    return HttpResponse.<Ready>status(code(state.ready()))
        .body(new Ready(state.ready() ? "ready" : "not_ready", state.missing()));
  }

  private static HttpStatus code(boolean ready) {
    return ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
  }
}
