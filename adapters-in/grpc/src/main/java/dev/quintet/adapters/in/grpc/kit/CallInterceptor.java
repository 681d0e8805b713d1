package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.application.calls.Call;
import dev.quintet.application.calls.Calls;
import dev.quintet.application.calls.Failures;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.grpc.Context;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Begins each call and admits it when its credential is good, before a message of it is read. Health
 * and reflection are open to everybody.
 */
@Singleton
final class CallInterceptor implements ServerInterceptor {

  static final Metadata.Key<String> REQUEST_ID = key("x-request-id");

  private static final Metadata.Key<String> TRACEPARENT = key("traceparent");
  private static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  private static final Metadata.Key<String> TENANT = key("x-tenant-id");
  private static final Metadata.Key<String> USER = key("x-on-behalf-of");
  private static final Set<String> OPEN_SERVICES =
      Set.of(
          "grpc.health.v1.Health",
          "grpc.reflection.v1.ServerReflection",
          "grpc.reflection.v1alpha.ServerReflection");

  /** Whoever has used up a quota can look at it, and take another plan. */
  private static final String UNMETERED_SERVICE = "quintet.subscriptions.v1.SubscriptionService";

  private final Calls calls;
  private final GrpcSettings settings;
  private final BoundedConnections connections;

  CallInterceptor(Calls calls, GrpcSettings settings, BoundedConnections connections) {
    this.connections = connections;
    this.calls = calls;
    this.settings = settings;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> wire, Metadata headers, ServerCallHandler<Q, A> handler) {
    Call call =
        calls.begin(
            Observer.Protocol.GRPC,
            wire.getMethodDescriptor().getFullMethodName(),
            headers.get(REQUEST_ID),
            headers.get(TRACEPARENT));
    WatchedCall<Q, A> watched = new WatchedCall<>(wire, call);
    CallContext before = CallContext.enter(call);
    try {
      checkSize(headers);
      if (OPEN_SERVICES.contains(wire.getMethodDescriptor().getServiceName())) {
        return watched.events(handler.startCall(watched, headers));
      }
      if (UNMETERED_SERVICE.equals(wire.getMethodDescriptor().getServiceName())) {
        call.unmetered();
      }
      String credential = Authentication.bearer(only(headers, AUTHORIZATION));
      String tenant = only(headers, TENANT);
      String user = only(headers, USER);
      if (call.admitRemembered(credential, tenant, user)) {
        connections.known(wire.getAttributes());
        return watched.events(handler.startCall(watched, headers));
      }
      connections.asked(wire.getAttributes());
      return lookUp(credential, tenant, user, watched, headers, handler);
    } catch (RuntimeException e) {
      return watched.refuse(Failures.problem(e));
    } finally {
      CallContext.enter(before);
    }
  }

  /** Asks the store, on a thread that may wait. */
  private <Q, A> ServerCall.Listener<Q> lookUp(
      @Nullable String credential,
      @Nullable String tenant,
      @Nullable String user,
      WatchedCall<Q, A> watched,
      Metadata headers,
      ServerCallHandler<Q, A> handler) {
    WatchedCall<Q, A>.Events events = watched.events(null);
    Deadline deadline = Deadline.after(settings.authenticationDeadline());
    Runnable work =
        () -> {
          ServerCall.Listener<Q> listener;
          try {
            Call.current().admit(credential, tenant, user, deadline);
            connections.known(watched.getAttributes());
            listener = handler.startCall(watched, headers);
          } catch (RuntimeException e) {
            listener = watched.refuse(Failures.problem(e));
          }
          events.begin(listener);
        };
    Thread.ofVirtual()
        .name("authentication")
        .start(CallContext.carried(Context.current().wrap(work)));
    return events;
  }

  /**
   * Before anything of them is looked at. The transport would refuse too many too, but its callers see
   * a fault of the server.
   */
  private void checkSize(Metadata headers) {
    int most = settings.maxMetadataBytes();
    long bytes = 0;
    // Names and values; the array is the one that the transport made.
    for (byte[] part : InternalMetadata.serialize(headers)) {
      bytes += part.length;
    }
    if (bytes > most) {
      throw new ProblemException(
          new Problem.LimitExceeded("bytes of metadata", most, Duration.ZERO));
    }
  }

  /** Two values of one header may be read differently by two readers: refused. */
  private static @Nullable String only(Metadata headers, Metadata.Key<String> key) {
    Iterable<String> values = headers.getAll(key);
    if (values == null) {
      return null;
    }
    Iterator<String> each = values.iterator();
    String value = each.next();
    if (each.hasNext()) {
      throw ProblemException.invalid(key.name(), "is there twice");
    }
    return value;
  }
}
