package dev.quintet.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quintet.client.QuintetException.Kind;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.BarsResponse;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.LastQuoteResponse;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.StreamTicksResponse;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A problem that the service names arrives whole, whatever kind of call it ends. */
final class FailedCallTest {

  private static final Instant START = Instant.parse("2014-05-08T00:00:00Z");

  private final String name = UUID.randomUUID().toString();
  private final Server server =
      InProcessServerBuilder.forName(name).addService(new Refusing()).directExecutor().build();
  private final QuintetClient client =
      QuintetClient.builder()
          .transport(InProcessChannelBuilder.forName(name))
          .giveUpAfter(Duration.ZERO)
          .build();

  /** Ends every call with the same problem. */
  private static final class Refusing extends MarketDataServiceGrpc.MarketDataServiceImplBase {

    private static StatusRuntimeException problem() {
      Metadata trailers = new Metadata();
      trailers.put(key("quintet-problem-kind"), "unavailable");
      trailers.put(key("quintet-problem-field"), "store");
      return Status.UNAVAILABLE.withDescription("no store").asRuntimeException(trailers);
    }

    private static Metadata.Key<String> key(String name) {
      return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Override
    public void lastQuote(LastQuoteRequest request, StreamObserver<LastQuoteResponse> out) {
      out.onError(problem());
    }

    @Override
    public void bars(BarsRequest request, StreamObserver<BarsResponse> out) {
      out.onNext(BarsResponse.getDefaultInstance());
      out.onError(problem());
    }

    @Override
    public void streamTicks(StreamTicksRequest request, StreamObserver<StreamTicksResponse> out) {
      out.onError(problem());
    }

    @Override
    public StreamObserver<IngestTicksRequest> ingestTicks(StreamObserver<IngestTicksResponse> out) {
      out.onError(problem());
      return new StreamObserver<>() {
        @Override
        public void onNext(IngestTicksRequest batch) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
      };
    }
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.shutdownNow();
  }

  private static void isWhole(Runnable call) {
    QuintetException told = catchThrowableOfType(QuintetException.class, call::run);
    assertThat(told.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(told.field()).contains("store");
    assertThat(told.detail()).isEqualTo("no store");
  }

  @Test
  void anAnswer() {
    isWhole(() -> client.lastQuote("X"));
  }

  @Test
  void aStreamOfAnswers() {
    BarQuery query = BarQuery.of("X", "1m", BarQuery.Side.BID, START, START.plusSeconds(60));
    isWhole(() -> client.bars(query));
    isWhole(() -> client.bars(query, bar -> {}));
    TickQuery ticks = TickQuery.of("X", START, START.plusSeconds(60));
    isWhole(() -> client.ticks(ticks).forEachRemaining(page -> {}));
  }

  @Test
  void aWriterThatFailedThrowsAgainWhenItIsClosed() {
    TickBatch batch =
        TickBatch.trades("feed", 0, 0).addTrade("X", 1, TickBatch.Builder.NO_SEQUENCE, 1, 1)
            .build("one");
    assertThatThrownBy(
            () -> {
              try (TickWriter writer = client.tickWriter()) {
                writer.write(batch);
                writer.flush();
              }
            })
        .isInstanceOf(QuintetException.class)
        .hasMessage("no store")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
  }
}
