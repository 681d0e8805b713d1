package dev.quintet.adapters.out.postgresql.decisions;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Outbox;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.adapters.out.postgresql.kernel.UnnestedRows;
import dev.quintet.domain.decisions.DecisionChange;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.DecisionLog;
import dev.quintet.domain.decisions.Grounds;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.decisions.StatedDecision;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decisions in {@code decisions}, and what came of them in {@code decision_outcomes}, of the tenant's schema. */
@Singleton
final class PostgresDecisionLog implements DecisionLog {

  private static final String GROUNDS =
      """
      SELECT reasoning, conditions, features FROM ${schema}.decisions WHERE decision_id = ?""";

  private final PostgresPool pool;

  PostgresDecisionLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public List<Answer> append(
      TenantId tenant,
      List<StatedDecision> decisions,
      Set<String> stores,
      List<Write> writes,
      Deadline deadline) {
    return pool.onceEach(
        "record decisions",
        writes,
        (transaction, fresh) -> {
          List<StatedDecision> added = Arrays.stream(fresh).mapToObj(decisions::get).toList();
          Map<String, Optional<Tier>> tiers = insert(transaction, tenant, added);
          Instant now = transaction.begunAt();
          List<RecordedDecision> recorded =
              added.stream()
                  .map(
                      it ->
                          new RecordedDecision(
                              it.decision(),
                              tiers.getOrDefault(it.id().value(), Optional.empty()).orElse(null),
                              now,
                              Outcome.NONE))
                  .toList();
          hand(transaction, tenant, recorded, stores);
        },
        deadline);
  }

  private static Map<String, Optional<Tier>> insert(
      PostgresTransaction transaction, TenantId tenant, List<StatedDecision> decisions)
      throws SQLException {
    return transaction.query(
        TenantSchemas.of(tenant, DecisionRow.INSERT),
        (statement, first) ->
            DecisionRow.insert(new UnnestedRows<>(statement, first, decisions)),
        rows -> {
          Map<String, Optional<Tier>> tiers = new HashMap<>();
          while (rows.next()) {
            Columns row = new Columns(rows);
            tiers.put(row.text(), Optional.ofNullable(row.optional(Tier::of)));
          }
          return tiers;
        });
  }

  @Override
  public List<Answer> settle(
      TenantId tenant,
      List<RecordedDecision> settled,
      Set<String> stores,
      List<Write> writes,
      Deadline deadline) {
    return pool.onceEach(
        "record outcomes",
        writes,
        (transaction, fresh) -> {
          List<RecordedDecision> added = Arrays.stream(fresh).mapToObj(settled::get).toList();
          int unused =
              transaction.update(
                  TenantSchemas.of(tenant, DecisionRow.INSERT_OUTCOMES),
                  (statement, first) ->
                      DecisionRow.insertOutcomes(new UnnestedRows<>(statement, first, added)));
          hand(transaction, tenant, added, stores);
        },
        deadline);
  }

  /** To other stores. */
  private static void hand(
      PostgresTransaction transaction,
      TenantId tenant,
      List<RecordedDecision> recorded,
      Set<String> stores)
      throws SQLException {
    Outbox.add(
        transaction,
        recorded.stream()
            .map(
                it ->
                    new Outbox.Single(
                        DecisionChange.operation(tenant, it, stores), DecisionChange.of(it)))
            .toList());
  }

  @Override
  public Map<DecisionId, RecordedDecision> recorded(
      TenantId tenant, @Nullable UserId user, Collection<DecisionId> ids, Deadline deadline) {
    return pool
        .read(
            "read decisions",
            Scope.of(tenant, user),
            deadline,
            transaction ->
                transaction.list(
                    TenantSchemas.of(tenant, DecisionRow.RECORDED),
                    (statement, first) ->
                        new Parameters(statement, first)
                            .words(List.copyOf(ids), DecisionId::value),
                    DecisionRow::recorded))
        .stream()
        .collect(Collectors.toMap(RecordedDecision::id, Function.identity()));
  }

  @Override
  public Optional<Grounds> grounds(
      TenantId tenant, @Nullable UserId user, DecisionId id, Deadline deadline) {
    return pool.read(
        "read grounds of a decision",
        Scope.of(tenant, user),
        deadline,
        transaction ->
            transaction
                .list(
                    TenantSchemas.of(tenant, GROUNDS),
                    (statement, first) -> new Parameters(statement, first).text(id),
                    columns -> {
                      Columns row = new Columns(columns);
                      return new Grounds(
                          row.text(), row.optional(JsonText::new), row.optional(JsonText::new));
                    })
                .stream()
                .findFirst());
  }
}
