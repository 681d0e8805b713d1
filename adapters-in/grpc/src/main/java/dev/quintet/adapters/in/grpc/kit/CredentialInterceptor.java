package dev.quintet.adapters.in.grpc.kit;

import dev.quintet.application.calls.Failures;
import dev.quintet.application.platform.CallTimes;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call in when its credential is good, before a message of it is read, and has it metered and
 * timed. Health is answered to everybody.
 */
@Singleton
final class CredentialInterceptor implements ServerInterceptor {

  /** Who calls. */
  static final Context.Key<Principal> PRINCIPAL = Context.key("principal");

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> TENANT =
      Metadata.Key.of("x-tenant-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Set<String> OPEN_SERVICES =
      Set.of(
          "grpc.health.v1.Health",
          "grpc.reflection.v1.ServerReflection",
          "grpc.reflection.v1alpha.ServerReflection");

  private final Authentication authentication;
  private final Metering metering;
  private final CallTimes times;
  private final GrpcSettings settings;

  CredentialInterceptor(
      Authentication authentication,
      Metering metering,
      CallTimes times,
      GrpcSettings settings) {
    this.authentication = authentication;
    this.metering = metering;
    this.times = times;
    this.settings = settings;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> bare, Metadata headers, ServerCallHandler<Q, A> next) {
    if (open(bare.getMethodDescriptor().getServiceName())) {
      return next.startCall(bare, headers);
    }
    TimedCall<Q, A> call = new TimedCall<>(bare, times);
    try {
      String credential = Authentication.bearer(only(headers, AUTHORIZATION));
      String tenant = only(headers, TENANT);
      Optional<Principal> known = authentication.remembered(credential, tenant);
      return known.isPresent()
          ? admit(Context.current(), known.get(), call, headers, next)
          : lookUp(credential, tenant, call, headers, next);
    } catch (RuntimeException e) {
      return refuse(call, e);
    }
  }

  private <Q, A> ServerCall.Listener<Q> admit(
      Context context,
      Principal principal,
      TimedCall<Q, A> call,
      Metadata headers,
      ServerCallHandler<Q, A> next) {
    CallContext watched = CallContext.current();
    if (watched != null) {
      TenantId tenant = principal.onlyTenant().orElse(null);
      watched.admitted(principal.keyPrefix(), tenant == null ? null : tenant.value());
    }
    return call.listener(
        Contexts.interceptCall(
            context.withValue(PRINCIPAL, principal),
            new MeteredCall<>(call, metering, principal),
            headers,
            next));
  }

  /** Asks the store, on a thread that may wait. */
  private <Q, A> ServerCall.Listener<Q> lookUp(
      @Nullable String credential,
      @Nullable String tenant,
      TimedCall<Q, A> call,
      Metadata headers,
      ServerCallHandler<Q, A> next) {
    DeferredListener<Q> deferred = new DeferredListener<>();
    Context context = Context.current();
    Deadline deadline = Deadline.after(settings.authenticationDeadline());
    Thread.ofVirtual()
        .name("authentication")
        .start(
            CallContext.carried(
                () -> {
                  ServerCall.Listener<Q> listener;
                  try {
                    Principal principal =
                        authentication.authenticate(credential, tenant, deadline);
                    listener = admit(context, principal, call, headers, next);
                  } catch (RuntimeException e) {
                    listener = refuse(call, e);
                  }
                  deferred.begin(listener);
                }));
    return deferred;
  }

  private static <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, RuntimeException why) {
    Problem problem = Failures.problem(why);
    call.close(ProblemStatus.status(problem), ProblemStatus.trailers(problem));
    return new ServerCall.Listener<>() {};
  }

  static boolean open(@Nullable String service) {
    return service != null && OPEN_SERVICES.contains(service);
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
      throw new ProblemException(new Problem.Invalid(key.name(), "is there twice"));
    }
    return value;
  }
}
