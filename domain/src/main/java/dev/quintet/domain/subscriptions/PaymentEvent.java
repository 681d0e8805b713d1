package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.Subscription.Payments;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a payment provider says about a subscription.
 *
 * @param id of the message, 1 to 200 characters; the same id again is the same event
 * @param version of the subscription as the provider counts it, 1 or more: of two events the one of the
 *     higher version is the later one, whichever arrives first
 * @param failed whether a payment failed; else one succeeded
 * @param at when that was
 * @param money that was or was to be paid; null: not said
 */
public record PaymentEvent(
    String id,
    TenantId tenant,
    SubscriptionId subscription,
    long version,
    boolean failed,
    Instant at,
    @Nullable Money money) {

  /** Of a type of message that says that a payment was made. */
  public static final String SUCCEEDED = "payment.succeeded";

  /** Of a type of message that says that a payment was not made. */
  public static final String FAILED = "payment.failed";

  private static final int MAX_ID = 200;

  public PaymentEvent {
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw ProblemException.invalid("webhook-id", "must be 1 to " + MAX_ID + " characters");
    }
    if (version < 1) {
      throw ProblemException.invalid("version", "must be at least 1");
    }
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * What the provider's words say together, in whatever order they came.
   *
   * @param known by version, the newest first, at least one
   * @param receivedAt now
   */
  static Payments together(List<PaymentEvent> known, Instant receivedAt) {
    @Nullable Instant failing = null;
    for (PaymentEvent event : known) {
      if (!event.failed) {
        break;
      }
      failing = event.at;
    }
    return new Payments(
        known.getFirst().version, failing, receivedAt.truncatedTo(ChronoUnit.MICROS));
  }
}
