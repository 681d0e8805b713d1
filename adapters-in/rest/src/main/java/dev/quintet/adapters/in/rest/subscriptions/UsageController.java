package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.RestSettings;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.subscriptions.Billing;
import dev.quintet.application.subscriptions.UsageKeeping;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.BillingPeriod;
import dev.quintet.domain.subscriptions.Statement;
import dev.quintet.domain.subscriptions.UsageGrouping;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What was used: for the billing system, and for each tenant its own. */
@Controller("/api/v1/usage")
@ExecuteOn(TaskExecutors.BLOCKING)
final class UsageController {

  /** ISO 8601, UTC; sent with an unchanged answer too. */
  static final String COMPLETE_UNTIL = "x-complete-until";

  static final String NEXT_CURSOR = "x-next-cursor";

  private static final String CSV = "text/csv";
  private static final String NDJSON = "application/x-ndjson";
  private static final int DATE_LENGTH = 10;

  private final Billing billing;
  private final UsageKeeping keeping;
  private final ObjectMapper json;
  private final RestSettings settings;
  private final Clock clock;

  UsageController(
      Billing billing,
      UsageKeeping keeping,
      ObjectMapper json,
      RestSettings settings,
      Clock clock) {
    this.billing = billing;
    this.keeping = keeping;
    this.json = json;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Totals, of the running month unless asked for. 304 when the caller has them already: the tag
   * changes with the totals, and when their time becomes complete.
   */
  @Get
  @Produces({MediaType.APPLICATION_JSON, CSV})
  @Operation(
      value = "Totals of what was used: a tenant's own, or every tenant's for the billing system",
      query = {
        "tenant", "service", "user", "type", "from", "to", "group", "page_size", "cursor"
      },
      metered = false,
      headers = "if-none-match",
      answer = UsageBody.class,
      answers = {"200 Totals", "304 Unchanged"},
      answerHeaders = {"etag", "cache-control", COMPLETE_UNTIL, NEXT_CURSOR})
  HttpResponse<byte[]> readUsage(Caller caller, HttpRequest<?> request) throws IOException {
    Query parameters = Query.of(request);
    UsageQuery query = query(parameters);
    UsageLedger.Answer<UsageTotal> answer =
        billing.usage(
            caller.principal(),
            query,
            parameters.cursor(),
            parameters.pageSize(),
            caller.deadline());
    UsageBody body = UsageBody.of(answer.page(), answer.completeUntil());
    String tag = tag(body, !answer.completeUntil().isBefore(query.to()));
    var response =
        Query.header(request, "if-none-match").filter(tag::equals).isPresent()
            ? HttpResponse.<byte[]>notModified()
            : content(parameters, body);
    response.header(HttpHeaders.ETAG, tag).header(COMPLETE_UNTIL, body.completeUntil());
    answer.page().next().ifPresent(next -> response.header(NEXT_CURSOR, next.value()));
    return response;
  }

  private MutableHttpResponse<byte[]> content(Query parameters, UsageBody body)
      throws IOException {
    return parameters.prefers(MediaType.of(CSV))
        ? HttpResponse.ok(body.csv().getBytes(StandardCharsets.UTF_8))
            .contentType(CSV + ";charset=utf-8;header=present")
        : HttpResponse.ok(json.writeValueAsBytes(body)).contentType(MediaType.APPLICATION_JSON);
  }

  /** What a tenant used in a period that has closed: the same bytes for ever, with their hash. */
  @Get("/statement")
  @Produces(CSV)
  @Operation(
      value = "The statement of a closed month of a tenant, as it was when it closed",
      query = {"tenant", "period"},
      metered = false,
      answers = "200 Lines of CSV; the etag is their SHA-256",
      answerHeaders = {"etag", "cache-control"})
  HttpResponse<byte[]> readStatement(Caller caller, HttpRequest<?> request) {
    Query parameters = Query.of(request);
    BillingPeriod period =
        parameters
            .find("period")
            .map(text -> BillingPeriod.parse("period", text))
            .orElseThrow(() -> ProblemException.invalid("period", "is missing"));
    Statement statement =
        keeping.statement(
            caller.principal(),
            parameters.find("tenant").map(TenantId::new).orElse(null),
            period,
            caller.deadline());
    return HttpResponse.ok(statement.content().getBytes(StandardCharsets.UTF_8))
        .contentType(CSV + ";charset=utf-8;header=absent")
        .header(HttpHeaders.ETAG, '"' + statement.hash() + '"');
  }

  /** Every recorded event, a line each; the last line says until when it is complete. */
  @Get("/export")
  @Produces(NDJSON)
  @Operation(
      value = "Every recorded event of every tenant, a line of JSON each; for the billing system",
      metered = false,
      query = "cursor",
      answers = "200 Lines; the last has complete_until and cursor")
  HttpResponse<StreamedFile> exportUsage(Caller caller, HttpRequest<?> request) {
    Query parameters = Query.of(request);
    UsageExport export =
        new UsageExport(
            billing, caller.principal(), json, settings.deadline(), parameters.cursor());
    return HttpResponse.ok(new StreamedFile(export, MediaType.of(NDJSON)));
  }

  /** Weak: the time until which it is complete moves on without it. */
  private static String tag(UsageBody body, boolean complete) {
    String content = body.csv() + body.nextCursor() + complete;
    return "W/\"" + Sha256.hex(content).substring(0, 32) + "\"";
  }

  private UsageQuery query(Query parameters) {
    BillingPeriod running = BillingPeriod.of(clock.instant());
    return new UsageQuery(
        parameters.find("tenant").map(TenantId::new).orElse(null),
        parameters.find("service").map(ServiceName::new).orElse(null),
        parameters.find("user").map(UsageController::user).orElse(null),
        parameters.find("type").map(UsageType::of).orElse(null),
        instant("from", parameters).orElse(running.start()),
        instant("to", parameters).orElse(running.end()),
        groups(parameters));
  }

  static UserId user(String text) {
    try {
      return new UserId(text);
    } catch (ProblemException e) {
      throw ProblemException.invalid("user", "is no user's id");
    }
  }

  private static Set<UsageGrouping> groups(Query parameters) {
    Set<UsageGrouping> groups = EnumSet.noneOf(UsageGrouping.class);
    parameters
        .find("group")
        .ifPresent(
            words -> {
              for (String word : words.split(",", -1)) {
                groups.add(UsageGrouping.of(word));
              }
            });
    return groups;
  }

  /** An instant, or a day for its first. */
  static Optional<Instant> instant(String name, Query parameters) {
    return parameters
        .find(name)
        .map(
            text -> {
              try {
                return text.length() == DATE_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
              } catch (DateTimeException e) {
                throw ProblemException.invalid(
                    name, "must be a day (2026-11-01) or an instant (2026-11-01T00:00:00Z)");
              }
            });
  }
}
