package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.subscriptions.Invoicing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.tenancy.TenantId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What there is to pay. */
@Controller("/api/v1/invoices")
@ExecuteOn(TaskExecutors.BLOCKING)
final class InvoiceController {

  private static final String CSV = "text/csv";

  private final Invoicing invoicing;
  private final ObjectMapper json;
  private final Clock clock;

  InvoiceController(Invoicing invoicing, ObjectMapper json, Clock clock) {
    this.invoicing = invoicing;
    this.json = json;
    this.clock = clock;
  }

  /** Of the running month unless asked for. 304 when the caller has it already. */
  @Get("/preview")
  @Produces({MediaType.APPLICATION_JSON, CSV, MediaType.TEXT_HTML})
  @Operation(
      value = "What a tenant, or a user of it, has to pay for the cycles that begin in a month, by now",
      query = {"tenant", "user", "period", "plan", "at"},
      metered = false,
      headers = "if-none-match",
      answer = InvoiceBody.class,
      answers = {"200 The invoice", "304 Unchanged"},
      answerHeaders = {"etag", "cache-control", UsageController.COMPLETE_UNTIL})
  HttpResponse<byte[]> previewInvoice(Caller caller, HttpRequest<?> request) throws IOException {
    Query parameters = Query.of(request);
    BillingPeriod period =
        parameters
            .find("period")
            .map(text -> BillingPeriod.parse("period", text))
            .orElseGet(() -> BillingPeriod.of(clock.instant()));
    InvoiceBody body =
        InvoiceBody.of(
            invoicing.preview(
                caller.principal(),
                new Invoicing.Request(
                    parameters.find("tenant").map(TenantId::new).orElse(null),
                    parameters.find("user").map(UsageController::user).orElse(null),
                    period,
                    change(parameters)),
                caller.deadline()));
    String tag = "W/\"" + Sha256.hex(body.csv() + body.complete()).substring(0, 32) + "\"";
    boolean unchanged = Query.header(request, "if-none-match").filter(tag::equals).isPresent();
    return (unchanged ? HttpResponse.<byte[]>notModified() : content(parameters, body))
        .header(HttpHeaders.ETAG, tag)
        .header(UsageController.COMPLETE_UNTIL, body.completeUntil());
  }

  private MutableHttpResponse<byte[]> content(Query parameters, InvoiceBody body)
      throws IOException {
    if (parameters.prefers(MediaType.of(CSV))) {
      return HttpResponse.ok(body.csv().getBytes(StandardCharsets.UTF_8))
          .contentType(CSV + ";charset=utf-8;header=present");
    }
    if (parameters.prefers(MediaType.TEXT_HTML_TYPE)) {
      return HttpResponse.ok(body.html().getBytes(StandardCharsets.UTF_8))
          .contentType("text/html;charset=utf-8")
          .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
    }
    return HttpResponse.ok(json.writeValueAsBytes(body)).contentType(MediaType.APPLICATION_JSON);
  }

  /** A plan that is tried, at once unless an instant is said. */
  private Invoicing.@Nullable Change change(Query parameters) {
    PlanId plan = parameters.find("plan").map(PlanId::new).orElse(null);
    var at = UsageController.instant("at", parameters);
    if (plan == null) {
      if (at.isPresent()) {
        throw ProblemException.invalid("plan", "is missing: at is when it would be taken");
      }
      return null;
    }
    return new Invoicing.Change(plan, at.orElseGet(clock::instant));
  }
}
