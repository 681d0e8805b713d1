package dev.quintet.adapters.out.clickhouse.predictions;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.RowBlock;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionFilter;
import dev.quintet.domain.predictions.PredictionId;
import dev.quintet.domain.predictions.PredictionIndex;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Predictions in {@code predictions}. */
@Singleton
final class ClickHousePredictionIndex implements PredictionIndex {

  /** An end that is not there is 0: no prediction ends in 1970, when the first may be made. */
  private static final String LIST =
      """
      SELECT prediction_id, user_id, toString(symbol) AS name, timeframe, toString(model) AS maker,
             toString(model_version) AS version, toString(direction) AS goes,
             if(empty(price), '', toDecimalString(price[1], 8)) AS target,
             toDecimalString(confidence, 8) AS sure, toUnixTimestamp64Micro(made_at) AS time,
             if(empty(valid_until), 0, toUnixTimestamp64Micro(valid_until[1])) AS ends, features,
             toString(tier) AS level, number, toUnixTimestamp64Micro(recorded_at) AS recorded
      FROM predictions
      WHERE tenant_id = {tenant:String}
        AND ({symbol:String} = '' OR symbol = {symbol:String})
        AND ({timeframe:UInt64} = 0 OR timeframe = {timeframe:UInt64})
        AND ({model:String} = '' OR model = {model:String})
        AND ({version:String} = '' OR model_version = {version:String})
        AND time >= {from:Int64} AND time < {to:Int64}
        AND (time, number) > ({last:Int64}, {behind:UInt64})
      ORDER BY time, number LIMIT {most:UInt64}""";

  private static final List<String> COLUMNS =
      List.of(
          "prediction_id", "user_id", "name", "timeframe", "maker", "version", "goes", "target",
          "sure", "time", "ends", "features", "level", "number", "recorded");

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;

  ClickHousePredictionIndex(ClickHouseReads reads, ClickHouseWrites writes) {
    this.reads = reads;
    this.writes = writes;
  }

  @Override
  public StoreName store() {
    return ClickHouseFailures.STORE;
  }

  @Override
  public void put(TenantId tenant, List<RecordedPrediction> predictions, Deadline deadline) {
    if (!predictions.isEmpty()) {
      writes.insert(
          PredictionTables.PREDICTIONS,
          RowBlock.encode(
              PredictionTables.PREDICTIONS,
              predictions.stream().map(it -> row(tenant, it)).toList()),
          "storing predictions",
          deadline);
    }
  }

  private static List<Object> row(TenantId tenant, RecordedPrediction recorded) {
    Prediction prediction = recorded.prediction();
    Prediction.Key about = prediction.about();
    Prediction.Value value = prediction.value();
    return List.of(
        tenant.value(),
        prediction.id().value(),
        text(prediction.user(), UserId::value),
        about.symbol().value(),
        about.timeframe().seconds(),
        about.model(),
        prediction.version(),
        switch (value.direction()) {
          case UP -> 1;
          case DOWN -> 2;
          case FLAT -> 3;
        },
        oneOrNone(value.price()),
        value.confidence(),
        prediction.madeAt(),
        oneOrNone(prediction.validUntil()),
        text(prediction.features(), JsonText::value),
        recorded.tier().word(),
        recorded.number(),
        recorded.recordedAt());
  }

  private static List<?> oneOrNone(@Nullable Object value) {
    return value == null ? List.of() : List.of(value);
  }

  private static <T> String text(@Nullable T value, Function<T, String> of) {
    return value == null ? "" : of.apply(value);
  }

  @Override
  public Page<RecordedPrediction> list(
      Viewer viewer,
      PredictionFilter filter,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Listing listing = filter.listing(viewer);
    Last last = after == null ? Last.NONE : listing.position(after, 2, Last::of);
    Map<String, Object> values =
        Map.of(
            "symbol", text(filter.symbol(), Symbol::value),
            "timeframe", filter.timeframe() == null ? 0L : filter.timeframe().seconds(),
            "model", Objects.requireNonNullElse(filter.model(), ""),
            "version", Objects.requireNonNullElse(filter.version(), ""),
            "from", filter.from() == null ? 0L : micros(filter.from()),
            "to", filter.to() == null ? Long.MAX_VALUE : micros(filter.to()),
            "last", last.time,
            "behind", last.number,
            "most", limit + 1L);
    List<RecordedPrediction> found =
        reads.list(
            viewer,
            new Statement("list predictions", LIST, values, COLUMNS),
            deadline,
            ClickHousePredictionIndex::prediction);
    return listing.page(
        found,
        limit,
        it ->
            List.of(
                Long.toString(micros(it.prediction().madeAt())), Long.toString(it.number())));
  }

  private static RecordedPrediction prediction(Reading row, int at) {
    Prediction prediction =
        new Prediction(
            new PredictionId(row.text(0, at)),
            given(row.text(1, at), UserId::new),
            new Prediction.Key(
                new Symbol(row.text(2, at)), new Interval(row.number(3, at)), row.text(4, at)),
            row.text(5, at),
            new Prediction.Value(
                Prediction.Direction.of(row.text(6, at)),
                given(row.text(7, at), BigDecimal::new),
                new BigDecimal(row.text(8, at))),
            instant(row.number(9, at)),
            row.number(10, at) == 0 ? null : instant(row.number(10, at)),
            given(row.text(11, at), JsonText::new));
    return new RecordedPrediction(
        prediction,
        Tier.of(row.text(12, at)),
        row.number(13, at),
        instant(row.number(14, at)));
  }

  private static <T> @Nullable T given(String text, Function<String, T> of) {
    return text.isEmpty() ? null : of.apply(text);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Where a page begins behind. */
  private record Last(long time, long number) {
    static final Last NONE = new Last(-1, 0);

    static Last of(List<String> parts) {
      return new Last(Long.parseLong(parts.get(0)), Long.parseUnsignedLong(parts.get(1)));
    }
  }
}
