package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.quintet.application.subscriptions.PlanAdministration;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickRows;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.PlanOverride;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.StreamTicksResponse;
import dev.quintet.marketdata.v1.SymbolsRequest;
import dev.quintet.subscriptions.v1.ListPlansRequest;
import dev.quintet.subscriptions.v1.SubscriptionServiceGrpc;
import dev.quintet.users.v1.CreateUserRequest;
import dev.quintet.users.v1.GetUserRequest;
import dev.quintet.users.v1.ListUsersRequest;
import dev.quintet.users.v1.UserProfile;
import dev.quintet.users.v1.UserServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Limits of calls at the same time, and of what one call is answered with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LimitsTest {

  private static final int PAGE = 400;
  private static final StreamTicksRequest RANGE =
      StreamTicksRequest.newBuilder()
          .setSymbol("EURUSD")
          .setToNanos(4_000_000_000_000_000_000L)
          .build();

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  private Metadata limited(Limit... limits) {
    TenantId tenant = server.tenant();
    String operator = server.key(Role.OPERATOR, new TenantScope.All());
    server
        .context
        .getBean(PlanAdministration.class)
        .override(
            server
                .context
                .getBean(Authentication.class)
                .authenticate(operator, tenant.value(), null, GrpcServer.soon()),
            "limits",
            it ->
                new PlanOverride(
                    it, null, 1, Instant.EPOCH, null, null, List.of(), List.of(limits), List.of()),
            GrpcServer.soon());
    return GrpcServer.bearer(server.key(Role.SERVICE, tenant));
  }

  private static void pages(Consumer<TickRows> sink) {
    TickKind[] kinds = new TickKind[PAGE];
    Arrays.fill(kinds, TickKind.QUOTE);
    for (int page = 0; page < 10; page++) {
      long[] times = new long[PAGE];
      int first = page * PAGE;
      Arrays.setAll(times, row -> first + row);
      sink.accept(
          new TickRows(
              PAGE, kinds, new Source[] {new Source("fxcm")}, new int[PAGE], times, new int[PAGE],
              new long[PAGE], new long[PAGE], new long[PAGE], null, new long[PAGE]));
    }
  }

  private Talk<StreamTicksRequest, StreamTicksResponse> stream(Metadata headers) throws Exception {
    server.ticks.reading = LimitsTest::pages;
    var call = Talk.begin(server.channel(headers), MarketDataServiceGrpc.getStreamTicksMethod());
    call.write(RANGE);
    call.halfClose();
    return call;
  }

  /** The details by which a program knows the limit. */
  private static Map<String, String> refusal(StatusException failure) throws Exception {
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    return StatusProto.fromThrowable(failure)
        .getDetails(0)
        .unpack(com.google.rpc.ErrorInfo.class)
        .getMetadataMap();
  }

  @Test
  void aStreamEndsWhereItsNextPageWouldExceedALimitOfRows() throws Exception {
    var call = stream(limited(new Limit(Limit.Name.ROWS, 1_000, true)));
    long rows = 0;
    for (int page = 0; page < 2; page++) {
      rows += call.next().getEventTimesCount();
    }
    assertThat(rows).isEqualTo(800);
    assertThat(refusal(catchThrowableOfType(StatusException.class, call::read)))
        .containsEntry("meter", "rows")
        .containsEntry("limit", "1000")
        .containsEntry("used", "1200");
  }

  @Test
  void aStreamEndsWhereItsNextPageWouldExceedALimitOfBytes() throws Exception {
    var first = stream(limited());
    int bytes = first.next().getSerializedSize();
    first.cancel();
    var call = stream(limited(new Limit(Limit.Name.BYTES, bytes * 3L, true)));
    long given = 0;
    StatusException end = null;
    while (end == null) {
      try {
        given += call.next().getSerializedSize();
      } catch (StatusException e) {
        end = e;
      }
    }
    assertThat(given).isBetween(2L * bytes, 3L * bytes);
    assertThat(refusal(end)).containsEntry("meter", "bytes");
  }

  @Test
  void aSoftLimitEndsNoStream() throws Exception {
    var call = stream(limited(new Limit(Limit.Name.ROWS, 1_000, false)));
    long rows = 0;
    for (var page = call.read(); page != null; page = call.read()) {
      rows += page.getEventTimesCount();
    }
    assertThat(rows).isEqualTo(10L * PAGE);
  }

  private static CreateUserRequest user(String name) {
    return CreateUserRequest.newBuilder()
        .setUserId(name)
        .setProfile(
            UserProfile.newBuilder()
                .setEmail(name + "@example.com")
                .setUsername(name)
                .setTier("pro"))
        .build();
  }

  @Test
  void whatChangedSomethingIsAnsweredWhateverItsAnswerHas() throws Exception {
    Metadata headers = limited(new Limit(Limit.Name.ROWS, 0, true));
    var users = UserServiceGrpc.newBlockingV2Stub(server.channel(headers));
    assertThat(users.createUser(user("ann")).getUserId()).isEqualTo("ann");
    GetUserRequest ann = GetUserRequest.newBuilder().setUserId("ann").build();
    assertThat(refusal(catchThrowableOfType(StatusException.class, () -> users.getUser(ann))))
        .containsEntry("meter", "rows");
  }

  @Test
  void aSingleAnswerIsRefusedIfItHasTooMuch() throws Exception {
    Metadata headers = limited(new Limit(Limit.Name.ROWS, 1, true));
    var users = UserServiceGrpc.newBlockingV2Stub(server.channel(headers));
    for (String name : List.of("ann", "bob")) {
      users.createUser(user(name));
    }
    ListUsersRequest both = ListUsersRequest.getDefaultInstance();
    assertThat(refusal(catchThrowableOfType(StatusException.class, () -> users.listUsers(both))))
        .containsEntry("meter", "rows");
    assertThat(users.listUsers(both.toBuilder().setPageSize(1).build()).getUsersCount())
        .isEqualTo(1);
  }

  @Test
  void callsAtTheSameTimeAreLimitedAndAStreamIsOneUntilItEnds() throws Exception {
    Metadata headers = limited(new Limit(Limit.Name.CONCURRENT_QUERIES, 1, true));
    var market = MarketDataServiceGrpc.newBlockingV2Stub(server.channel(headers));
    var ingest =
        Talk.begin(server.channel(headers), MarketDataServiceGrpc.getIngestTicksMethod());
    ingest.write(IngestTicksTest.batch("one").build());
    ingest.next();
    SymbolsRequest request = SymbolsRequest.getDefaultInstance();
    StatusException refused =
        catchThrowableOfType(StatusException.class, () -> market.symbols(request));
    assertThat(refusal(refused))
        .containsEntry("meter", "concurrent_queries")
        .containsEntry("used", "1");
    assertThat(refused.getTrailers().get(GrpcServer.RETRY_AFTER)).isEqualTo("1000");
    assertThat(
            SubscriptionServiceGrpc.newBlockingV2Stub(server.channel(headers))
                .listPlans(ListPlansRequest.getDefaultInstance())
                .getPlansCount())
        .as("plans are looked at whatever is used up")
        .isPositive();
    ingest.cancel();
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> market.symbols(request) != null);
    for (int call = 0; call < 20; call++) {
      market.symbols(request);
    }
  }
}
