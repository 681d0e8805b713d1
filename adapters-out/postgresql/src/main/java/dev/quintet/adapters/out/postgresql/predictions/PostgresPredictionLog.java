package dev.quintet.adapters.out.postgresql.predictions;

import dev.quintet.adapters.out.postgresql.kernel.Columns;
import dev.quintet.adapters.out.postgresql.kernel.Outbox;
import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.adapters.out.postgresql.kernel.PostgresPool;
import dev.quintet.adapters.out.postgresql.kernel.PostgresTransaction;
import dev.quintet.adapters.out.postgresql.kernel.Scope;
import dev.quintet.adapters.out.postgresql.kernel.TenantSchemas;
import dev.quintet.adapters.out.postgresql.kernel.UnnestedRows;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionChange;
import dev.quintet.domain.predictions.PredictionId;
import dev.quintet.domain.predictions.PredictionLog;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Predictions in {@code quintet.predictions}. */
@Singleton
final class PostgresPredictionLog implements PredictionLog {

  private static final String INSERT =
      """
      INSERT INTO quintet.predictions
        (tenant_id, user_id, tier, prediction_id, symbol, timeframe, model, model_version, direction,
         price, confidence, made_at, valid_until, features)
      SELECT ?, ?, coalesce((SELECT u.tier FROM ${schema}.users u WHERE u.user_id = ?), ?),
             p.id, p.symbol, p.timeframe, p.model, p.version, p.direction, p.price::numeric,
             p.confidence::numeric, p.made_at::timestamptz, p.valid_until::timestamptz, p.features
      FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY
        AS p (id, symbol, timeframe, model, version, direction, price, confidence, made_at,
              valid_until, features, n)
      ORDER BY p.n""";

  private static final String SELECT =
      """
      SELECT p.prediction_id, p.user_id, p.symbol, p.timeframe, p.model, p.model_version, p.direction,
             p.price, p.confidence, p.made_at, p.valid_until, p.features, p.tier, p.number,
             p.recorded_at
      """;

  private static final String LATEST =
      """
      SELECT latest.*
      FROM unnest(?::text[], ?::bigint[], ?::text[]) AS k (symbol, timeframe, model)
      CROSS JOIN LATERAL (
      """
          + SELECT
          + """
        FROM quintet.predictions p
        WHERE p.tenant_id = ? %s AND p.symbol = k.symbol AND p.timeframe = k.timeframe
          AND p.model = k.model
        ORDER BY p.made_at DESC, p.number DESC LIMIT 1
      ) AS latest""";

  private static final String LATEST_OF_TENANT = LATEST.formatted("");
  private static final String LATEST_OF_USER = LATEST.formatted("AND p.user_id = ?");

  private static final String FIND =
      SELECT
          + """
          FROM unnest(?::text[]) AS k (id)
          JOIN quintet.predictions p ON p.prediction_id = k.id
          WHERE p.tenant_id = ?""";

  private final PostgresPool pool;

  PostgresPredictionLog(@Named(PostgresPool.SERVICE) PostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public List<Answer> append(
      TenantId tenant,
      List<Prediction> predictions,
      Tier tier,
      Set<String> stores,
      List<Write> writes,
      Deadline deadline) {
    return pool.onceEach(
        "record predictions",
        writes,
        (transaction, places) -> {
          List<Prediction> fresh = Arrays.stream(places).mapToObj(predictions::get).toList();
          insert(transaction, tenant, fresh, tier);
          for (Prediction prediction : fresh) {
            Outbox.add(
                transaction,
                PredictionChange.operation(tenant, prediction, stores),
                List.of(PredictionChange.of(prediction)));
          }
        },
        deadline);
  }

  private static void insert(
      PostgresTransaction transaction, TenantId tenant, List<Prediction> fresh, Tier tier)
      throws SQLException {
    UserId user = fresh.getFirst().user();
    int unused =
        transaction.update(
            TenantSchemas.of(tenant, INSERT),
            (statement, first) -> {
              Parameters alsoUnused =
                  new Parameters(statement, first)
                      .text(tenant)
                      .text(user)
                      .text(user)
                      .text(tier.word());
              bind(new UnnestedRows<>(statement, first + 4, fresh));
            });
  }

  private static void bind(UnnestedRows<Prediction> rows) throws SQLException {
    int unused =
        rows.text(it -> it.id().value())
            .text(it -> it.about().symbol().value())
            .number(it -> it.about().timeframe().seconds())
            .text(it -> it.about().model())
            .text(Prediction::version)
            .text(it -> Words.of(it.value().direction()))
            .text(it -> text(it.value().price()))
            .text(it -> text(it.value().confidence()))
            .text(it -> it.madeAt().toString())
            .text(it -> Objects.toString(it.validUntil(), null))
            .text(it -> it.features() == null ? null : it.features().value())
            .next();
  }

  private static @Nullable String text(@Nullable BigDecimal number) {
    return number == null ? null : number.toPlainString();
  }

  @Override
  public List<RecordedPrediction> latest(
      Viewer viewer, Collection<Prediction.Key> keys, Deadline deadline) {
    UserId user = viewer.user();
    return pool.read(
        "read latest predictions",
        Scope.of(viewer.tenant(), user),
        deadline,
        transaction ->
            transaction.list(
                user == null ? LATEST_OF_TENANT : LATEST_OF_USER,
                (statement, first) -> {
                  int next =
                      new UnnestedRows<>(statement, first, List.copyOf(keys))
                          .text(it -> it.symbol().value())
                          .number(it -> it.timeframe().seconds())
                          .text(Prediction.Key::model)
                          .next();
                  Parameters rest = new Parameters(statement, next).text(viewer.tenant());
                  if (user != null) {
                    rest.text(user);
                  }
                },
                PostgresPredictionLog::prediction));
  }

  @Override
  public List<RecordedPrediction> find(
      TenantId tenant, Collection<PredictionId> ids, Deadline deadline) {
    return pool.read(
        "read predictions",
        Scope.of(tenant, null),
        deadline,
        transaction ->
            transaction.list(
                FIND,
                (statement, first) ->
                    new Parameters(statement, first)
                        .words(List.copyOf(ids), PredictionId::value)
                        .text(tenant),
                PostgresPredictionLog::prediction));
  }

  private static RecordedPrediction prediction(ResultSet columns) throws SQLException {
    Columns row = new Columns(columns);
    Prediction prediction =
        new Prediction(
            new PredictionId(row.text()),
            row.optional(UserId::new),
            new Prediction.Key(new Symbol(row.text()), new Interval(row.number()), row.text()),
            row.text(),
            new Prediction.Value(
                Prediction.Direction.of(row.text()),
                row.decimal(),
                Objects.requireNonNull(row.decimal())),
            row.time(),
            row.timeOrNull(),
            row.optional(JsonText::new));
    return new RecordedPrediction(prediction, Tier.of(row.text()), row.number(), row.time());
  }
}
