package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages of the payment provider that could not be applied. They are the platform's. */
public interface QuarantineStore {

  /** Of {@link #list}. */
  Listing LISTING = Listing.of("quarantined webhooks");

  /**
   * What is not settled.
   *
   * @param oldest when the first of it was received; null: there is none
   */
  record Waiting(long messages, @Nullable Instant oldest) {}

  /** Keeps a message; durable on return. The same id and body again changes nothing. */
  void keep(QuarantinedWebhook webhook, Deadline deadline);

  /** Those that are not settled, by id and content. */
  Page<QuarantinedWebhook> list(@Nullable Cursor after, int limit, Deadline deadline);

  /** How much of it is not settled. */
  Waiting waiting(Deadline deadline);

  /** The message of that id and content, settled or not. */
  Optional<QuarantinedWebhook> find(String id, String contentHash, Deadline deadline);

  /** Notes that it was applied; once it is, nothing changes any more. */
  void settle(String id, String contentHash, Instant at, Deadline deadline);
}
