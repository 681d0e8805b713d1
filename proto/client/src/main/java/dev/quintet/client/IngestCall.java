package dev.quintet.client;

import dev.quintet.client.QuintetException.Kind;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.IngestTicksResponse;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.jspecify.annotations.Nullable;

/** One ingestion stream; its session begins another when it ends. */
final class IngestCall implements ClientResponseObserver<IngestTicksRequest, IngestTicksResponse> {

  private final IngestSession session;
  private @Nullable ClientCallStreamObserver<IngestTicksRequest> requests;
  private volatile boolean stalled;

  IngestCall(IngestSession session) {
    this.session = session;
  }

  /** Begins the call. Answers are only noted, so they are taken on the transport's own thread. */
  void start(MarketDataServiceGrpc.MarketDataServiceStub stub) {
    var unused = stub.withExecutor(Runnable::run).ingestTicks(this);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<IngestTicksRequest> stream) {
    requests = stream;
  }

  private ClientCallStreamObserver<IngestTicksRequest> requests() {
    ClientCallStreamObserver<IngestTicksRequest> begun = requests;
    if (begun == null) {
      throw new IllegalStateException("not begun");
    }
    return begun;
  }

  /** Sends the batch, unless the call was given up: its session then sends it on the next one. */
  void send(TickBatch batch) {
    unlessCancelled(() -> requests().onNext(batch.request()));
  }

  void halfClose() {
    unlessCancelled(() -> requests().onCompleted());
  }

  private void unlessCancelled(Runnable action) {
    try {
      action.run();
    } catch (IllegalStateException e) {
      if (!stalled) {
        throw e;
      }
    }
  }

  /** Gives the call up because nothing is answered. */
  void cancel() {
    stalled = true;
    requests().cancel("no answer in time", null);
  }

  @Override
  public void onNext(IngestTicksResponse response) {
    session.answered(this, response);
  }

  @Override
  public void onError(Throwable failure) {
    session.ended(this, stalled ? lost() : Failures.of(failure));
  }

  @Override
  public void onCompleted() {
    session.ended(this, null);
  }

  /** The stream ended without an answer. */
  static QuintetException lost() {
    return new QuintetException(
        Kind.OUTCOME_UNKNOWN, "the stream ended before the answer", null, null, null);
  }
}
