package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.subscriptions.QuarantinedWebhook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Messages in a sorted map. */
public final class MemoryQuarantineStore implements QuarantineStore {

  private final ConcurrentSkipListMap<String, QuarantinedWebhook> kept =
      new ConcurrentSkipListMap<>();

  private static String key(String id, String contentHash) {
    return id + '\0' + contentHash;
  }

  @Override
  public void keep(QuarantinedWebhook webhook, Deadline deadline) {
    MemoryFailures.check(deadline);
    kept.putIfAbsent(key(webhook.id(), webhook.contentHash()), webhook);
  }

  @Override
  public Page<QuarantinedWebhook> list(@Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    String last =
        after == null ? "" : LISTING.position(after, 2, it -> key(it.get(0), it.get(1)));
    List<QuarantinedWebhook> found =
        kept.tailMap(last, false).values().stream()
            .filter(it -> it.settledAt() == null)
            .limit(limit + 1L)
            .toList();
    return LISTING.page(found, limit, it -> List.of(it.id(), it.contentHash()));
  }

  @Override
  public Waiting waiting(Deadline deadline) {
    MemoryFailures.check(deadline);
    List<Instant> times =
        kept.values().stream()
            .filter(it -> it.settledAt() == null)
            .map(QuarantinedWebhook::receivedAt)
            .sorted()
            .toList();
    return new Waiting(times.size(), times.isEmpty() ? null : times.getFirst());
  }

  @Override
  public Optional<QuarantinedWebhook> find(String id, String contentHash, Deadline deadline) {
    MemoryFailures.check(deadline);
    return Optional.ofNullable(kept.get(key(id, contentHash)));
  }

  @Override
  public void settle(String id, String contentHash, Instant at, Deadline deadline) {
    MemoryFailures.check(deadline);
    kept.computeIfPresent(
        key(id, contentHash),
        (key, it) ->
            it.settledAt() == null
                ? new QuarantinedWebhook(
                    it.id(), it.contentHash(), it.body(), it.reason(), it.receivedAt(), at)
                : it);
  }
}
