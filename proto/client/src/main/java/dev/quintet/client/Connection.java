package dev.quintet.client;

import dev.quintet.decisions.v1.DecisionServiceGrpc;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.predictions.v1.PredictionServiceGrpc;
import dev.quintet.subscriptions.v1.SubscriptionServiceGrpc;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import dev.quintet.trades.v1.TradeServiceGrpc;
import dev.quintet.users.v1.UserServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One channel with the credential on every call, and the deadlines and retries of the calls. */
final class Connection {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> USER =
      Metadata.Key.of("x-on-behalf-of", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> TENANT =
      Metadata.Key.of("x-tenant-id", Metadata.ASCII_STRING_MARSHALLER);

  private final ManagedChannel managed;
  private final Channel channel;
  private final Duration deadline;
  private final Duration streamDeadline;
  private final Duration giveUpAfter;

  Connection(
      ManagedChannel managed,
      @Nullable String key,
      @Nullable String tenant,
      @Nullable String user,
      Duration deadline,
      Duration streamDeadline,
      Duration giveUpAfter) {
    Metadata headers = new Metadata();
    if (key != null) {
      headers.put(AUTHORIZATION, "Bearer " + key);
    }
    if (tenant != null) {
      headers.put(TENANT, tenant);
    }
    if (user != null) {
      headers.put(USER, user);
    }
    this.managed = managed;
    this.channel =
        ClientInterceptors.intercept(managed, MetadataUtils.newAttachHeadersInterceptor(headers));
    this.deadline = deadline;
    this.streamDeadline = streamDeadline;
    this.giveUpAfter = giveUpAfter;
  }

  interface Attempt<T> {
    T answer() throws StatusException;
  }

  /** Repeats the attempt while that can help; for reads and for writes that carry an id. */
  <T> T call(Attempt<T> attempt) {
    Backoff backoff = backoff();
    while (true) {
      try {
        return attempt.answer();
      } catch (StatusException | StatusRuntimeException e) {
        awaitRetry(backoff, e);
      }
    }
  }

  /** Waits before the next attempt, if there is to be one. */
  void awaitRetry(Backoff backoff, Exception failure) {
    if (isClosed()) {
      throw Failures.of(failure);
    }
    backoff.awaitRetry(Failures.of(failure));
  }

  <T> T once(Attempt<T> attempt) {
    try {
      return attempt.answer();
    } catch (StatusException | StatusRuntimeException e) {
      throw Failures.of(e);
    }
  }

  Backoff backoff() {
    return new Backoff(giveUpAfter);
  }

  MarketDataServiceGrpc.MarketDataServiceBlockingV2Stub marketData() {
    return MarketDataServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(deadline);
  }

  /** Begins a call that is answered by many messages. */
  <Q, A> AnswerStream<A> stream(MethodDescriptor<Q, A> method, Q request) {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(streamDeadline.toNanos(), TimeUnit.NANOSECONDS);
    return new AnswerStream<>(channel.newCall(method, options), request);
  }

  /** For the ingestion stream, which lasts as long as its writer. */
  MarketDataServiceGrpc.MarketDataServiceStub ingestion() {
    return MarketDataServiceGrpc.newStub(channel);
  }

  TenantServiceGrpc.TenantServiceBlockingV2Stub tenants() {
    return TenantServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(deadline);
  }

  SubscriptionServiceGrpc.SubscriptionServiceBlockingV2Stub subscriptions() {
    return SubscriptionServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(deadline);
  }

  UserServiceGrpc.UserServiceBlockingV2Stub users() {
    return UserServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(deadline);
  }

  /**
   * Of trades.
   *
   * @param wait how much longer than others the call may take
   */
  TradeServiceGrpc.TradeServiceBlockingV2Stub trades(Duration wait) {
    return TradeServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(deadline.plus(wait));
  }

  PredictionServiceGrpc.PredictionServiceBlockingV2Stub predictions() {
    return PredictionServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(deadline);
  }

  /**
   * Of decisions.
   *
   * @param wait how much longer than others the call may take
   */
  DecisionServiceGrpc.DecisionServiceBlockingV2Stub decisions(Duration wait) {
    return DecisionServiceGrpc.newBlockingV2Stub(channel).withDeadlineAfter(deadline.plus(wait));
  }

  boolean isClosed() {
    return managed.isShutdown();
  }

  void close() {
    managed.shutdown();
    try {
      if (!managed.awaitTermination(1, TimeUnit.SECONDS)) {
        managed.shutdownNow();
      }
    } catch (InterruptedException e) {
      managed.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
