package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.adapters.in.rest.kit.Bodies;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.adapters.in.rest.kit.Operation.Audience;
import dev.quintet.adapters.in.rest.kit.Query;
import dev.quintet.adapters.in.rest.kit.RestSettings;
import dev.quintet.adapters.in.rest.kit.ShortReads;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.subscriptions.PaymentReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Messages of the payment provider. Their credential is their signature; what it says of which tenant is
 * the provider's word.
 */
@Controller("/api/v1/webhooks/payments")
final class WebhookController {

  private static final int MOST_BYTES = 64 * 1024;

  /** Without a dot, which separates what is signed, and what a path would have to escape. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_:@=+-]{1,200}");

  private final PaymentReceipt payments;
  private final WebhookSignature signature;
  private final Bodies bodies;
  private final ShortReads reads;
  private final RestSettings settings;
  private final Clock clock;

  WebhookController(
      PaymentReceipt payments,
      WebhookSettings webhooks,
      Bodies bodies,
      ShortReads reads,
      RestSettings settings,
      Clock clock) {
    this.payments = payments;
    this.signature = new WebhookSignature(webhooks.secrets());
    this.bodies = bodies;
    this.reads = reads;
    this.settings = settings;
    this.clock = clock;
  }

  /** 202 as well as 200 says that it is not to be sent again. */
  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value =
          "Takes a message of the payment provider, signed as Standard Webhooks says: type"
              + " payment.succeeded or payment.failed, timestamp, data with tenant, subscription and"
              + " version",
      audience = Audience.EVERYBODY,
      metered = false,
      headers = {"webhook-id", "webhook-timestamp", "webhook-signature"},
      required = {"webhook-id", "webhook-timestamp", "webhook-signature"},
      body = {"type", "timestamp", "data"},
      answers = {"200 It is applied", "202 It cannot be applied, and is kept for the operator"})
  HttpResponse<WebhookBody.Taken> takeWebhook(
      HttpRequest<?> request, @Body CompletableFuture<byte[]> body) {
    String id = header(request, "webhook-id");
    String timestamp = header(request, "webhook-timestamp");
    String signatures = header(request, "webhook-signature");
    if (!ID.matcher(id).matches()) {
      throw ProblemException.invalid("webhook-id", "must be 1 to 200 characters of A-Z, a-z, 0-9 and _ : @ = + -");
    }
    byte[] bytes = bodies.bytes(body);
    if (bytes.length > MOST_BYTES) {
      throw new HttpStatusException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "body");
    }
    signature.require(id, timestamp, signatures, bytes, clock.instant());
    PaymentReceipt.Outcome outcome =
        payments.take(
            id,
            text(bytes),
            it -> PaymentMessage.event(id, it),
            Deadline.after(settings.deadline()));
    return switch (outcome) {
      case APPLIED -> HttpResponse.ok(new WebhookBody.Taken("applied"));
      case QUARANTINED -> HttpResponse.accepted().body(new WebhookBody.Taken("quarantined"));
    };
  }

  private static String header(HttpRequest<?> request, String name) {
    return Query.header(request, name)
        .orElseThrow(
            () ->
                new ProblemException(
                    new Problem.Unauthenticated("the webhook has no " + name)));
  }

  private static String text(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      if (text.indexOf('\0') >= 0) {
        throw ProblemException.invalid("body", "holds a character that cannot be stored");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw ProblemException.invalid("body", "must be UTF-8");
    }
  }

  @Get("/quarantine")
  @Operation(
      value = "Messages that could not be applied; for operators and billing of all tenants",
      query = {"page_size", "cursor"},
      metered = false,
      answer = WebhookBody.Listing.class,
      answers = "200 A page")
  CompletableFuture<WebhookBody.Listing> listQuarantine(Caller caller, HttpRequest<?> request) {
    Query query = Query.of(request);
    return reads.answer(
        caller,
        () ->
            WebhookBody.Listing.of(
                payments.quarantined(
                    caller.principal(), query.cursor(), query.pageSize(), caller.deadline())));
  }

  /** Idempotent. */
  @Post("/quarantine/{webhook}/{hash}/replay")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      value = "Applies a message of the quarantine whose reason is gone; operators of all tenants",
      metered = false,
      answers = "200 The message, settled")
  WebhookBody replayWebhook(
      Caller caller, @PathVariable String webhook, @PathVariable String hash) {
    return WebhookBody.of(
        payments.replay(
            caller.principal(),
            webhook,
            hash,
            kept -> it -> PaymentMessage.event(kept.id(), it),
            caller.deadline()));
  }
}
