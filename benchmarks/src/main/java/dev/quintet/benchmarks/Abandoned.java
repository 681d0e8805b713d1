package dev.quintet.benchmarks;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Calls that are given up while the engine works on them. */
record Abandoned(ManagedChannel managed, Channel channel, BareClickHouse engine)
    implements AutoCloseable {

  /** The caller leaves once its query is seen. */
  static final CallOptions LEAVES = CallOptions.DEFAULT;

  private static final CallOptions.Key<Duration> PATIENCE =
      CallOptions.Key.create("how long the caller waits");

  /** The caller has a deadline that passes while its query is running. */
  static final CallOptions WAITS_BRIEFLY =
      CallOptions.DEFAULT.withOption(PATIENCE, Duration.ofMillis(300));

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String RUNNING =
      "SELECT count() FROM system.processes WHERE user = 'quintet_reader'";
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int ATTEMPTS = 20;
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

  static Abandoned on(Quintet quintet, BareClickHouse engine) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + quintet.key());
    ManagedChannel managed =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + quintet.grpcPort(), InsecureChannelCredentials.create())
            .build();
    return new Abandoned(
        managed,
        ClientInterceptors.intercept(managed, MetadataUtils.newAttachHeadersInterceptor(headers)),
        engine);
  }

  /**
   * Begins the call, gives it up, and waits until the engine shows no query any more. A call whose
   * query was not running when it was given up does not count and is made again.
   */
  <Q, A> double millisUntilGone(MethodDescriptor<Q, A> method, Q request, CallOptions options)
      throws Exception {
    Duration patience = options.getOption(PATIENCE);
    AtomicReference<Status> outcome = new AtomicReference<>(Status.OK);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      awaitRest();
      long begin = System.nanoTime();
      ClientCall<Q, A> call =
          patience == null
              ? begin(method, request, CallOptions.DEFAULT, outcome)
              : begin(
                  method,
                  request,
                  CallOptions.DEFAULT.withDeadlineAfter(
                      patience.toNanos(), TimeUnit.NANOSECONDS),
                  outcome);
      long end = begin + (patience == null ? MAX_NANOS : patience.toNanos());
      boolean running = false;
      while (System.nanoTime() < end && !(running && patience == null)) {
        running = running() > 0;
      }
      long given = patience == null ? System.nanoTime() : end;
      call.cancel("left", null);
      if (running) {
        awaitRest();
        return (System.nanoTime() - given) / NANOS_PER_MILLI;
      }
    }
    throw new IllegalStateException(
        "the engine was not seen at work on %s, which ended with %s"
            .formatted(method.getFullMethodName(), outcome));
  }

  /** A caller who takes one message at most. */
  private <Q, A> ClientCall<Q, A> begin(
      MethodDescriptor<Q, A> method,
      Q request,
      CallOptions options,
      AtomicReference<Status> outcome) {
    ClientCall<Q, A> call = channel.newCall(method, options);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            outcome.set(status);
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage(request);
    call.halfClose();
    return call;
  }

  private void awaitRest() throws Exception {
    long from = System.nanoTime();
    while (running() > 0) {
      if (System.nanoTime() - from > MAX_NANOS) {
        throw new IllegalStateException("the query does not end");
      }
    }
  }

  private int running() throws Exception {
    return Integer.parseInt(engine.execute(RUNNING));
  }

  @Override
  public void close() {
    managed.shutdownNow();
  }
}
