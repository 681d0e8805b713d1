package dev.quintet.bootstrap;

import static dev.quintet.bootstrap.Company.SHARED_FEED;
import static dev.quintet.bootstrap.Company.SHARED_SYMBOL;
import static io.grpc.Status.Code.CANCELLED;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OK;
import static io.grpc.Status.Code.PERMISSION_DENIED;

import dev.quintet.domain.tenancy.Role;
import dev.quintet.marketdata.v1.AnnulTicksRequest;
import dev.quintet.marketdata.v1.BarsRequest;
import dev.quintet.marketdata.v1.CoverageRequest;
import dev.quintet.marketdata.v1.Fill;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.marketdata.v1.MarketSessions;
import dev.quintet.marketdata.v1.MarketSessionsRequest;
import dev.quintet.marketdata.v1.QuotesAsOfRequest;
import dev.quintet.marketdata.v1.SessionRule;
import dev.quintet.marketdata.v1.SetMarketSessionsRequest;
import dev.quintet.marketdata.v1.Side;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import dev.quintet.marketdata.v1.SymbolsRequest;
import dev.quintet.marketdata.v1.TickIdentity;
import dev.quintet.marketdata.v1.TickKind;
import dev.quintet.tenancy.v1.CreateTenantRequest;
import dev.quintet.tenancy.v1.GetTenantRequest;
import dev.quintet.tenancy.v1.IssueKeyRequest;
import dev.quintet.tenancy.v1.ListKeysRequest;
import dev.quintet.tenancy.v1.ListTenantsRequest;
import dev.quintet.tenancy.v1.RevokeKeyRequest;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** One attack or more on every method of the service. Who adds a method adds its attack here. */
final class GrpcAttacks {

  private GrpcAttacks() {}

  /** Change nothing. */
  static List<GrpcAttack> reading() {
    List<GrpcAttack> attacks = new ArrayList<>();
    ticks(attacks);
    bars(attacks);
    symbols(attacks);
    tenants(attacks);
    attacks.addAll(UserAttacks.reading(cursors()));
    attacks.addAll(TradeAttacks.reading(cursors()));
    attacks.addAll(PredictionAttacks.reading(cursors()));
    attacks.addAll(DecisionAttacks.reading(cursors()));
    attacks.addAll(SubscriptionAttacks.reading());
    attacks.addAll(ReceiptAttacks.reading());
    open(attacks);
    return attacks;
  }

  /** What the company sent, under its ids: the sender's own things, if it may write. */
  static List<GrpcAttack> writing() {
    return Stream.of(
            marketData(),
            UserAttacks.writing(),
            TradeAttacks.writing(),
            PredictionAttacks.writing(),
            DecisionAttacks.writing())
        .flatMap(List::stream)
        .toList();
  }

  private static List<GrpcAttack> marketData() {
    return List.of(
        GrpcAttack.ofAll(MarketDataServiceGrpc.getIngestTicksMethod(), Names::batches, OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                MarketDataServiceGrpc.getImportBarsMethod(), n -> n.imports().getFirst(), OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                MarketDataServiceGrpc.getSetMarketSessionsMethod(),
                n ->
                    SetMarketSessionsRequest.newBuilder()
                        .setSessions(
                            MarketSessions.newBuilder()
                                .addRules(rule(n.symbol()))
                                .addRules(rule(BreakOut.SECRETS.getLast())))
                        .build(),
                OK)
            .only(Role.SERVICE, Role.TENANT_ADMIN));
  }

  private static SessionRule.Builder rule(String symbol) {
    return SessionRule.newBuilder().setSymbol(symbol).setHours("forex");
  }

