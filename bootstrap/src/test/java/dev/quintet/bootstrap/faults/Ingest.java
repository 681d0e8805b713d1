package dev.quintet.bootstrap.faults;

import dev.quintet.marketdata.v1.BatchProblem;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.TickReceipt;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One batch to the service, and what became of it. */
final class Ingest {

  /** How the service, or the transport, answered. */
  sealed interface Outcome {
    record Stored(TickReceipt receipt) implements Outcome {}

    record Refused(BatchProblem problem) implements Outcome {}

    record Broken(Status status) implements Outcome {}
  }

  private Ingest() {}

  static Channel as(String key, Channel channel) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  static Outcome send(Channel channel, IngestTicksRequest batch, Duration deadline) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    StreamObserver<IngestTicksRequest> requests =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(
                MarketDataServiceGrpc.getIngestTicksMethod(),
                CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)),
            new Answer(outcome));
    requests.onNext(batch);
    requests.onCompleted();
    return outcome.join();
  }

  private record Answer(CompletableFuture<Outcome> outcome)
      implements StreamObserver<IngestTicksResponse> {

    @Override
    public void onNext(IngestTicksResponse answer) {
      outcome.complete(
          answer.hasReceipt()
              ? new Outcome.Stored(answer.getReceipt())
              : new Outcome.Refused(answer.getProblem()));
    }

    @Override
    public void onError(Throwable failure) {
      outcome.complete(new Outcome.Broken(Status.fromThrowable(failure)));
    }

    @Override
    public void onCompleted() {
      outcome.complete(
          new Outcome.Broken(Status.INTERNAL.withDescription("ended without an answer")));
    }
  }
}
