package dev.quintet.adapters.in.grpc.kit;

import com.google.protobuf.Message;
import dev.quintet.application.calls.Call;
import dev.quintet.application.calls.Caller;
import dev.quintet.application.shared.Workers;
import dev.quintet.domain.shared.Deadline;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Binds methods to plain functions: a request and its caller in, an answer out. What all calls have
 * in common is here: decoding, deadlines, threads, cancellation, flow control and problems.
 */
@Singleton
public final class GrpcMethods {

  /** Answers a request once. */
  public interface Unary<Q, A> {
    A answer(Q request, Caller caller);
  }

  /** Answers a request without waiting if it can; answers once, with nothing when it cannot. */
  public interface Quick<Q, A> {
    void answer(Q request, Caller caller, Consumer<Optional<A>> answer);
  }

  /** Answers a request with many messages; the sink waits until the reader is ready. */
  public interface Streamed<Q, A> {
    void answer(Q request, Caller caller, Consumer<A> sink);
  }

  private static final Executor VIRTUAL =
      work -> Thread.ofVirtual().name("grpc-call").start(work);

  /** Turns the bytes of one message into a request. */
  public interface Decoding<T> {
    T decode(InputStream bytes) throws IOException;
  }

  private final GrpcSettings settings;
  private final Workers workers;

  GrpcMethods(GrpcSettings settings, Workers workers) {
    this.settings = settings;
    this.workers = workers;
  }

  public Service service(ServiceDescriptor descriptor) {
    return new Service(descriptor);
  }

  /** A service whose methods are bound one after the other. */
  public final class Service {

    private final ServiceDescriptor descriptor;
    private final List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();

    private Service(ServiceDescriptor descriptor) {
      this.descriptor = descriptor;
    }

    public <Q extends Message, A> Service unary(
        MethodDescriptor<Q, A> method, Unary<Q, A> function) {
      return unary(method, never(), function, caller -> VIRTUAL);
    }

    /** Asks {@code quick} first, on the event loop. */
    public <Q extends Message, A> Service unary(
        MethodDescriptor<Q, A> method, Quick<Q, A> quick, Unary<Q, A> function) {
      return unary(method, quick, function, caller -> VIRTUAL);
    }

    /** One short read of PostgreSQL, on a thread that is ready for it. */
    public <Q extends Message, A> Service read(
        MethodDescriptor<Q, A> method, Unary<Q, A> function) {
      return read(method, never(), function);
    }

    /** {@link #read} that asks {@code quick} first, on the event loop. */
    public <Q extends Message, A> Service read(
        MethodDescriptor<Q, A> method, Quick<Q, A> quick, Unary<Q, A> function) {
      return unary(
          reading(method),
          quick,
          function,
          caller -> work -> workers.reads().execute(caller.principal().owner(), work));
    }

    private <Q extends Message, A> Service unary(
        MethodDescriptor<Q, A> method,
        Quick<Q, A> quick,
        Unary<Q, A> function,
        Function<Caller, Executor> threads) {
      return bind(
          method,
          request(method),
          (call, headers) -> {
            Caller caller = caller(settings.deadline(), settings.maxDeadline());
            return new SingleRequestCall<Q, A>(
                call,
                caller,
                quick,
                (request, who, answers) -> answers.accept(function.answer(request, who)),
                threads.apply(caller),
                () -> {});
          });
    }

    public <Q extends Message, A> Service streamed(
        MethodDescriptor<Q, A> method, Streamed<Q, A> function) {
      return bind(
          reading(method),
          request(method),
          (call, headers) -> {
            Caller caller = caller(settings.streamDeadline(), settings.maxStreamDeadline());
            ReaderPace pace = new ReaderPace(call, settings.readerPatience(), caller.deadline());
            return new SingleRequestCall<Q, A>(
                call,
                caller,
                never(),
                (request, who, answers) ->
                    function.answer(request, who, pace.keptBy(answers)),
                VIRTUAL,
                pace::ready);
          });
    }

    /** A method that handles its calls itself. */
    public <Q, R, A> Service bind(
        MethodDescriptor<Q, A> method,
        Decoding<R> decoding,
        ServerCallHandler<Inbound<R>, A> handler) {
      Marshaller<Inbound<R>> requests =
          new InboundMarshaller<>(decoding, settings.maxMessageBytes());
      methods.add(
          ServerMethodDefinition.create(
              method.toBuilder(requests, method.getResponseMarshaller()).build(), handler));
      return this;
    }

    /** With the schema of the service, by which reflection knows it. */
    public ServerServiceDefinition build() {
      ServiceDescriptor.Builder bound =
          ServiceDescriptor.newBuilder(descriptor.getName())
              .setSchemaDescriptor(descriptor.getSchemaDescriptor());
      methods.forEach(method -> bound.addMethod(method.getMethodDescriptor()));
      ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(bound.build());
      methods.forEach(definition::addMethod);
      return definition.build();
    }
  }

  /** The limits of one answer hold for what changes nothing, and the interface says what that is. */
  private static <Q, A> MethodDescriptor<Q, A> reading(MethodDescriptor<Q, A> method) {
    if (!method.isSafe()) {
      throw new IllegalArgumentException(
          method.getFullMethodName() + " has no idempotency_level = NO_SIDE_EFFECTS");
    }
    return method;
  }

  private static <Q, A> Quick<Q, A> never() {
    return (request, caller, answer) -> answer.accept(Optional.empty());
  }

  private static <Q> Decoding<Q> request(MethodDescriptor<Q, ?> method) {
    return method.getRequestMarshaller()::parse;
  }

  /** The caller named a deadline, or gets ours; neither is longer than the longest. */
  private static Caller caller(Duration standard, Duration longest) {
    io.grpc.Deadline named = Context.current().getDeadline();
    Duration wanted =
        named == null ? standard : Duration.ofNanos(named.timeRemaining(TimeUnit.NANOSECONDS));
    return new Caller(
        Call.current().caller(), Deadline.after(wanted.compareTo(longest) > 0 ? longest : wanted));
  }
}
