package dev.quintet.adapters.out.postgresql.subscriptions;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.PaymentEvent;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The course of subscriptions in {@code subscription_changes}; the row of {@code subscriptions} names
 * the last change, and is locked while the next is decided.
 */
@Singleton
final class PostgresSubscriptionStore implements SubscriptionStore {

  private static final String CHANGES =
      """
      SELECT %s
      FROM quintet.subscription_changes c
      JOIN quintet.subscriptions s USING (tenant_id, subscription_id, version)
      """
          .formatted(qualified());

  /** By itself: a join would look for the change that was the last before the lock was waited for. */
  private static final String LOCK =
      """
      SELECT version FROM quintet.subscriptions
      WHERE tenant_id = ? AND subscription_id = ? FOR UPDATE""";

  private static final String FIND = CHANGES + "WHERE s.tenant_id = ? AND s.subscription_id = ?";

  private static final String LIST =
      CHANGES
          + """
          WHERE s.tenant_id = ? AND s.subscription_id > ? AND (?::text IS NULL OR s.user_id = ?)
          ORDER BY s.subscription_id LIMIT ?""";

  private static final String HISTORY =
      """
      SELECT %s
      FROM quintet.subscription_changes
      WHERE tenant_id = ? AND subscription_id = ? AND version > ?
      ORDER BY version LIMIT ?"""
          .formatted(SubscriptionRow.COLUMNS);

  private static final String ADD_CHANGE =
      "INSERT INTO quintet.subscription_changes (%s) VALUES (%s)"
          .formatted(SubscriptionRow.COLUMNS, "?, ".repeat(27) + "?");

  private static final String ADD =
      """
      INSERT INTO quintet.subscriptions
        (version, state, plan_id, taken, due_at, tenant_id, subscription_id, user_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING""";

  private static final String CHANGE =
      """
      UPDATE quintet.subscriptions
      SET version = ?, state = ?, plan_id = ?, taken = ?, due_at = ?
      WHERE tenant_id = ? AND subscription_id = ? AND user_id IS NOT DISTINCT FROM ?""";

  private static final String DUE =
      """
      SELECT tenant_id, subscription_id, due_at
      FROM quintet.subscriptions
      WHERE due_at <= ?
      ORDER BY due_at, tenant_id, subscription_id LIMIT ?""";

  private interface Decision {
    List<SubscriptionChange> about(Optional<Subscription> subscription) throws SQLException;
  }

  private final PostgresPool pool;

