package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.subscriptions.QuarantineStore;
import dev.quintet.domain.subscriptions.QuarantinedWebhook;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages in {@code quarantined_webhooks}, which the registry keeps. */
@Singleton
final class PostgresQuarantineStore implements QuarantineStore {

  private static final String KEEP =
      """
      INSERT INTO quintet.quarantined_webhooks
        (webhook_id, content_sha256, body, reason, received_at, settled_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING""";

  private static final String READ =
      """
      SELECT webhook_id, content_sha256, body, reason, received_at, settled_at
      FROM quintet.quarantined_webhooks
      """;

  private static final String LIST =
      READ
          + """
          WHERE settled_at IS NULL AND (webhook_id, content_sha256) > (?, ?)
          ORDER BY webhook_id, content_sha256 LIMIT ?""";

  private static final String FIND = READ + "WHERE webhook_id = ? AND content_sha256 = ?";

  private static final String WAITING =
      """
      SELECT count(*), min(received_at) FROM quintet.quarantined_webhooks
      WHERE settled_at IS NULL""";

  private static final String SETTLE =
      """
      UPDATE quintet.quarantined_webhooks SET settled_at = ?
      WHERE webhook_id = ? AND content_sha256 = ? AND settled_at IS NULL""";

  private final PostgresPool pool;

  PostgresQuarantineStore(@Named(PostgresPool.REGISTRY) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public void keep(QuarantinedWebhook webhook, Deadline deadline) {
    update(
        "quarantine webhook",
        KEEP,
        (statement, first) ->
            new Parameters(statement, first)
                .text(webhook.id())
                .text(webhook.contentHash())
                .text(webhook.body())
                .text(webhook.reason())
                .time(webhook.receivedAt())
                .time(webhook.settledAt()),
        deadline);
  }

  private void update(
      String operation, String sql, PostgresTransaction.Parameters parameters, Deadline deadline) {
    pool.run(operation, deadline, transaction -> transaction.update(sql, parameters));
  }

  @Override
  public Page<QuarantinedWebhook> list(@Nullable Cursor after, int limit, Deadline deadline) {
    List<String> last =
        after == null ? List.of("", "") : LISTING.position(after, 2, List::copyOf);
    List<QuarantinedWebhook> found =
        pool.read(
            "list quarantined webhooks",
            Scope.NONE,
            deadline,
            transaction ->
                transaction.list(
                    LIST,
                    (statement, first) ->
                        new Parameters(statement, first)
                            .text(last.get(0))
                            .text(last.get(1))
                            .number(limit + 1L),
                    PostgresQuarantineStore::webhook));
    return LISTING.page(found, limit, it -> List.of(it.id(), it.contentHash()));
  }

  @Override
  public Waiting waiting(Deadline deadline) {
    return pool
        .read(
            "count quarantined webhooks",
            Scope.NONE,
            deadline,
            transaction ->
                transaction.list(
                    WAITING,
                    (statement, first) -> {},
                    rows -> {
                      Columns row = new Columns(rows);
                      return new Waiting(row.number(), row.timeOrNull());
                    }))
        .getFirst();
  }

  @Override
  public Optional<QuarantinedWebhook> find(String id, String contentHash, Deadline deadline) {
    return pool
        .read(
            "find quarantined webhook",
            Scope.NONE,
            deadline,
            transaction ->
                transaction.list(
                    FIND,
                    (statement, first) ->
                        new Parameters(statement, first).text(id).text(contentHash),
                    PostgresQuarantineStore::webhook))
        .stream()
        .findFirst();
  }

  @Override
  public void settle(String id, String contentHash, Instant at, Deadline deadline) {
    update(
        "settle webhook",
        SETTLE,
        (statement, first) ->
            new Parameters(statement, first).time(at).text(id).text(contentHash),
        deadline);
  }

  private static QuarantinedWebhook webhook(ResultSet rows) throws SQLException {
    Columns row = new Columns(rows);
    return new QuarantinedWebhook(
        row.text(), row.text(), row.text(), row.text(), row.time(), row.timeOrNull());
  }
}
