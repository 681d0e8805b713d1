package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.SymbolsRequest;
import dev.quintet.tenancy.v1.CreateTenantRequest;
import dev.quintet.tenancy.v1.GetTenantRequest;
import dev.quintet.tenancy.v1.IssueKeyRequest;
import dev.quintet.tenancy.v1.ListKeysRequest;
import dev.quintet.tenancy.v1.ListTenantsRequest;
import dev.quintet.tenancy.v1.RevokeKeyRequest;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

  private static final LastQuoteRequest EURUSD =
      LastQuoteRequest.newBuilder().setSymbol("EURUSD").build();

  private final GrpcServer server = GrpcServer.open();

  @BeforeEach
  void startCounting() {
    server.ticks.calls.set(0);
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void aCallWithoutACredentialIsUnauthenticated() {
    assertThat(refusal(new Metadata()))
        .extracting(Problems::code, Problems::kind)
        .containsExactly(Status.Code.UNAUTHENTICATED, "unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Basic cWs6cWs=",
        "Bearer qk_",
        "Bearer qk_aaaaaaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Bearer ../../etc/passwd",
        "Bearer ' OR 1=1 --",
        "qk_aaaaaaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void aMalformedOrUnknownKeyIsUnauthenticated(String header) {
    Metadata headers = new Metadata();
    headers.put(GrpcServer.AUTHORIZATION, header);

    assertThat(refusal(headers).code()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(server.ticks.calls).hasValue(0);
  }

  @Test
  void aKeyWithAnotherSecretIsUnauthenticated() {
    String key = server.serviceKey();
    String forged = key.substring(0, key.length() - 4) + (key.endsWith("aaaa") ? "bbbb" : "aaaa");

    assertThat(refusal(GrpcServer.bearer(forged)).code()).isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void aRevokedKeyIsRefusedWithinASecond() throws Exception {
    String key = server.serviceKey();
    var unused = server.marketData(key).symbols(SymbolsRequest.getDefaultInstance());

    server.keyStore.revoke(key.split("_", 3)[1], server.clock.instant(), GrpcServer.soon());

    await()
        .atMost(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(refusal(GrpcServer.bearer(key)).code())
                    .isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  @Test
  void twoCredentialsAreRefused() {
    Metadata headers = GrpcServer.bearer(server.serviceKey());
    headers.put(GrpcServer.AUTHORIZATION, "Bearer " + server.serviceKey());

    assertThat(refusal(headers))
        .extracting(Problems::code, Problems::field)
        .containsExactly(Status.Code.INVALID_ARGUMENT, "authorization");
  }

  @Test
  void theTenantHeaderOfTheKeysOwnTenantChangesNothing() throws Exception {
    TenantId tenant = server.tenant();
    Metadata headers = GrpcServer.bearer(server.key(Role.SERVICE, tenant));
    headers.put(GrpcServer.TENANT, tenant.value());

    var unused = server.marketData(headers).symbols(SymbolsRequest.getDefaultInstance());
  }

  @Test
  void aForgedTenantHeaderIsDeniedWhetherThatTenantExistsOrNot() {
    for (String other : List.of(server.tenant().value(), "nobody_of_that_name")) {
      Metadata headers = GrpcServer.bearer(server.serviceKey());
      headers.put(GrpcServer.TENANT, other);

      assertThat(refusal(headers))
          .isEqualTo(
              new Problems(
                  Status.Code.PERMISSION_DENIED,
                  "denied",
                  null,
                  null,
                  "not allowed: act for this tenant"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "public", "pg_x", "a;drop", "a,b", "x\"y", "../a", "quintet"})
  void aTenantHeaderThatIsNoTenantIsInvalid(String header) {
    Metadata headers = GrpcServer.bearer(server.serviceKey());
    headers.put(GrpcServer.TENANT, header);

    assertThat(refusal(headers))
        .extracting(Problems::code, Problems::field)
        .containsExactly(Status.Code.INVALID_ARGUMENT, "x-tenant-id");
  }

  @Test
  void twoTenantHeadersAreInvalidEvenWhenTheyAreTheSame() {
    TenantId tenant = server.tenant();
    Metadata headers = GrpcServer.bearer(server.key(Role.SERVICE, tenant));
    headers.put(GrpcServer.TENANT, tenant.value());
    headers.put(GrpcServer.TENANT, tenant.value());

    assertThat(refusal(headers))
        .extracting(Problems::code, Problems::field)
        .containsExactly(Status.Code.INVALID_ARGUMENT, "x-tenant-id");
  }

  @Test
  void aKeyOfManyTenantsMustNameOne() throws Exception {
    TenantId one = server.tenant();
    TenantId other = server.tenant();
    String key = server.key(Role.SERVICE, new TenantScope.Listed(Set.of(one)));
    Metadata named = GrpcServer.bearer(key);
    named.put(GrpcServer.TENANT, one.value());
    Metadata foreign = GrpcServer.bearer(key);
    foreign.put(GrpcServer.TENANT, other.value());

    var unused = server.marketData(named).symbols(SymbolsRequest.getDefaultInstance());
    assertThat(refusal(GrpcServer.bearer(key)).field()).isEqualTo("x-tenant-id");
    assertThat(refusal(foreign).code()).isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void aRememberedKeyDoesNotCarryItsTenantHeaderOver() throws Exception {
    TenantId one = server.tenant();
    TenantId other = server.tenant();
    String key = server.key(Role.SERVICE, new TenantScope.Listed(Set.of(one, other)));
    Metadata first = GrpcServer.bearer(key);
    first.put(GrpcServer.TENANT, one.value());
    write(first);
    Metadata second = GrpcServer.bearer(key);
    second.put(GrpcServer.TENANT, other.value());

    assertThat(server.marketData(first).lastQuote(EURUSD).hasTick()).isTrue();
    assertThat(refusal(second).code()).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void rolesMayDoWhatTheyAreForAndNothingElse() {
    TenantId tenant = server.tenant();
    Metadata reader = GrpcServer.bearer(server.key(Role.READER, tenant));
    Metadata billing = GrpcServer.bearer(server.key(Role.BILLING, tenant));
    Metadata operator = GrpcServer.bearer(server.key(Role.OPERATOR, new TenantScope.All()));
    operator.put(GrpcServer.TENANT, tenant.value());

    assertThat(Problems.of(() -> write(reader)).kind()).isEqualTo("denied");
    assertThat(refusal(billing).kind()).isEqualTo("denied");
    assertThat(refusal(operator).kind()).isEqualTo("denied");
    assertThat(server.ticks.calls).hasValue(0);
  }

  @Test
  void onlyOperatorsManageTenantsAndATenantsAdminSeesItsOwn() throws Exception {
    TenantId mine = server.tenant();
    TenantId other = server.tenant();
    var admin = tenants(server.key(Role.TENANT_ADMIN, mine));
    var operator = tenants(server.key(Role.OPERATOR, new TenantScope.All()));
    CreateTenantRequest wish =
        CreateTenantRequest.newBuilder().setTenant("fresh").setName("F").setTier("pro").build();

    assertThat(admin.getTenant(tenant(mine.value())).getTenant()).isEqualTo(mine.value());
    assertThat(Problems.of(() -> admin.getTenant(tenant(other.value()))))
        .isEqualTo(
            new Problems(Status.Code.NOT_FOUND, "not_found", null, null, "no tenant " + other));
    assertThat(Problems.of(() -> admin.getTenant(tenant("nobody"))).kind()).isEqualTo("not_found");
    assertThat(Problems.of(() -> admin.createTenant(wish)).kind()).isEqualTo("denied");
    assertThat(
            Problems.of(() -> admin.listTenants(ListTenantsRequest.getDefaultInstance())).kind())
        .isEqualTo("denied");
    assertThat(operator.createTenant(wish).getTenantAdminKey()).startsWith("qk_");
    assertThat(operator.createTenant(wish))
        .satisfies(again -> assertThat(again.getCreated()).isFalse())
        .satisfies(again -> assertThat(again.getTenantAdminKey()).isEmpty());
    assertThat(
            Problems.of(
                    () -> operator.createTenant(wish.toBuilder().setName("other").build()))
                .kind())
        .isEqualTo("already_exists");
  }

  @Test
  void nothingOfAnotherTenantIsSeenByAnyRead() throws Exception {
    Metadata owner = GrpcServer.bearer(server.serviceKey());
    write(owner);
    String stranger = server.serviceKey();
    StreamTicksRequest range =
        StreamTicksRequest.newBuilder()
            .setSymbol("EURUSD")
            .setToNanos(1_500_000_000_000_000_000L)
            .build();
    String foreignCursor = server.marketData(owner).streamTicks(range).read().getCursor();

    assertThat(refusal(GrpcServer.bearer(stranger)).kind()).isEqualTo("not_found");
    assertThat(
            server.marketData(stranger)
                .symbols(SymbolsRequest.getDefaultInstance())
                .getSymbolsCount())
        .isZero();
    assertThat(server.marketData(stranger).streamTicks(range).read()).isNull();
    var foreign =
        server.marketData(stranger)
            .streamTicks(range.toBuilder().setCursor(foreignCursor).build());
    assertThat(Problems.of(foreign::read).code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void aBadCredentialIsRefusedBeforeAMessageIsSent() throws Exception {
    var call =
        Talk.begin(server.channel(new Metadata()), MarketDataServiceGrpc.getIngestTicksMethod());

    assertThat(Problems.of(call::read).kind()).isEqualTo("unauthenticated");
  }

  @Test
  void aLargeMessageOfAStrangerIsNotRead() throws Exception {
    IngestTicksRequest large =
        IngestTicksRequest.newBuilder()
            .setBatchIdBytes(ByteString.copyFrom(new byte[15 * 1024 * 1024]))
            .build();
    var call =
        Talk.begin(server.channel(new Metadata()), MarketDataServiceGrpc.getIngestTicksMethod());
    call.write(large);

    assertThat(Problems.of(call::read).kind()).isEqualTo("unauthenticated");
  }

  @Test
  void headersOverTheLimitAreRefusedAndOthersGoOn() throws Exception {
    Metadata headers = GrpcServer.bearer(server.serviceKey());
    headers.put(
        Metadata.Key.of("x-filler", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(9 * 1024));

    assertThat(refusal(headers).code()).isNotEqualTo(Status.Code.OK);
    var unused =
        server.marketData(server.serviceKey()).symbols(SymbolsRequest.getDefaultInstance());
  }

  @Test
  void healthShowsEverybodyTheReadiness() throws Exception {
    var health = HealthGrpc.newBlockingV2Stub(server.channel(new Metadata()));

    assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.NOT_SERVING);
    server.readiness.report(List.of());
    assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    server.readiness.report(List.of("clickhouse"));
    assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.NOT_SERVING);
  }

  @Test
  void theInterfaceCannotBeListed() {
    assertThat(server.context.getBean(GrpcEmbeddedServer.class).getServer().getServices())
        .extracting(service -> service.getServiceDescriptor().getName())
        .contains("grpc.health.v1.Health", "quintet.marketdata.v1.MarketDataService")
        .allMatch(name -> name.equals("grpc.health.v1.Health") || name.startsWith("quintet."));
  }

  private Problems refusal(Metadata headers) {
    return Problems.of(() -> server.marketData(headers).lastQuote(EURUSD));
  }

  private TenantServiceGrpc.TenantServiceBlockingV2Stub tenants(String key) {
    return TenantServiceGrpc.newBlockingV2Stub(server.channel(GrpcServer.bearer(key)));
  }

  private static GetTenantRequest tenant(String id) {
    return GetTenantRequest.newBuilder().setTenant(id).build();
  }

  /** One tick of EURUSD. */
  private void write(Metadata headers) throws Exception {
    var call =
        Talk.begin(server.channel(headers), MarketDataServiceGrpc.getIngestTicksMethod());
    call.write(IngestTicksTest.batch("b").build());
    call.halfClose();
    assertThat(call.next().getReceipt().getAccepted()).isEqualTo(1);
  }

  @Test
  void aTenantsAdminIssuesListsAndRevokesItsKeys() throws Exception {
    TenantId mine = server.tenant();
    var admin = tenants(server.key(Role.TENANT_ADMIN, mine));

    var issued =
        admin.issueKey(
            IssueKeyRequest.newBuilder().setTenant(mine.value()).setRole("service").build());
    var unused =
        server.marketData(issued.getCredential()).symbols(SymbolsRequest.getDefaultInstance());
    var listed = admin.listKeys(ListKeysRequest.newBuilder().setTenant(mine.value()).build());
    var revoked =
        admin.revokeKey(
            RevokeKeyRequest.newBuilder()
                .setTenant(mine.value())
                .setPrefix(issued.getKey().getPrefix())
                .build());

    assertThat(listed.getKeysList()).contains(issued.getKey());
    assertThat(issued.getKey().getRevokedAtMicros()).isZero();
    assertThat(revoked.getRevokedAtMicros()).isPositive();
    assertThat(revoked.getPrefix()).isEqualTo(issued.getKey().getPrefix());
    assertThat(Problems.of(() ->
            admin.issueKey(
                IssueKeyRequest.newBuilder()
                    .setTenant(server.tenant().value())
                    .setRole("reader")
                    .build()))
        .code()).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void answeredCallsAreMeteredOnceAndRefusedOnesAreNot() throws Exception {
    TenantId tenant = server.tenant();
    String key = server.key(Role.SERVICE, tenant);
    for (int call = 0; call < 3; call++) {
      var unused = server.marketData(key).symbols(SymbolsRequest.getDefaultInstance());
    }
    assertThat(refusal(GrpcServer.bearer(key)).code()).isEqualTo(Status.Code.NOT_FOUND);

    await().untilAsserted(() -> assertThat(server.metered(tenant, UsageType.API_CALLS)).isEqualTo(3));
  }
}