  PostgresSubscriptionStore(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  /** Both tables have some of the columns. */
  private static String qualified() {
    return "c." + SubscriptionRow.COLUMNS.replaceAll(",\\s+", ", c.");
  }

  @Override
  public Answer.Recorded change(
      TenantId tenant,
      Write write,
      SubscriptionId subscription,
      Function<Optional<Subscription>, List<SubscriptionChange>> decision,
      Deadline deadline) {
    return pool.once(
        "change subscription",
        write,
        transaction -> decide(transaction, tenant, subscription, decision::apply),
        deadline);
  }

  @Override
  public List<SubscriptionChange> advance(
      TenantId tenant,
      SubscriptionId subscription,
      Function<Subscription, List<SubscriptionChange>> decision,
      Deadline deadline) {
    return pool.run(
        "advance subscription",
        Scope.of(tenant, null),
        deadline,
        transaction ->
            decide(
                transaction, tenant, subscription, it -> it.map(decision).orElse(List.of())));
  }

  @Override
  public Answer.Recorded pay(
      TenantId tenant,
      Write write,
      PaymentEvent event,
      BiFunction<Subscription, List<PaymentEvent>, List<SubscriptionChange>> decision,
      Deadline deadline) {
    SubscriptionId id = event.subscription();
    return pool.once(
        "record payment",
        write,
        transaction ->
            decide(
                transaction,
                tenant,
                id,
                found -> {
                  Subscription it =
                      found.orElseThrow(
                          () ->
                              new ProblemException(new Problem.NotFound("subscription", id.value())));
                  return decision.apply(it, PaymentRow.known(transaction, it, event));
                }),
        deadline);
  }

  private static List<SubscriptionChange> decide(
      PostgresTransaction transaction,
      TenantId tenant,
      SubscriptionId id,
      Decision decision)
      throws SQLException {
    transaction.list(LOCK, (it, first) -> new Parameters(it, first).text(tenant).text(id), row -> id);
    Optional<Subscription> before = find(transaction, tenant, id);
    List<SubscriptionChange> changes = decision.about(before);
    if (changes.isEmpty()) {
      return changes;
    }
    Subscription after = changes.getLast().after();
    int changed =
        transaction.update(
            before.isEmpty() ? ADD : CHANGE,
            (statement, first) ->
                new Parameters(statement, first)
                    .number(after.version())
                    .text(after.state().word())
                    .text(after.plan())
                    .time(after.taken())
                    .time(SubscriptionCourse.nextDue(after).orElse(null))
                    .text(tenant)
                    .text(id)
                    .text(after.user()));
    if (changed == 0) {
      UserId user = after.user();
      throw new ProblemException(
          new Problem.AlreadyExists("subscription of", (user == null ? tenant : user).toString()));
    }
    for (SubscriptionChange change : changes) {
      transaction.update(
          ADD_CHANGE, (statement, first) -> SubscriptionRow.bind(statement, first, change));
    }
    return changes;
  }

  private static Optional<Subscription> find(
      PostgresTransaction transaction, TenantId tenant, SubscriptionId id)
      throws SQLException {
    return transaction
        .list(
            FIND,
            (statement, first) -> new Parameters(statement, first).text(tenant).text(id),
            SubscriptionRow::of)
        .stream()
        .map(SubscriptionChange::after)
        .findFirst();
  }

  @Override
  public Optional<Subscription> find(TenantId tenant, SubscriptionId id, Deadline deadline) {
    return pool.read(
        "find subscription",
        Scope.of(tenant, null),
        deadline,
        transaction -> find(transaction, tenant, id));
  }

  @Override
  public Page<Subscription> list(
      TenantId tenant, @Nullable UserId user, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = SubscriptionStore.listing(tenant, user);
    String last = listing.position(after);
    List<Subscription> found =
        pool
            .read(
                "list subscriptions",
                Scope.of(tenant, null),
                deadline,
                transaction ->
                    transaction.list(
                        LIST,
                        (statement, first) ->
                            new Parameters(statement, first)
                                .text(tenant)
                                .text(last)
                                .text(user)
                                .text(user)
                                .number(limit + 1L),
                        SubscriptionRow::of))
            .stream()
            .map(SubscriptionChange::after)
            .toList();
    return listing.page(found, limit, it -> List.of(it.id().value()));
  }

  @Override
  public Page<SubscriptionChange> history(
      TenantId tenant,
      SubscriptionId id,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Listing listing = SubscriptionStore.historyListing(tenant, id);
    int last =
        after == null ? 0 : listing.position(after, 1, it -> Integer.parseInt(it.getFirst()));
    List<SubscriptionChange> found =
        pool.read(
            "read history of subscription",
            Scope.of(tenant, null),
            deadline,
            transaction ->
                transaction.list(
                    HISTORY,
                    (statement, first) ->
                        new Parameters(statement, first)
                            .text(tenant)
                            .text(id)
                            .number(last)
                            .number(limit + 1L),
                    SubscriptionRow::of));
    return listing.page(found, limit, it -> List.of(Integer.toString(it.after().version())));
  }

  @Override
  public List<Due> due(Set<TenantId> tenants, Instant at, int limit, Deadline deadline) {
    return pool.read(
        "find due subscriptions",
        Scope.of(tenants),
        deadline,
        transaction ->
            transaction.list(
                DUE,
                (statement, first) -> new Parameters(statement, first).time(at).number(limit),
                rows -> {
                  Columns row = new Columns(rows);
                  return new Due(
                      new TenantId(row.text()), new SubscriptionId(row.text()), row.time());
                }));
  }
}
