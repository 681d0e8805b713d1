package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.tenancy.Role;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.LastQuoteRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.users.v1.CreateUserRequest;
import dev.quintet.users.v1.UserProfile;
import dev.quintet.users.v1.UserServiceGrpc;
import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One user of a company asks for another's things through every method and route of the running
 * service, with keys of every role, and is told nothing of them.
 */
final class BreakOutOfUsersTest {

  private static final String STRANGER = "stranger";
  private static final Metadata.Key<String> USER = GrpcCaller.key("x-on-behalf-of");

  private static Company company;
  private static RestCaller rest;
  private static Channel channel;
  private static Names names;

  /** What the owner was told when it wrote, by method. */
  private static final Map<String, GrpcCaller.Answer> WRITTEN = new LinkedHashMap<>();

  private static Map<String, GrpcCaller.Answer> seen;

  @BeforeAll
  static void twoUsers() throws Exception {
    RunningService service = RunningService.get();
    channel =
        Grpc.newChannelBuilderForAddress(
                "127.0.0.1", service.grpcPort(), InsecureChannelCredentials.create())
            .build();
    rest = new RestCaller(service.httpPort());
    company = new Company(service, channel, "breakout_users");
    Names all = Names.of(company.id, "AAOWNED", 973_142_420_017L, "8642.13579");
    names = ownersOwn(all).askedBy(company.id);
    for (String user : List.of(owner(), STRANGER)) {
      GrpcCaller.Answer made =
          company
              .caller(Role.SERVICE)
              .call(
                  UserServiceGrpc.getCreateUserMethod(),
                  List.of(
                      CreateUserRequest.newBuilder()
                          .setUserId(user)
                          .setProfile(
                              UserProfile.newBuilder()
                                  .setEmail(user + "@example.com")
                                  .setUsername(user)
                                  .setTier("pro"))
                          .build()));
      assertThat(made.code()).as(made.text()).isEqualTo(Status.Code.OK);
    }
    for (GrpcAttack write : GrpcAttacks.writing()) {
      WRITTEN.put(write.method(), write.request().to(caller(Role.SERVICE, owner()), names));
    }
    seen = ownerSees();
  }

  /** Of the user that {@link UserAttacks} names. */
  private static String owner() {
    return "breakout_users.user";
  }

  private static Names ownersOwn(Names all) {
    List<IngestTicksRequest> batches =
        all.batches().stream().map(batch -> batch.toBuilder().clearUserId().build()).toList();
    return new Names(
        all.tenant(),
        all.symbol(),
        all.feed(),
        all.barFeed(),
        batches,
        all.imports(),
        "",
        "",
        "",
        all.keyPrefix(),
        all.asker());
  }

  private static GrpcCaller caller(Role role, String user) {
    Metadata headers = GrpcCaller.bearer(company.key(role));
    headers.put(USER, user);
    return GrpcCaller.open(channel, headers);
  }

  private static Map<String, GrpcCaller.Answer> ownerSees() {
    Map<String, GrpcCaller.Answer> told = new LinkedHashMap<>();
    List<GrpcAttack> reading = GrpcAttacks.reading();
    for (int i = 0; i < reading.size(); i++) {
      GrpcAttack attack = reading.get(i);
      if (!attack.open()) {
        told.put(i + " " + attack.method(), attack.request().to(caller(Role.SERVICE, owner()), names));
      }
    }
    return told;
  }

  /** What does not change by itself, as its usage does with each call. */
  private static Map<String, GrpcCaller.Answer> marketData(
      Map<String, GrpcCaller.Answer> told) {
    Map<String, GrpcCaller.Answer> some = new LinkedHashMap<>(told);
    some.keySet().removeIf(method -> !method.contains(MarketDataServiceGrpc.SERVICE_NAME));
    assertThat(some).isNotEmpty();
    return some;
  }

  @Test
  void theOwnerWritesAndSeesItsOwn() {
    for (var method :
        List.of(
            MarketDataServiceGrpc.getIngestTicksMethod(),
            MarketDataServiceGrpc.getImportBarsMethod())) {
      assertThat(WRITTEN.get(method.getFullMethodName()))
          .satisfies(told -> assertThat(told.text()).contains("accepted: "))
          .satisfies(told -> assertThat(told.code()).isEqualTo(Status.Code.OK));
    }
    for (String secret : BreakOut.SECRETS) {
      assertThat(seen.values().stream().map(GrpcCaller.Answer::text))
          .as("otherwise there was nothing to be found")
          .anyMatch(text -> text.contains(secret));
    }
  }

  @Test
  void noAnswerToAnotherUserHoldsAnythingOfIt() {
    List<GrpcAttack> attacks =
        Stream.concat(GrpcAttacks.reading().stream(), GrpcAttacks.administering().stream())
            .filter(attack -> !attack.open())
            .toList();
    for (Role role : company.roles()) {
      for (GrpcAttack attack : attacks) {
        keepInTheCache();
        assertThat(attack.request().to(caller(role, STRANGER), names).text())
            .as("%s with a key of %s", attack.method(), role)
            .doesNotContain(BreakOut.SECRETS);
      }
      for (RestAttack attack : RestAttack.all()) {
        List<String> headers =
            List.of(BreakOut.bearer(company.key(role)), "x-on-behalf-of: " + STRANGER);
        assertThat(attack.to(rest, names, headers).text())
            .as("%s with a key of %s", attack.route(), role)
            .doesNotContain(BreakOut.SECRETS);
      }
    }
    assertThat(marketData(ownerSees()))
        .as("what the owner sees afterwards")
        .isEqualTo(marketData(seen));
  }

  /** The same places, in the same feeds, under other ids. */
  @Test
  void whatAnotherWritesChangesNothingOfIt() {
    List<IngestTicksRequest> same = new ArrayList<>();
    for (IngestTicksRequest batch : names.batches()) {
      same.add(
          Company.batch("s." + batch.getBatchId(), batch.getSource(), batch.getSymbols(0), 77)
              .toBuilder()
              .clearUserId()
              .build());
    }
    GrpcCaller.Answer told =
        caller(Role.SERVICE, STRANGER).call(MarketDataServiceGrpc.getIngestTicksMethod(), same);
    assertThat(told.text()).contains("accepted: " + Company.ROWS).doesNotContain("corrected");
    GrpcCaller.Answer conflict =
        caller(Role.SERVICE, STRANGER)
            .call(MarketDataServiceGrpc.getIngestTicksMethod(), names.batches());
    assertThat(conflict.text()).contains("conflict").doesNotContain("accepted");
    IngestTicksRequest inTheNameOfTheOwner =
        same.getFirst().toBuilder().setBatchId("s.3").setUserId(owner()).build();
    assertThat(
            caller(Role.SERVICE, STRANGER)
                .call(MarketDataServiceGrpc.getIngestTicksMethod(), List.of(inTheNameOfTheOwner))
                .text())
        .contains("not_found")
        .doesNotContain("accepted");
    assertThat(marketData(ownerSees())).isEqualTo(marketData(seen));
  }

  /** As the tenant sees it, so that an answer for one user could be found there. */
  private static void keepInTheCache() {
    LastQuoteRequest request = LastQuoteRequest.newBuilder().setSymbol(names.symbol()).build();
    var stub =
        MarketDataServiceGrpc.newBlockingV2Stub(channel)
            .withInterceptors(
                MetadataUtils.newAttachHeadersInterceptor(
                    GrpcCaller.bearer(company.key(Role.READER))));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              try {
                return stub.lastQuote(request).getFromCache();
              } catch (StatusException e) {
                throw new AssertionError(e);
              }
            });
  }
}
