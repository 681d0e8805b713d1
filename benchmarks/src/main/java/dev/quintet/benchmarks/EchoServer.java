package dev.quintet.benchmarks;

import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.LastQuoteResponse;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.Quote;
import dev.quintet.marketdata.v1.Tick;
import dev.quintet.predictions.v1.LatestPredictionRequest;
import dev.quintet.predictions.v1.LatestPredictionResponse;
import dev.quintet.predictions.v1.Prediction;
import dev.quintet.predictions.v1.PredictionServiceGrpc;
import dev.quintet.predictions.v1.RecordedPrediction;
import dev.quintet.tenancy.v1.GetTenantRequest;
import dev.quintet.tenancy.v1.Tenant;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import dev.quintet.users.v1.CheckSessionRequest;
import dev.quintet.users.v1.Session;
import dev.quintet.users.v1.UserServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;

/**
 * The least that a gRPC service can do in a process of its own: it answers a call for the last quote,
 * a tenant, a session or the latest prediction on the event loop, and always with the same.
 */
final class EchoServer extends MarketDataServiceGrpc.MarketDataServiceImplBase {

  private static final LastQuoteResponse ANSWER =
      LastQuoteResponse.newBuilder()
          .setTick(
              Tick.newBuilder()
                  .setSymbol("EURUSD")
                  .setSource("fxcm")
                  .setEventTimeNanos(1_399_507_200_123_000_000L)
                  .setQuote(
                      Quote.newBuilder()
                          .setBid("1.39123000")
                          .setAsk("1.39125000")
                          .setSpread("0.00002000"))
                  .setVolume("0.00000000")
                  .setReceivedAtMicros(1_399_507_200_123_000L))
          .setStore("dragonflydb")
          .setFromCache(true)
          .build();

  private EchoServer() {}

  static ServerProcess begin() throws IOException {
    return ServerProcess.start(EchoServer.class, Map.of());
  }

  public static void main(String[] arguments) throws IOException {
    ServerProcess.serve(
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .directExecutor()
            .addService(new EchoServer())
            .addService(new Tenants())
            .addService(new Users())
            .addService(new Predictions())
            .build());
  }

  @Override
  public void lastQuote(LastQuoteRequest request, StreamObserver<LastQuoteResponse> answer) {
    answer.onNext(ANSWER);
    answer.onCompleted();
  }

  private static final class Users extends UserServiceGrpc.UserServiceImplBase {

    private static final Session ANSWER =
        Session.newBuilder()
            .setSessionId("0".repeat(64))
            .setUserId("ann")
            .setLabel("bench")
            .setOpenedAtMicros(1_399_507_200_123_000L)
            .setExpiresAtMicros(1_399_507_200_123_000L)
            .build();

    @Override
    public void checkSession(CheckSessionRequest request, StreamObserver<Session> answer) {
      answer.onNext(ANSWER);
      answer.onCompleted();
    }
  }

  private static final class Predictions
      extends PredictionServiceGrpc.PredictionServiceImplBase {

    private static final LatestPredictionResponse ANSWER =
        LatestPredictionResponse.newBuilder()
            .setPrediction(
                RecordedPrediction.newBuilder()
                    .setPrediction(
                        Prediction.newBuilder()
                            .setPredictionId("p-1")
                            .setSymbol("EURUSD")
                            .setTimeframe("15m")
                            .setModel("trend")
                            .setModelVersion("2.1")
                            .setDirection("up")
                            .setPrice("1.39123000")
                            .setConfidence("0.75000000")
                            .setMadeAtMicros(1_770_091_506_789_012L)
                            .setValidUntilMicros(1_770_177_906_789_012L)
                            .setFeatures("{\"rsi\": 55.1, \"ema\": [1.39101, 1.39088]}"))
                    .setTier("pro")
                    .setRecordedAtMicros(1_770_091_506_799_012L)
                    .setCurrentUntilMicros(1_770_177_906_789_012L))
            .setStore("dragonflydb")
            .setCurrent(true)
            .setAgeMillis(20_000)
            .build();

    @Override
    public void latestPrediction(
        LatestPredictionRequest request, StreamObserver<LatestPredictionResponse> answer) {
      answer.onNext(ANSWER);
      answer.onCompleted();
    }
  }

  private static final class Tenants extends TenantServiceGrpc.TenantServiceImplBase {

    private static final Tenant ANSWER =
        Tenant.newBuilder()
            .setTenant(Quintet.TENANT)
            .setName("Benchmark")
            .setTier("pro")
            .setState("active")
            .setCreatedAtMicros(1_399_507_200_123_000L)
            .build();

    @Override
    public void getTenant(GetTenantRequest request, StreamObserver<Tenant> answer) {
      answer.onNext(ANSWER);
      answer.onCompleted();
    }
  }
}
