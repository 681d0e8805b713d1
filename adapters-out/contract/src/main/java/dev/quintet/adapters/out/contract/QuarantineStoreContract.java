package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.subscriptions.QuarantinedWebhook;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link QuarantineStore} does. */
public interface QuarantineStoreContract extends PagingContract {

  Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");

  QuarantineStore quarantine();

  private static QuarantinedWebhook webhook(String id, String body) {
    return new QuarantinedWebhook(id, Sha256.hex(body), body, "it is strange", AT, null);
  }

  private QuarantinedWebhook kept(QuarantinedWebhook webhook) {
    quarantine().keep(webhook, Fresh.deadline());
    return quarantine().find(webhook.id(), webhook.contentHash(), Fresh.deadline()).orElseThrow();
  }

  @Override
  default List<Paged<?>> listings() {
    for (int i = 0; i < 4; i++) {
      kept(webhook(Fresh.unique(), "{}"));
    }
    return List.of((after, limit) -> quarantine().list(after, limit, Fresh.deadline()));
  }

  @Test
  default void aMessageIsKeptAsItWasAndOnce() {
    QuarantinedWebhook most = webhook(Fresh.unique().repeat(6), "é".repeat(32_768));
    assertThat(kept(most)).isEqualTo(most);
    QuarantinedWebhook again =
        new QuarantinedWebhook(
            most.id(), most.contentHash(), most.body(), "another reason", AT.plusSeconds(1), null);
    assertThat(kept(again)).isEqualTo(most);
    QuarantinedWebhook otherBody = webhook(most.id(), "{}");
    assertThat(kept(otherBody)).isEqualTo(otherBody);
    assertThat(kept(most)).isEqualTo(most);
  }

  @Test
  default void whatIsSettledIsNotListedAndStaysSettled() {
    QuarantinedWebhook webhook = kept(webhook(Fresh.unique(), "{}"));
    quarantine().settle(webhook.id(), webhook.contentHash(), AT, Fresh.deadline());
    quarantine().settle(webhook.id(), webhook.contentHash(), AT.plusSeconds(1), Fresh.deadline());
    quarantine().settle("nobody", webhook.contentHash(), AT, Fresh.deadline());
    assertThat(kept(webhook).settledAt()).isEqualTo(AT);
    assertThat(PagingContract.all((after, limit) -> quarantine().list(after, limit, Fresh.deadline()), 1_000))
        .extracting(QuarantinedWebhook::id)
        .doesNotContain(webhook.id());
  }

  @Test
  default void whatIsNotSettledIsCountedSinceItsOldest() {
    QuarantinedWebhook webhook = kept(webhook(Fresh.unique(), "{}"));
    QuarantineStore.Waiting before = quarantine().waiting(Fresh.deadline());
    assertThat(before.messages()).isPositive();
    assertThat(before.oldest()).isBeforeOrEqualTo(AT);
    String older = Fresh.unique();
    Instant first = Instant.parse("2001-02-03T04:05:06Z");
    quarantine()
        .keep(
            new QuarantinedWebhook(older, Sha256.hex("{}"), "{}", "why", first, null),
            Fresh.deadline());
    assertThat(quarantine().waiting(Fresh.deadline()))
        .isEqualTo(new QuarantineStore.Waiting(before.messages() + 1, first));
    quarantine().settle(older, Sha256.hex("{}"), AT, Fresh.deadline());
    quarantine().settle(webhook.id(), webhook.contentHash(), AT, Fresh.deadline());
    assertThat(quarantine().waiting(Fresh.deadline()).messages()).isEqualTo(before.messages() - 1);
  }

  @Test
  default void afterItsDeadlineNothingIsQuarantined() {
    QuarantinedWebhook webhook = webhook(Fresh.unique(), "{}");
    assertUnavailable(
        () -> quarantine().keep(webhook, Fresh.expired()),
        () -> quarantine().list(null, 1, Fresh.expired()),
        () -> quarantine().waiting(Fresh.expired()),
        () -> quarantine().find(webhook.id(), webhook.contentHash(), Fresh.expired()),
        () -> quarantine().settle(webhook.id(), webhook.contentHash(), AT, Fresh.expired()));
    assertThat(quarantine().find(webhook.id(), webhook.contentHash(), Fresh.deadline())).isEmpty();
  }
}
