package dev.quintet.bootstrap;

import static dev.quintet.bootstrap.UserAttacks.read;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OK;

import dev.quintet.domain.tenancy.Role;
import dev.quintet.predictions.v1.LatestPredictionRequest;
import dev.quintet.predictions.v1.Prediction;
import dev.quintet.predictions.v1.PredictionServiceGrpc;
import dev.quintet.predictions.v1.PredictionsRequest;
import dev.quintet.predictions.v1.StorePredictionRequest;
import dev.quintet.predictions.v1.StorePredictionsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Attacks on what models predicted for somebody else. */
final class PredictionAttacks {

  private static final String PRICE = BreakOut.SECRETS.get(1);
  private static final long AT = 1_705_312_800_000_000L;

  private PredictionAttacks() {}

  private static Prediction prediction(Names names, String id) {
    return Prediction.newBuilder()
        .setPredictionId(names.tenant() + id)
        .setSymbol("DAX")
        .setTimeframe("1h")
        .setModel("trend")
        .setModelVersion("1")
        .setDirection("up")
        .setPrice(PRICE)
        .setConfidence("0.5")
        .setMadeAtMicros(AT)
        .setFeatures("{\"target\": " + PRICE + "}")
        .build();
  }

  private static String operation(Names names) {
    return "prediction:" + names.tenant() + ".prediction";
  }

  static List<GrpcAttack> writing() {
    return List.of(
        GrpcAttack.of(
                PredictionServiceGrpc.getStorePredictionMethod(),
                n ->
                    StorePredictionRequest.newBuilder()
                        .setPrediction(prediction(n, ".prediction"))
                        .build(),
                OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                PredictionServiceGrpc.getStorePredictionsMethod(),
                n ->
                    StorePredictionsRequest.newBuilder()
                        .addPredictions(prediction(n, ".prediction2"))
                        .build(),
                OK)
            .only(Role.SERVICE));
  }

  static List<GrpcAttack> reading(List<Function<Names, String>> cursors) {
    LatestPredictionRequest latest =
        LatestPredictionRequest.newBuilder()
            .setSymbol("DAX")
            .setTimeframe("1h")
            .setModel("trend")
            .build();
    List<GrpcAttack> attacks = new ArrayList<>();
    attacks.add(
        GrpcAttack.of(
            PredictionServiceGrpc.getLatestPredictionMethod(), n -> latest, OK, NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            PredictionServiceGrpc.getLatestPredictionMethod(),
            n -> latest.toBuilder().setOperation(operation(n)).build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            PredictionServiceGrpc.getPredictionsMethod(),
            n -> PredictionsRequest.newBuilder().setOperation(operation(n)).build(),
            NOT_FOUND));
    for (Function<Names, String> cursor : cursors) {
      attacks.add(
          GrpcAttack.of(
              PredictionServiceGrpc.getPredictionsMethod(),
              n -> PredictionsRequest.newBuilder().setCursor(cursor.apply(n)).build(),
              OK,
              INVALID_ARGUMENT));
    }
    return attacks;
  }

  static List<RestAttack> rest() {
    List<RestAttack> attacks = new ArrayList<>();
    for (String method : List.of("GET", "HEAD")) {
      attacks.add(
          UserAttacks.rest(
              method + " /api/v1/predictions/latest",
              n ->
                  "/api/v1/predictions/latest?symbol=DAX&timeframe=1h&model=trend&operation="
                      + operation(n),
              n -> "",
              read(404)));
      attacks.add(
          UserAttacks.rest(
              method + " /api/v1/predictions",
              n -> "/api/v1/predictions?operation=" + operation(n),
              n -> "",
              read(404)));
    }
    return attacks;
  }
}