  /** Would change the company itself, so it is not asked of its own things. */
  static List<GrpcAttack> administering() {
    List<GrpcAttack> attacks = new ArrayList<>();
    attacks.add(
        GrpcAttack.of(
            TenantServiceGrpc.getCreateTenantMethod(),
            n ->
                CreateTenantRequest.newBuilder()
                    .setTenant(n.tenant())
                    .setName(n.tenant())
                    .setTier("enterprise")
                    .build(),
            PERMISSION_DENIED));
    attacks.add(
        GrpcAttack.of(
                MarketDataServiceGrpc.getAnnulTicksMethod(),
                n ->
                    AnnulTicksRequest.newBuilder()
                        .setBatchId("annul-" + n.symbol())
                        .setSource(n.feed())
                        .setKind(TickKind.TICK_KIND_QUOTE)
                        .addTicks(
                            TickIdentity.newBuilder()
                                .setSymbol(n.symbol())
                                .setEventTimeNanos(Company.START))
                        .build(),
                NOT_FOUND)
            .only(Role.SERVICE));
    attacks.add(
        GrpcAttack.of(
                TenantServiceGrpc.getIssueKeyMethod(),
                n -> IssueKeyRequest.newBuilder().setTenant(n.tenant()).setRole("reader").build(),
                NOT_FOUND)
            .only(Role.TENANT_ADMIN));
    for (Function<Names, String> tenant :
        List.<Function<Names, String>>of(Names::tenant, Names::asker)) {
      attacks.add(
          GrpcAttack.of(
                  TenantServiceGrpc.getRevokeKeyMethod(),
                  n ->
                      RevokeKeyRequest.newBuilder()
                          .setTenant(tenant.apply(n))
                          .setPrefix(n.keyPrefix())
                          .build(),
                  NOT_FOUND)
              .only(Role.TENANT_ADMIN));
    }
    attacks.addAll(UserAttacks.administering());
    attacks.addAll(TradeAttacks.administering());
    attacks.addAll(SubscriptionAttacks.administering());
    return attacks;
  }

  static List<GrpcAttack> all() {
    return Stream.of(reading(), administering(), writing()).flatMap(List::stream).toList();
  }

  private static void ticks(List<GrpcAttack> attacks) {
    stream(attacks, n -> range().setSymbol(n.symbol()), OK);
    stream(attacks, n -> range().setSymbol(n.symbol()).setSource(n.feed()), OK);
    stream(attacks, n -> range().setSymbol(SHARED_SYMBOL).setSource(n.feed()), OK);
    stream(attacks, n -> range().setSymbol(SHARED_SYMBOL), OK);
    stream(
        attacks,
        n -> range().setSymbol(n.symbol()).setCursor(n.tickCursor()),
        OK,
        INVALID_ARGUMENT);
    stream(
        attacks,
        n ->
            range().setSymbol(SHARED_SYMBOL).setSource(SHARED_FEED).setCursor(n.tickCursor()),
        OK,
        INVALID_ARGUMENT);
    stream(
        attacks,
        n -> range().setSymbol(SHARED_SYMBOL).setCursor(n.symbolCursor()),
        INVALID_ARGUMENT);
    stream(
        attacks,
        n -> range().setSymbol(SHARED_SYMBOL).setCursor(n.tenantCursor()),
        INVALID_ARGUMENT);

    Function<String, LastQuoteRequest> last =
        symbol -> LastQuoteRequest.newBuilder().setSymbol(symbol).build();
    var lastQuote = MarketDataServiceGrpc.getLastQuoteMethod();
    attacks.add(GrpcAttack.of(lastQuote, n -> last.apply(n.symbol()), NOT_FOUND));
    attacks.add(GrpcAttack.of(lastQuote, n -> last.apply(SHARED_SYMBOL), OK));

    attacks.add(
        GrpcAttack.of(
            MarketDataServiceGrpc.getQuotesAsOfMethod(),
            n ->
                QuotesAsOfRequest.newBuilder()
                    .addSymbols(n.symbol())
                    .addSymbols(SHARED_SYMBOL)
                    .setAtNanos(Company.END)
                    .build(),
            OK));
  }

  private static StreamTicksRequest.Builder range() {
    return StreamTicksRequest.newBuilder()
        .setFromNanos(Company.START)
        .setToNanos(Company.END);
  }

  private static void stream(
      List<GrpcAttack> attacks,
      Function<Names, StreamTicksRequest.Builder> request,
      Status.Code... expected) {
    attacks.add(
        GrpcAttack.of(
            MarketDataServiceGrpc.getStreamTicksMethod(),
            names -> request.apply(names).build(),
            expected));
  }

