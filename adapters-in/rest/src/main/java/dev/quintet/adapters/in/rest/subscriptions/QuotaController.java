package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.subscriptions.QuotaReading;
import dev.quintet.domain.tenancy.TenantId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What of its limits somebody has used up. */
@Controller("/api/v1/quotas")
@ExecuteOn(TaskExecutors.BLOCKING)
final class QuotaController {

  private final QuotaReading quotas;

  QuotaController(QuotaReading quotas) {
    this.quotas = quotas;
  }

  @Get
  @Operation(
      value = "What of its limits a tenant, or a user of it, has used up, and the warnings of it",
      query = {"tenant", "user"},
      metered = false,
      answers = "200 Limits, what of them is used up, and warnings")
  QuotaBody readQuotas(Caller caller, HttpRequest<?> request) {
    Query parameters = Query.of(request);
    return QuotaBody.of(
        quotas.read(
            caller.principal(),
            parameters.find("tenant").map(TenantId::new).orElse(null),
            parameters.find("user").map(UsageController::user).orElse(null),
            caller.deadline()));
  }
}
