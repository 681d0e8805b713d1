package dev.quintet.adapters.in.rest.subscriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quintet.application.subscriptions.Enrolment;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Page;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that never had a subscription, and so pays nothing.
 *
 * @param createdAt ISO 8601, UTC
 * @param subscribedAt when it will be subscribed to the plan of its tier; not there: never by itself
 */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record EnrolmentBody(String tenant, String tier, String createdAt, @Nullable String subscribedAt) {

  /** A page of them. */
  @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
  record Listing(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<EnrolmentBody> tenants,
      @Nullable String nextCursor) {

    static Listing of(Page<Enrolment.Unsubscribed> page) {
      return new Listing(
          page.items().stream().map(EnrolmentBody::of).toList(),
          page.next().map(Cursor::value).orElse(null));
    }
  }

  static EnrolmentBody of(Enrolment.Unsubscribed it) {
    return new EnrolmentBody(
        it.tenant().id().value(),
        it.tenant().tier().word(),
        it.tenant().createdAt().toString(),
        it.subscribedAt().map(Instant::toString).orElse(null));
  }
}
