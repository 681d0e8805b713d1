package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.client.Prediction;
import dev.quintet.client.Predictions;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.predictions.v1.LatestPredictionRequest;
import dev.quintet.predictions.v1.PredictionServiceGrpc;
import dev.quintet.predictions.v1.PredictionServiceGrpc.PredictionServiceBlockingV2Stub;
import dev.quintet.predictions.v1.PredictionsRequest;
import dev.quintet.predictions.v1.StorePredictionRequest;
import dev.quintet.predictions.v1.StorePredictionsRequest;
import io.grpc.Status;
import io.grpc.StatusException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PredictionServiceTest {

  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  private PredictionServiceBlockingV2Stub service(TenantId tenant) {
    return PredictionServiceGrpc.newBlockingV2Stub(
            server.channel(GrpcServer.bearer(server.key(Role.SERVICE, tenant))))
        .withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  private static Prediction prediction(String id, Instant at, @Nullable Instant until) {
    return new Prediction(
        id,
        "DAX",
        "15m",
        "trend",
        "2.1",
        "down",
        new BigDecimal("18000.50000000"),
        new BigDecimal("0.12345678"),
        at,
        until,
        "{ \"rsi\": 55.10 }");
  }

  @Test
  void aPredictionIsStoredFoundAndListed() throws Exception {
    TenantId tenant = server.tenant();
    try (QuintetClient client = server.client(server.key(Role.SERVICE, tenant))) {
      Predictions predictions = client.predictions();
      Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(1);
      Prediction sent = prediction("p", at, at.plusSeconds(3_600));
      assertThat(predictions.store(sent))
          .isEqualTo(new Predictions.Stored(false, "prediction:p"));
      assertThat(predictions.store(sent)).isEqualTo(new Predictions.Stored(true, "prediction:p"));
      assertThat(server.metered(tenant, UsageType.AI_DECISIONS)).isEqualTo(1);
      Predictions.Latest recorded =
          predictions.having("prediction:p").latest("DAX", "15m", "trend");
      assertThat(recorded.store()).isEqualTo("memory");
      assertThat(recorded.current()).isTrue();
      assertThat(recorded.age()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(10));
      assertThat(recorded.prediction().prediction()).isEqualTo(sent);
      assertThat(recorded.prediction().currentUntil()).isEqualTo(at.plusSeconds(3_600));
      Predictions.Latest found = predictions.latest("DAX", "15m", "trend");
      assertThat(found.store()).isEqualTo("cache");
      assertThat(found.prediction()).isEqualTo(recorded.prediction());
      assertThat(predictions.list(Predictions.Filter.ALL)).isEmpty();
    }
    StatusException stale =
        failure(
            () ->
                service(tenant)
                    .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                    .predictions(
                        PredictionsRequest.newBuilder().setOperation("prediction:p").build()));
    assertThat(stale.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
  }

  @Test
  void aBlockSaysWhatBecameOfEach() throws Exception {
    TenantId tenant = server.tenant();
    try (QuintetClient client = server.client(server.key(Role.SERVICE, tenant))) {
      Predictions predictions = client.predictions();
      Prediction first = prediction("1", AT, null);
      assertThat(predictions.store(List.of(first, prediction("2", AT, null), first)))
          .isEqualTo(new Predictions.Report(2, 1, List.of()));
      Predictions.Report report =
          predictions.store(
              List.of(prediction("3", AT, null), prediction("2", AT.plusSeconds(1), null)));
      assertThat(report.stored()).isEqualTo(1);
      assertThat(report.refused())
          .extracting(Predictions.Refused::index, Predictions.Refused::kind)
          .containsExactly(tuple(1, "conflict"));
      assertThat(server.metered(tenant, UsageType.AI_DECISIONS)).isEqualTo(3);
      Predictions.Latest old = predictions.latest("DAX", "15m", "trend");
      assertThat(old.current()).as("made long ago").isFalse();
      assertThat(old.prediction().prediction().id()).isEqualTo("3");
      QuintetException conflict =
          Assertions.catchThrowableOfType(
              QuintetException.class,
              () -> predictions.store(prediction("1", AT.plusSeconds(1), null)));
      assertThat(conflict.kind()).isEqualTo(QuintetException.Kind.CONFLICT);
    }
  }

  private static dev.quintet.predictions.v1.Prediction.Builder message() {
    return dev.quintet.predictions.v1.Prediction.newBuilder()
        .setPredictionId("t")
        .setSymbol("DAX")
        .setTimeframe("1h")
        .setModel("trend")
        .setModelVersion("1")
        .setDirection("up")
        .setConfidence("1")
        .setMadeAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, AT));
  }

  private static StatusException failure(ThrowingCallable call) {
    return Assertions.catchThrowableOfType(StatusException.class, call);
  }

  private static void assertRefused(String field, ThrowingCallable call) {
    StatusException e = failure(call);
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(e.getStatus().getDescription()).startsWith(field + ": ");
  }

  @Test
  void whatIsWrongIsNamed() {
    TenantId tenant = server.tenant();
    PredictionServiceBlockingV2Stub service = service(tenant);
    for (Tuple faulty :
        List.of(
            tuple("prediction_id", message().setPredictionId("a b")),
            tuple("symbol", message().clearSymbol()),
            tuple("interval", message().setTimeframe("hour")),
            tuple("model", message().clearModel()),
            tuple("model_version", message().setModelVersion("a b")),
            tuple("direction", message().setDirection("long")),
            tuple("price", message().setPrice("NaN")),
            tuple("price", message().setPrice("0")),
            tuple("price", message().setPrice("1e999999999")),
            tuple("confidence", message().clearConfidence()),
            tuple("confidence", message().setConfidence("-0.1")),
            tuple("confidence", message().setConfidence("0.123456789")),
            tuple("made_at_micros", message().setMadeAtMicros(-1)),
            tuple("made_at", message().setMadeAtMicros(Long.MAX_VALUE)),
            tuple("valid_until_micros", message().setValidUntilMicros(-1)),
            tuple("valid_until", message().setValidUntilMicros(1)),
            tuple("valid_until", message().setValidUntilMicros(Long.MAX_VALUE)),
            tuple("features", message().setFeatures("{")),
            tuple("features", message().setFeatures("\"" + "x".repeat(16_384) + "\"")))) {
      var asked = (dev.quintet.predictions.v1.Prediction.Builder) faulty.toList().get(1);
      String field = (String) faulty.toList().get(0);
      assertRefused(
          field,
          () ->
              service.storePrediction(
                  StorePredictionRequest.newBuilder().setPrediction(asked).build()));
      if (!field.equals("made_at")) {
        assertRefused(
            "predictions[1]." + field,
            () ->
                service.storePredictions(
                    StorePredictionsRequest.newBuilder()
                        .addPredictions(message())
                        .addPredictions(asked)
                        .build()));
      }
    }
    assertRefused(
        "predictions",
        () -> service.storePredictions(StorePredictionsRequest.getDefaultInstance()));
    assertRefused(
        "page_size",
        () -> service.predictions(PredictionsRequest.newBuilder().setPageSize(201).build()));
    assertRefused(
        "model",
        () ->
            service.latestPrediction(
                LatestPredictionRequest.newBuilder()
                    .setSymbol("DAX")
                    .setTimeframe("1h")
                    .build()));
    assertThat(server.metered(tenant, UsageType.AI_DECISIONS)).isZero();
  }
}
