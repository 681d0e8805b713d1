package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionChange;
import dev.quintet.domain.predictions.PredictionId;
import dev.quintet.domain.predictions.PredictionLog;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link PredictionLog} does. */
public interface PredictionLogContract extends UsersContract {

  Prediction.Key TREND =
      new Prediction.Key(new Symbol("EURUSD"), Interval.of("15m"), "trend");

  /** Of {@link #TREND}, made some seconds after {@link UsersContract#AT}. */
  static Prediction prediction(String id, @Nullable UserId user, int second) {
    return new Prediction(
        new PredictionId(id),
        user,
        TREND,
        "2.1",
        new Prediction.Value(
            Prediction.Direction.UP, new BigDecimal("1.08"), new BigDecimal("0.12345678")),
        UsersContract.AT.plusSeconds(second),
        null,
        new JsonText("{ \"rsi\": 55.10 }"));
  }

  static RecordedPrediction recorded(String id, @Nullable UserId user, int second, long number) {
    return new RecordedPrediction(
        prediction(id, user, second), Tier.PRO, number, UsersContract.AT);
  }

  /** Each value as large, or as small, as it may be. */
  static RecordedPrediction extreme() {
    return new RecordedPrediction(
        new Prediction(
            new PredictionId("i".repeat(100)),
            new UserId("u".repeat(64)),
            new Prediction.Key(TREND.symbol(), new Interval(4 * 604_800L), "m".repeat(64)),
            "v".repeat(64),
            new Prediction.Value(
                Prediction.Direction.FLAT,
                new BigDecimal("9999999999.99999999"),
                BigDecimal.ZERO),
            Instant.EPOCH,
            Instant.EPOCH.plus(Prediction.LONGEST),
            new JsonText("\"" + "é\\n".repeat((JsonText.LONGEST - 2) / 4) + "\"")),
        Tier.ENTERPRISE,
        Long.MAX_VALUE,
        Instant.EPOCH);
  }

  private PredictionLog log() {
    return port(PredictionLog.class);
  }

  private static Write write(TenantId tenant, Prediction prediction) {
    Write plain =
        UsersContract.write(
            tenant, prediction.user(), "prediction", prediction.id().value(), prediction);
    return new Write(
        plain.subject(),
        plain.kind(),
        plain.id(),
        plain.contentHash(),
        plain.at(),
        plain.outcome(),
        new Write.Usage(UsageType.AI_DECISIONS, 1));
  }

  private List<Answer> append(TenantId tenant, Prediction... predictions) {
    return log()
        .append(
            tenant,
            List.of(predictions),
            Tier.FREE,
            Set.of("index"),
            Arrays.stream(predictions).map(it -> write(tenant, it)).toList(),
            Fresh.deadline());
  }

  private List<Prediction> latest(
      TenantId tenant, @Nullable UserId user, Prediction.Key... keys) {
    return log()
        .latest(new Viewer(tenant, user), List.of(keys), Fresh.deadline())
        .stream()
        .map(RecordedPrediction::prediction)
        .toList();
  }

  @Test
  default void aBlockIsRecordedOnceAndEachOfItIsAnsweredByItself() {
    TenantId tenant = newTenant();
    Prediction first = prediction("1", null, 1);
    Prediction second = prediction("2", null, 2);
    assertThat(append(tenant, first, second, first))
        .satisfiesExactly(
            it -> assertThat(it).matches(PredictionLogContract::isFresh),
            it -> assertThat(it).matches(PredictionLogContract::isFresh),
            it -> assertThat(it).matches(PredictionLogContract::isRepeated));
    assertThat(append(tenant, second, prediction("1", null, 3), prediction("3", null, 3)))
        .satisfiesExactly(
            it -> assertThat(it).matches(PredictionLogContract::isRepeated),
            it -> assertThat(it).isInstanceOf(Answer.Conflict.class),
            it -> assertThat(it).matches(PredictionLogContract::isFresh));
    Set<PredictionId> asked =
        Stream.of("1", "2", "3", "4").map(PredictionId::new).collect(Collectors.toSet());
    assertThat(log().find(tenant, asked, Fresh.deadline()))
        .extracting(RecordedPrediction::prediction)
        .containsExactlyInAnyOrder(first, second, prediction("3", null, 3));
    assertThat(log().find(newTenant(), asked, Fresh.deadline())).isEmpty();
    assertThat(log().find(tenant, List.of(), Fresh.deadline())).isEmpty();
  }

