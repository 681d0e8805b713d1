package dev.quintet.application.subscriptions;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.subscriptions.PaymentEvent;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.subscriptions.QuarantinedWebhook;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the payment provider says, each message once, in whatever order and how often it comes.
 * What cannot be applied is kept in quarantine: the provider is not to send it for ever, and an operator
 * applies it once its reason is gone.
 */
public final class PaymentReceipt {

  /** What became of a message. */
  public enum Outcome {
    /** By this message, or by an earlier one with its id. */
    APPLIED,
    QUARANTINED
  }

  private static final Logger LOG = LoggerFactory.getLogger(PaymentReceipt.class);
  private static final ServiceName PROVIDER = new ServiceName("payment-provider");
  private static final String KIND = "payment";

  private final SubscriptionStore subscriptions;
  private final QuarantineStore quarantine;
  private final Clock clock;

  public PaymentReceipt(
      SubscriptionStore subscriptions, QuarantineStore quarantine, Clock clock) {
    this.subscriptions = subscriptions;
    this.quarantine = quarantine;
    this.clock = clock;
  }

  /**
   * Takes a message whose signature is good; what it does is durable on return.
   *
   * @param id the sender's, 1 to 200 characters
   * @param body at most 64 KiB
   * @param read finds the event in the body; throws Invalid, with the reason, when there is none
   * @throws ProblemException Unavailable and OutcomeUnknown: the provider sends it again
   */
  public Outcome take(
      String id, String body, Function<String, PaymentEvent> read, Deadline deadline) {
    @Nullable String reason = apply(id, body, read, deadline);
    if (reason == null) {
      return Outcome.APPLIED;
    }
    LOG.warn("a message of the payment provider cannot be applied, and is kept in quarantine");
    quarantine.keep(
        new QuarantinedWebhook(id, Sha256.hex(body), body, reason, clock.instant(), null),
        deadline);
    return Outcome.QUARANTINED;
  }

  /** Null when it was applied, else why not. */
  private @Nullable String apply(
      String id, String body, Function<String, PaymentEvent> read, Deadline deadline) {
    try {
      PaymentEvent event = read.apply(body);
      Instant now = clock.instant();
      Write write =
          new Write(
              new Subject(event.tenant(), PROVIDER, null),
              KIND,
              id,
              Sha256.hex(body),
              now,
              "1",
              null);
      subscriptions.pay(
          event.tenant(),
          write,
          event,
          (it, known) ->
              SubscriptionCourse.of(it, KIND + " " + id, now).paid(known).changes(),
          deadline);
      return null;
    } catch (ProblemException e) {
      return switch (e.problem().kind()) {
        case INVALID, NOT_FOUND, CONFLICT, NOT_READY -> e.problem().detail();
        case UNAUTHENTICATED, DENIED, ALREADY_EXISTS, STALE, LIMIT_EXCEEDED, UNAVAILABLE,
            OUTCOME_UNKNOWN, INTERNAL ->
            throw e;
      };
    }
  }

  /**
   * Messages in quarantine.
   *
   * @throws ProblemException Denied unless the call may read payments of all tenants; Invalid for another
   *     limit or cursor
   */
  public Page<QuarantinedWebhook> quarantined(
      Principal principal, @Nullable Cursor after, int limit, Deadline deadline) {
    Access.require(principal, Permission.PAYMENTS_READ);
    Page.checkSize(limit);
    return quarantine.list(after, limit, deadline);
  }

  /**
   * Applies a message that is in quarantine, if its reason is gone; idempotent.
   *
   * @return as it is then, settled if it was applied
   * @throws ProblemException Denied; NotFound; NotReady, with the reason, when it still cannot be applied
   */
  public QuarantinedWebhook replay(
      Principal principal,
      String id,
      String contentHash,
      Function<QuarantinedWebhook, Function<String, PaymentEvent>> read,
      Deadline deadline) {
    Access.require(principal, Permission.PAYMENTS_WRITE);
    QuarantinedWebhook kept = kept(id, contentHash, deadline);
    if (kept.settledAt() == null) {
      @Nullable String reason = apply(id, kept.body(), read.apply(kept), deadline);
      if (reason != null) {
        throw new ProblemException(new Problem.NotReady(reason));
      }
      quarantine.settle(id, contentHash, clock.instant(), deadline);
    }
    return kept(id, contentHash, deadline);
  }

  private QuarantinedWebhook kept(String id, String contentHash, Deadline deadline) {
    return quarantine
        .find(id, contentHash, deadline)
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("webhook", id)));
  }
}
