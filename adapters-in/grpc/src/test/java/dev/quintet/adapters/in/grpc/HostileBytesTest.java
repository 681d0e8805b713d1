package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.SymbolsRequest;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come in: a typed answer, and the service goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileBytesTest {

  private static final Set<Status.Code> TYPED =
      Set.of(Status.Code.INVALID_ARGUMENT, Status.Code.NOT_FOUND, Status.Code.PERMISSION_DENIED);
  private static final long SEED = 20140508;

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
  void randomBytesGetATypedAnswer(MethodDescriptor<?, ?> method) throws Exception {
    Random random = new Random(SEED);
    String key =
        method.getServiceName().equals(TenantServiceGrpc.SERVICE_NAME)
            ? server.key(Role.OPERATOR, new TenantScope.All())
            : server.serviceKey();
    for (int i = 0; i < 150; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      var call = Talk.begin(server.channel(GrpcServer.bearer(key)), Raw.of(method));
      call.write(bytes);
      call.halfClose();

      Throwable failure =
          catchThrowable(
              () -> {
                while (call.read() != null) {
                  assertThat(call).isNotNull();
                }
              });

      if (failure != null) {
        assertThat(failure).isInstanceOf(StatusException.class);
        Status status = ((StatusException) failure).getStatus();
        assertThat(TYPED).as("try %s: %s", i, status).contains(status.getCode());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aMessageOverTheLimitIsRefused(MethodDescriptor<?, ?> method) throws Exception {
    var call =
        Talk.begin(server.channel(GrpcServer.bearer(server.serviceKey())), Raw.of(method));
    call.write(new byte[16 * 1024 * 1024 + 1]);
    call.halfClose();

    assertThat(Problems.of(call::read))
        .extracting(Problems::code, Problems::kind)
        .containsExactly(Status.Code.RESOURCE_EXHAUSTED, "limit_exceeded");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aCallWithoutAMessageIsInvalid(MethodDescriptor<?, ?> method) throws Exception {
    var call =
        Talk.begin(server.channel(GrpcServer.bearer(server.serviceKey())), Raw.of(method));
    call.halfClose();

    if (method.getType().clientSendsOneMessage()) {
      assertThat(Problems.of(call::read).field()).isEqualTo("message");
    } else {
      assertThat(call.read()).isNull();
    }
  }

  @Test
  void aCompressedMessageThatGrowsOverTheLimitIsRefused() {
    var stub = server.marketData(server.serviceKey()).withCompression("gzip");

    Problems told =
        Problems.of(
            () ->
                stub.symbols(
                    SymbolsRequest.newBuilder()
                        .setCursorBytes(ByteString.copyFrom(new byte[40 * 1024 * 1024]))
                        .build()));

    assertThat(told.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void bytesThatAreNoHttpHarmNobody() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 50; i++) {
      byte[] bytes = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(bytes);
      send(i % 2 == 0 ? "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" : "", bytes);
    }

    var unused =
        server.marketData(server.serviceKey()).symbols(SymbolsRequest.getDefaultInstance());
  }

  @Test
  void anUnknownMethodIsUnimplemented() throws Exception {
    MethodDescriptor<byte[], byte[]> unknown =
        Raw.of(MarketDataServiceGrpc.getSymbolsMethod()).toBuilder()
            .setFullMethodName("quintet.marketdata.v1.MarketDataService/DropEverything")
            .build();
    var call = Talk.begin(server.channel(GrpcServer.bearer(server.serviceKey())), unknown);
    call.write(new byte[0]);
    call.halfClose();

    assertThat(Problems.of(call::read).code()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  private void send(String preface, byte[] bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port)) {
      socket.getOutputStream().write(preface.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }
  }
}