  private static boolean isFresh(Answer answer) {
    return answer instanceof Answer.Recorded it && !it.repeated();
  }

  private static boolean isRepeated(Answer answer) {
    return answer instanceof Answer.Recorded it && it.repeated();
  }

  @Test
  default void theLatestIsThatOfTheLatestTimeAndOfThoseTheLastRecorded() {
    TenantId tenant = newTenant();
    UserId ann = newUser(tenant);
    assertThat(latest(tenant, null, TREND)).isEmpty();
    Prediction second = prediction("2", null, 2);
    Prediction own = prediction("1", ann, 1);
    append(tenant, second);
    append(tenant, own);
    assertThat(latest(tenant, null, TREND)).containsExactly(second);
    assertThat(latest(tenant, ann, TREND)).containsExactly(own);
    assertThat(latest(tenant, newUser(tenant), TREND)).isEmpty();
    assertThat(latest(newTenant(), null, TREND)).isEmpty();
    for (Prediction.Key other :
        List.of(
            new Prediction.Key(new Symbol("DAX"), TREND.timeframe(), TREND.model()),
            new Prediction.Key(TREND.symbol(), Interval.HOUR, TREND.model()),
            new Prediction.Key(TREND.symbol(), TREND.timeframe(), "trend2"))) {
      assertThat(latest(tenant, null, other)).isEmpty();
    }
    Prediction same = prediction("3", null, 2);
    append(tenant, same);
    assertThat(latest(tenant, null, TREND)).containsExactly(same);
    Prediction extreme = extreme().prediction().ownedBy(ann);
    append(tenant, extreme);
    assertThat(latest(tenant, null, TREND, extreme.about()))
        .containsExactlyInAnyOrder(same, extreme);
  }

  @Test
  default void thePredictionOfAUserHasItsTierAndThatOfATenantTheTenants() {
    TenantId tenant = newTenant();
    UserId ann = newUser(tenant);
    append(tenant, prediction("1", ann, 1));
    append(tenant, prediction("2", null, 2));
    assertThat(
            log()
                .find(
                    tenant,
                    List.of(new PredictionId("1"), new PredictionId("2")),
                    Fresh.deadline()))
        .extracting(it -> it.prediction().id().value() + " " + it.tier().word())
        .containsExactlyInAnyOrder("1 pro", "2 free");
  }

  @Test
  default void whatOtherStoresAreToHaveIsRecordedWithThePredictions() {
    TenantId tenant = newTenant();
    UserId ann = newUser(tenant);
    List<Prediction> own = List.of(prediction("1", ann, 1), prediction("2", ann, 0));
    append(tenant, own.get(0), own.get(1), own.get(0));
    for (Prediction prediction : own) {
      Receipt receipt =
          port(ReceiptStore.class)
              .find(tenant, ann, PredictionChange.operation(prediction.id()), Fresh.deadline())
              .orElseThrow();
      assertThat(receipt.settled(Set.of("index"))).isFalse();
    }
    List<Change> given = new ArrayList<>();
    OutboxStore.Turn unused =
        port(OutboxStore.class)
            .deliver(
                new OutboxStore.Lane(tenant, "index"),
                Set.of(PredictionChange.KIND),
                10,
                rows -> {
                  rows.forEach(row -> given.add(row.change()));
                  return new Delivery(rows, List.of(), List.of(), null);
                },
                Fresh.deadline());
    assertThat(given).isEqualTo(own.stream().map(PredictionChange::of).toList());
  }
}
