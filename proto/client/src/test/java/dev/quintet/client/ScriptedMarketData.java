package dev.quintet.client;

import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.StreamTicksResponse;
import dev.quintet.marketdata.v1.TickReceipt;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that does with each batch what the test says. */
final class ScriptedMarketData extends MarketDataServiceGrpc.MarketDataServiceImplBase
    implements AutoCloseable {

  /** What to do with a batch, knowing how many came before it. */
  interface Script {
    void take(int number, IngestTicksRequest batch, StreamObserver<IngestTicksResponse> answers);
  }

  final List<IngestTicksRequest> taken = new CopyOnWriteArrayList<>();
  final List<StreamTicksRequest> reads = new CopyOnWriteArrayList<>();
  final List<StreamObserver<StreamTicksResponse>> readers = new CopyOnWriteArrayList<>();
  volatile Script script = (number, batch, answers) -> answers.onNext(receipt(batch));

  private final String name = UUID.randomUUID().toString();
  private final Server server;
  private final List<QuintetClient> clients = new ArrayList<>();

  ScriptedMarketData() {
    server = InProcessServerBuilder.forName(name).addService(this).build();
    try {
      server.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  QuintetClient client() {
    return client(Duration.ofSeconds(10));
  }

  QuintetClient client(Duration giveUpAfter) {
    QuintetClient client =
        QuintetClient.builder()
            .transport(InProcessChannelBuilder.forName(name))
            .giveUpAfter(giveUpAfter)
            .build();
    clients.add(client);
    return client;
  }

  static IngestTicksResponse receipt(IngestTicksRequest batch) {
    return IngestTicksResponse.newBuilder()
        .setBatchId(batch.getBatchId())
        .setReceipt(TickReceipt.newBuilder().setAccepted(batch.getEventTimesCount()))
        .build();
  }

  @Override
  public StreamObserver<IngestTicksRequest> ingestTicks(
      StreamObserver<IngestTicksResponse> answers) {
    return new StreamObserver<>() {
      @Override
      public void onNext(IngestTicksRequest batch) {
        taken.add(batch);
        script.take(taken.size() - 1, batch, answers);
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        answers.onCompleted();
      }
    };
  }

  @Override
  public void streamTicks(
      StreamTicksRequest request, StreamObserver<StreamTicksResponse> answers) {
    reads.add(request);
    readers.add(answers);
  }

  @Override
  public void close() {
    clients.forEach(QuintetClient::close);
    server.shutdownNow();
  }
}
