package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.SymbolsRequest;
import dev.quintet.marketdata.v1.SymbolsResponse;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests of the right form with values out of all bounds, cut off and with fields that nobody knows,
 * frames that are none, and too much metadata. {@code -Dquintet.fuzz.seed} and {@code .tries} change
 * what is tried.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzedCallsTest {

  private static final long SEED = Long.getLong("quintet.fuzz.seed", 20261122);
  private static final int TRIES = Integer.getInteger("quintet.fuzz.tries", 150);

  /** What a caller's own mistake never gets. */
  private static final Set<Status.Code> OURS =
      Set.of(
          Status.Code.INTERNAL,
          Status.Code.UNKNOWN,
          Status.Code.DATA_LOSS,
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED);

  private static final List<String> WORDS =
      List.of(
          "",
          "EURUSD",
          "acme",
          "eur usd",
          "'; DROP TABLE ticks; --",
          "../../etc/passwd",
          "\u0000",
          "é\uD83D\uDCB1",
          "1m",
          "99999999999999999999h",
          "trade",
          "x".repeat(300),
          "admin",
          "%s%n{}${jndi:x}");
  private static final long[] NUMBERS = {
    0, 1, -1, 7, 60, 10_000, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE,
    1_399_507_200_000_000_000L
  };

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  private Stream<MethodDescriptor<?, ?>> methods() {
    return server.methods();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void wildRequestsGetATypedAnswerAndOnlyAnsweredOnesAreMetered(MethodDescriptor<?, ?> method)
      throws Exception {
    Random random = new Random(SEED);
    TenantId tenant = server.tenant();
    String key =
        method.getServiceName().equals(TenantServiceGrpc.SERVICE_NAME)
            ? server.key(Role.OPERATOR, new TenantScope.All())
            : server.key(Role.SERVICE, tenant);
    int answered = 0;
    for (int i = 0; i < TRIES; i++) {
      byte[] request = cut(random, wild(random, type(method), 3).toByteArray());
      var call = Talk.begin(server.channel(GrpcServer.bearer(key)), Raw.of(method));
      call.write(request);
      call.halfClose();
      Status status = end(call);
      assertThat(OURS)
          .as("seed %s, try %s of %s: %s", SEED, i, method.getFullMethodName(), status)
          .doesNotContain(status.getCode());
      answered += status.isOk() ? 1 : 0;
    }
    long calls = answered;
    if (method.getServiceName().equals(MarketDataServiceGrpc.SERVICE_NAME)) {
      await()
          .untilAsserted(
              () -> assertThat(server.metered(tenant, UsageType.API_CALLS)).isEqualTo(calls));
    }
  }

  @Test
  void fieldsThatNobodyKnowsChangeNothing() throws Exception {
    var method = MarketDataServiceGrpc.getSymbolsMethod();
    byte[] known = SymbolsRequest.newBuilder().setPageSize(5).build().toByteArray();
    byte[] more =
        SymbolsRequest.parseFrom(known).toBuilder()
            .setUnknownFields(unknown(new Random(SEED)))
            .build()
            .toByteArray();
    assertThat(more.length).isGreaterThan(known.length);
    String key = server.serviceKey();
    for (byte[] request : List.of(known, more)) {
      var call = Talk.begin(server.channel(GrpcServer.bearer(key)), Raw.of(method));
      call.write(request);
      call.halfClose();
      assertThat(SymbolsResponse.parseFrom(Objects.requireNonNull(call.read())))
          .isEqualTo(SymbolsResponse.getDefaultInstance());
    }
  }

  @Test
  void metadataOverTheLimitIsRefusedAndHarmsNobody() throws Exception {
    TenantId tenant = server.tenant();
    String key = server.key(Role.SERVICE, tenant);
    for (int size : new int[] {8_192, 40_000}) {
      Metadata headers = GrpcServer.bearer(key);
      headers.put(
          Metadata.Key.of("x-much", Metadata.ASCII_STRING_MARSHALLER), "m".repeat(size));
      var call =
          Talk.begin(
              server.channel(headers), Raw.of(MarketDataServiceGrpc.getSymbolsMethod()));
      call.write(new byte[0]);
      call.halfClose();
      assertThat(end(call).getCode())
          .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }
    Metadata stranger = GrpcServer.bearer("qk_nobody");
    stranger.put(Metadata.Key.of("x-much", Metadata.ASCII_STRING_MARSHALLER), "m".repeat(9_000));
    var refused =
        Talk.begin(server.channel(stranger), Raw.of(MarketDataServiceGrpc.getSymbolsMethod()));
    refused.write(new byte[0]);
    refused.halfClose();
    assertThat(end(refused).getCode())
        .as("before the credential is looked at")
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    var unused = server.marketData(key).symbols(SymbolsRequest.getDefaultInstance());
    await()
        .untilAsserted(() -> assertThat(server.metered(tenant, UsageType.API_CALLS)).isEqualTo(1));
  }

  /** After a good beginning: frames of any type with any content, and frames that end too soon. */
  @Test
  void framesThatAreNoneEndTheirConnectionOnly() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      try (Socket socket = new Socket("127.0.0.1", server.port)) {
        socket.setSoTimeout(20);
        OutputStream out = socket.getOutputStream();
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(frame(4, 0, 0, new byte[0], 0));
        for (int frame = 0; frame < 1 + random.nextInt(5); frame++) {
          byte[] content = new byte[random.nextInt(200)];
          random.nextBytes(content);
          int missing = random.nextInt(4) == 0 ? random.nextInt(100) : 0;
          out.write(
              frame(random.nextInt(12), random.nextInt(256), random.nextInt(9), content, missing));
        }
        out.flush();
        drain(socket.getInputStream());
      } catch (IOException e) {
        assertThat(e).as("the server may close whenever it likes").isNotNull();
      }
    }
    var unused =
        server.marketData(server.serviceKey()).symbols(SymbolsRequest.getDefaultInstance());
  }

  private static byte[] frame(int type, int flags, int stream, byte[] content, int missing) {
    int length = content.length + missing;
    return ByteBuffer.allocate(9 + content.length)
        .put((byte) (length >> 16))
        .put((byte) (length >> 8))
        .put((byte) length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(content)
        .array();
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[4_096];
    while (in.read(buffer) > 0) {
      Arrays.fill(buffer, (byte) 0);
    }
  }

  private static Status end(Talk<byte[], byte[]> call) throws Exception {
    try {
      while (call.read() != null) {
        assertThat(call).isNotNull();
      }
      return Status.OK;
    } catch (StatusException e) {
      return e.getStatus();
    }
  }

  private static Descriptor type(MethodDescriptor<?, ?> method) {
    return ((ProtoMethodDescriptorSupplier)
            Objects.requireNonNull(method.getSchemaDescriptor()))
        .getMethodDescriptor()
        .getInputType();
  }

  private static byte[] cut(Random random, byte[] message) {
    return random.nextInt(3) == 0
        ? Arrays.copyOf(message, random.nextInt(message.length + 1))
        : message;
  }

  private static DynamicMessage wild(Random random, Descriptor type, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      if (random.nextInt(3) == 0 || field.isMapField()) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(4); i > 0; i--) {
          message.addRepeatedField(field, value(random, field, depth));
        }
      } else {
        message.setField(field, value(random, field, depth));
      }
    }
    return random.nextInt(4) == 0
        ? message.setUnknownFields(unknown(random)).build()
        : message.build();
  }

  private static Object value(Random random, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case STRING -> WORDS.get(random.nextInt(WORDS.size()));
      case LONG -> NUMBERS[random.nextInt(NUMBERS.length)];
      case INT -> (int) NUMBERS[random.nextInt(NUMBERS.length)];
      case BOOLEAN -> random.nextBoolean();
      case FLOAT -> Float.NaN;
      case DOUBLE -> Double.NaN;
      case BYTE_STRING -> ByteString.copyFromUtf8(WORDS.get(random.nextInt(WORDS.size())));
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(9));
      case MESSAGE ->
          depth == 0
              ? DynamicMessage.getDefaultInstance(field.getMessageType())
              : wild(random, field.getMessageType(), depth - 1);
    };
  }

  private static UnknownFieldSet unknown(Random random) {
    return UnknownFieldSet.newBuilder()
        .addField(
            1_000 + random.nextInt(1_000),
            UnknownFieldSet.Field.newBuilder()
                .addVarint(random.nextLong())
                .addFixed64(random.nextLong())
                .addLengthDelimited(ByteString.copyFromUtf8("nobody knows"))
                .build())
        .build();
  }
}
