package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.quintet.application.calls.Failures;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.SymbolsRequest;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class WatchedCallTest {

  private static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

  private static GrpcServer server;

  @BeforeAll
  static void open() {
    server = GrpcServer.open();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  /** What an answer told beside its messages: headers, and trailers. */
  private record Told(@Nullable Metadata headers, @Nullable Metadata trailers) {

    @Nullable String id() {
      String inHeaders = headers == null ? null : headers.get(REQUEST_ID);
      return inHeaders != null || trailers == null ? inHeaders : trailers.get(REQUEST_ID);
    }
  }

  private static Told call(Metadata metadata, String symbol) {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    var stub =
        MarketDataServiceGrpc.newBlockingV2Stub(
            ClientInterceptors.intercept(
                server.channel(metadata),
                MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)));
    try {
      if (symbol.isEmpty()) {
        stub.symbols(SymbolsRequest.getDefaultInstance());
      } else {
        stub.lastQuote(LastQuoteRequest.newBuilder().setSymbol(symbol).build());
      }
    } catch (StatusException e) {
      // Told by the trailers.
    }
    return new Told(headers.get(), trailers.get());
  }

  private static Metadata asking(String key, String id) {
    Metadata metadata = GrpcServer.bearer(key);
    metadata.put(REQUEST_ID, id);
    return metadata;
  }

  @Test
  void anAnswerCarriesTheIdOfItsRequest() {
    String key = server.serviceKey();

    assertThat(call(asking(key, "mine-1"), "").id()).isEqualTo("mine-1");
    assertThat(call(asking(key, "mine-2"), "NOTHING").id()).isEqualTo("mine-2");
    assertThat(call(asking("qk_nonsense", "mine-3"), "").id()).isEqualTo("mine-3");
  }

  @Test
  void anIdThatIsNoneIsReplaced() {
    String key = server.serviceKey();

    assertThat(call(asking(key, "two words"), "").id()).matches("[0-9a-f]{12}-[0-9a-f]+");
    assertThat(call(GrpcServer.bearer(key), "").id()).matches("[0-9a-f]{12}-[0-9a-f]+");
  }

  @Test
  void whatIsLoggedOfACallIsLoggedInItsName() {
    Lines lines = new Lines();
    Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
    logger.addAppender(lines);
    logger.setAdditive(false);
    lines.start();
    TenantId tenant = server.tenant();
    String key = server.key(Role.SERVICE, tenant);
    server.ticks.script =
        () -> {
          throw new IllegalStateException("broken");
        };
    try {
      for (int i = 0; i < 20; i++) {
        call(asking(key, "call-" + i), "EURUSD");
      }
    } finally {
      server.ticks.script = () -> {};
      logger.detachAppender(lines);
      logger.setAdditive(true);
    }

    assertThat(lines.calls).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(lines.calls.get(i))
          .isEqualTo("call-" + i + " " + key.split("_", 3)[1] + " " + tenant.value());
    }
    assertThat(CallContext.current()).isNull();
  }

  /** In whose name each line was written. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      CallContext call = CallContext.current();
      calls.add(
          call == null
              ? "nobody"
              : call.requestId() + " " + call.principal() + " " + call.tenant());
    }
  }

  @Test
  void theHeaderIsNotAskedToBeThereOnce() {
    Metadata twice = asking(server.serviceKey(), "one");
    twice.put(REQUEST_ID, "two");

    assertThat(call(twice, "").id()).isIn("one", "two");
    assertThatThrownBy(
            () ->
                MarketDataServiceGrpc.newBlockingV2Stub(server.channel(new Metadata()))
                    .symbols(SymbolsRequest.getDefaultInstance()))
        .isInstanceOf(StatusException.class);
  }
}