  private static void bars(List<GrpcAttack> attacks) {
    List<Function<Names, BarsRequest.Builder>> requests =
        List.of(
            n -> hour().setSymbol(n.symbol()),
            n -> hour().setSymbol(n.symbol()).setInterval("7s").setSource(n.feed()),
            n -> hour().setSymbol(SHARED_SYMBOL).setSource(n.feed()),
            n -> hour().setSymbol(SHARED_SYMBOL),
            n -> hour().setSymbol(n.symbol()).clearSide().setImportedFrom(n.barFeed()),
            n -> hour().setSymbol(SHARED_SYMBOL).clearSide().setImportedFrom(n.barFeed()),
            n ->
                hour()
                    .setSymbol(n.symbol())
                    .setInterval("1d")
                    .setTimeZone("America/New_York")
                    .setSessionStart("17:00")
                    .setFill(Fill.FILL_CARRY));
    attacks.add(
        GrpcAttack.of(
            MarketDataServiceGrpc.getMarketSessionsMethod(),
            n -> MarketSessionsRequest.getDefaultInstance(),
            OK));
    for (Function<Names, BarsRequest.Builder> request : requests) {
      attacks.add(
          GrpcAttack.of(
              MarketDataServiceGrpc.getBarsMethod(), n -> request.apply(n).build(), OK));
    }
    List<Function<Names, CoverageRequest.Builder>> coverages =
        List.of(
            n -> CoverageRequest.newBuilder().setSymbol(n.symbol()),
            n -> CoverageRequest.newBuilder().setSymbol(n.symbol()).setSource(n.feed()),
            n -> CoverageRequest.newBuilder().setSymbol(SHARED_SYMBOL).setSource(n.feed()));
    for (Function<Names, CoverageRequest.Builder> request : coverages) {
      attacks.add(
          GrpcAttack.of(
              MarketDataServiceGrpc.getCoverageMethod(),
              n ->
                  request.apply(n).setFromNanos(Company.START).setToNanos(Company.END).build(),
              OK));
    }
  }

  private static BarsRequest.Builder hour() {
    return BarsRequest.newBuilder()
        .setInterval("1h")
        .setSide(Side.SIDE_BID)
        .setFromNanos(Company.START)
        .setToNanos(Company.END);
  }

  private static void symbols(List<GrpcAttack> attacks) {
    for (Function<Names, String> cursor : cursors()) {
      attacks.add(
          GrpcAttack.of(
              MarketDataServiceGrpc.getSymbolsMethod(),
              n -> SymbolsRequest.newBuilder().setCursor(cursor.apply(n)).build(),
              OK,
              INVALID_ARGUMENT));
    }
  }

  /** None, and those of each listing, also where they do not belong. */
  private static List<Function<Names, String>> cursors() {
    return List.of(n -> "", Names::symbolCursor, Names::tickCursor, Names::tenantCursor);
  }

  private static void tenants(List<GrpcAttack> attacks) {
    attacks.add(
        GrpcAttack.of(
                TenantServiceGrpc.getGetTenantMethod(),
                n -> GetTenantRequest.newBuilder().setTenant(n.tenant()).build(),
                NOT_FOUND)
            .only(Role.TENANT_ADMIN));
    keys(attacks);
    for (Function<Names, String> cursor : cursors()) {
      attacks.add(
          GrpcAttack.of(
              TenantServiceGrpc.getListTenantsMethod(),
              n -> ListTenantsRequest.newBuilder().setCursor(cursor.apply(n)).build(),
              PERMISSION_DENIED));
    }
  }

  private static void keys(List<GrpcAttack> attacks) {
    for (Function<Names, String> cursor :
        List.<Function<Names, String>>of(n -> "", Names::keyPrefix)) {
      attacks.add(
          GrpcAttack.of(
                  TenantServiceGrpc.getListKeysMethod(),
                  n ->
                      ListKeysRequest.newBuilder()
                          .setTenant(n.tenant())
                          .setCursor(cursor.apply(n))
                          .build(),
                  NOT_FOUND)
              .only(Role.TENANT_ADMIN));
    }
  }

  /** Answered to everybody, and about nobody. */
  private static void open(List<GrpcAttack> attacks) {
    for (Function<Names, String> name :
        List.<Function<Names, String>>of(Names::tenant, Names::symbol)) {
      Function<Names, HealthCheckRequest> health =
          n -> HealthCheckRequest.newBuilder().setService(name.apply(n)).build();
      attacks.add(GrpcAttack.open(HealthGrpc.getCheckMethod(), health, NOT_FOUND));
      attacks.add(GrpcAttack.open(HealthGrpc.getWatchMethod(), health, CANCELLED));
      attacks.add(
          GrpcAttack.open(
              reflection(),
              n ->
                  ServerReflectionRequest.newBuilder()
                      .setFileContainingSymbol(name.apply(n))
                      .build(),
              OK));
    }
  }

  private static MethodDescriptor<
          ServerReflectionRequest, io.grpc.reflection.v1.ServerReflectionResponse>
      reflection() {
    return ServerReflectionGrpc.getServerReflectionInfoMethod();
  }
}
