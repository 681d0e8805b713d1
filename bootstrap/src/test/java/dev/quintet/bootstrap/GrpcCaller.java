package dev.quintet.bootstrap;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls any method, whatever its shape, and gives the answer as text that can be compared. */
final class GrpcCaller {

  static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  static final Metadata.Key<String> TENANT = key("x-tenant-id");

  private static final Metadata.Key<String> KIND = key("quintet-problem-kind");
  private static final Metadata.Key<String> FIELD = key("quintet-problem-field");
  private static final long PATIENCE_SECONDS = 30;

  /** When something was done, and which store was the faster: different at each call. */
  private static final Set<String> VOLATILE =
      Set.of(
          "at_micros",
          "received_at_micros",
          "created_at_micros",
          "updated_at_micros",
          "opened_at_micros",
          "recorded_at_micros",
          "expires_at_micros",
          "changed_at_micros",
          "delivery_at_micros",
          "legs",
          "store",
          "age_millis",
          "from_cache");

  /** An answer as its caller sees it. */
  record Answer(Status.Code code, String text) {

    private static final Pattern CURSOR = Pattern.compile("cursor: \"([A-Za-z0-9_-]+)\"");

    /** What a receipt says of the prices that its caller has just sent. */
    private static final Pattern SENT = Pattern.compile("(lowest|highest)_price: \".*\"");

    /** Version and tag of a cursor, which differ from tenant to tenant. */
    private static final int BOUND_TO = 9;

    Answer without(List<String> names) {
      String left = SENT.matcher(CURSOR.matcher(text).replaceAll(Answer::position)).replaceAll("");
      for (int i = 0; i < names.size(); i++) {
        left = left.replace(names.get(i), "<" + i + ">");
      }
      return new Answer(code, left);
    }

    /** What a cursor says to those who look into it. */
    private static String position(MatchResult cursor) {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor.group(1));
      String position =
          new String(bytes, BOUND_TO, bytes.length - BOUND_TO, StandardCharsets.ISO_8859_1);
      return Matcher.quoteReplacement("cursor: \"" + position + "\"");
    }
  }

  private final Channel channel;

  private GrpcCaller(Channel channel) {
    this.channel = channel;
  }

  static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  static GrpcCaller open(Channel channel, Metadata headers) {
    return new GrpcCaller(
        ClientInterceptors.intercept(
            channel, MetadataUtils.newAttachHeadersInterceptor(headers)));
  }

  static Metadata bearer(String key) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + key);
    return headers;
  }

  <Q extends Message, A extends Message> Answer call(
      MethodDescriptor<Q, A> method, List<Q> requests) {
    Collector<Q, A> answers = new Collector<>(method.getFullMethodName().endsWith("/Watch"));
    var requestStream =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(
                method, CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)),
            answers);
    requests.forEach(requestStream::onNext);
    requestStream.onCompleted();
    return answers.all();
  }

  /** The messages, in the order of their text where the order is not promised, and the end. */
  private static final class Collector<Q, A extends Message>
      implements ClientResponseObserver<Q, A> {
    private final List<String> messages = new ArrayList<>();
    private final CompletableFuture<Answer> end = new CompletableFuture<>();
    private final boolean onlyFirst;
    private @Nullable ClientCallStreamObserver<Q> call;

    private Collector(boolean onlyFirst) {
      this.onlyFirst = onlyFirst;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
      call = stream;
    }

    @Override
    public void onNext(A message) {
      messages.add(text(message));
      if (onlyFirst && call != null) {
        call.cancel("seen enough", null);
      }
    }

    @Override
    public void onError(Throwable failure) {
      Status status = Status.fromThrowable(failure);
      Metadata trailers =
          failure instanceof StatusRuntimeException told && told.getTrailers() != null
              ? told.getTrailers()
              : new Metadata();
      end.complete(
          new Answer(
              status.getCode(),
              String.join("\n", messages)
                  + "%s %s: %s"
                      .formatted(
                          trailers.get(KIND), trailers.get(FIELD), status.getDescription())));
    }

    @Override
    public void onCompleted() {
      messages.sort(String::compareTo);
      end.complete(new Answer(Status.Code.OK, String.join("\n", messages)));
    }

    private Answer all() {
      try {
        return end.get(2 * PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (ExecutionException | TimeoutException e) {
        throw new AssertionError("no answer", e);
      }
    }
  }

  private static String text(Message message) {
    Message.Builder kept = message.toBuilder();
    clear(kept);
    return TextFormat.printer().printToString(kept.build());
  }

  private static void clear(Message.Builder message) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (VOLATILE.contains(field.getName())) {
        message.clearField(field);
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()) {
        if (field.isRepeated()) {
          for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
            Message.Builder each = ((Message) message.getRepeatedField(field, i)).toBuilder();
            clear(each);
            message.setRepeatedField(field, i, each.build());
          }
        } else if (message.hasField(field)) {
          Message.Builder each = ((Message) message.getField(field)).toBuilder();
          clear(each);
          message.setField(field, each.build());
        }
      }
    }
  }
}
