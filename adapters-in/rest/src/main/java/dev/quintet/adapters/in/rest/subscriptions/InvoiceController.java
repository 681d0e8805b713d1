package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.RestSettings;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.subscriptions.Invoicing;
import dev.quintet.domain.shared.Deadline;
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
import io.micronaut.http.server.types.files.StreamedFile;
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
  private static final String NDJSON = "application/x-ndjson";

  private final Invoicing invoicing;
  private final ObjectMapper json;
  private final RestSettings settings;
  private final Clock clock;

  InvoiceController(
      Invoicing invoicing, ObjectMapper json, RestSettings settings, Clock clock) {
    this.settings = settings;
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
    InvoiceBody body =
        InvoiceBody.of(
            invoicing.preview(
                caller.principal(),
                new Invoicing.Request(
                    parameters.find("tenant").map(TenantId::new).orElse(null),
                    parameters.find("user").map(UsageController::user).orElse(null),
                    period(parameters),
                    change(parameters)),
                caller.deadline()));
    String tag = "W/\"" + Sha256.hex(body.csv() + body.complete()).substring(0, 32) + "\"";
    boolean unchanged = Query.header(request, "if-none-match").filter(tag::equals).isPresent();
    return (unchanged ? HttpResponse.<byte[]>notModified() : content(parameters, body))
        .header(HttpHeaders.ETAG, tag)
        .header(UsageController.COMPLETE_UNTIL, body.completeUntil());
  }

  /** One by one, as they are worked out. */
  @Get
  @Produces({NDJSON, CSV})
  @Operation(
      value =
          "The invoices of every tenant, by tenant, as they are by now: its own, then those of users"
              + " with a subscription of their own; for operators and billing of all tenants",
      query = {"period", "after"},
      metered = false,
      answers = "200 A line of JSON for each, or, in CSV, its lines with tenant and user")
  HttpResponse<StreamedFile> reportInvoices(Caller caller, HttpRequest<?> request)
      throws IOException {
    Query parameters = Query.of(request);
    boolean csv = parameters.prefers(MediaType.of(CSV));
    InvoiceStream invoices =
        new InvoiceStream(
            invoicing.report(
                caller.principal(),
                period(parameters),
                parameters.find("after").map(InvoiceController::behind).orElse(null),
                () -> Deadline.after(settings.deadline())),
            csv ? null : json);
    return HttpResponse.ok(new StreamedFile(invoices, MediaType.of(csv ? CSV : NDJSON)));
  }

  private static TenantId behind(String tenant) {
    try {
      return new TenantId(tenant);
    } catch (ProblemException e) {
      throw ProblemException.invalid("after", "is no tenant's id");
    }
  }

  private BillingPeriod period(Query parameters) {
    return parameters
        .find("period")
        .map(text -> BillingPeriod.parse("period", text))
        .orElseGet(() -> BillingPeriod.of(clock.instant()));
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
