package dev.quintet.adapters.in.rest.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.subscriptions.QuarantinedWebhook;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in quarantine.
 *
 * @param hash of its body: an id may have come with several
 * @param cause why it could not be applied
 * @param settledAt when it was applied after all
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record WebhookBody(
    String webhook,
    String hash,
    String body,
    String cause,
    String receivedAt,
    @Nullable String settledAt) {

  /** Messages by id and hash. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<WebhookBody> webhooks,
      @Nullable String nextCursor) {

    static Listing of(Page<QuarantinedWebhook> page) {
      return new Listing(
          page.items().stream().map(WebhookBody::of).toList(),
          page.next().map(Cursor::value).orElse(null));
    }
  }

  /** What became of a message. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Taken(String outcome) {}

  static WebhookBody of(QuarantinedWebhook it) {
    return new WebhookBody(
        it.id(),
        it.contentHash(),
        it.body(),
        it.reason(),
        it.receivedAt().toString(),
        it.settledAt() == null ? null : it.settledAt().toString());
  }
}
