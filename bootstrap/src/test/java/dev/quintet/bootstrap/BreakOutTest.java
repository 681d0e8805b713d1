package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.tenancy.ApiKeyStore;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import dev.quintet.marketdata.v1.MarketDataServiceGrpc;
import dev.quintet.tenancy.v1.ListKeysRequest;
import dev.quintet.tenancy.v1.TenantServiceGrpc;
import io.grpc.Status;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.web.router.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One company tries to reach another through every method and route of the running service, and
 * learns nothing: what it is answered is what a company was answered before the other existed, and
 * what it is answered about names that nobody has.
 */
final class BreakOutTest {

  private static BreakOut ground;

  @BeforeAll
  static void attack() throws Exception {
    ground = BreakOut.get();
  }

  @AfterAll
  static void theVictimHasWhatItHad() {
    assertThat(ground.victimSees()).isEqualTo(ground.victimSaw);
  }

  @Test
  void everyMethodIsAttacked() {
    Set<String> methods =
        ground.service.beans().getBean(GrpcEmbeddedServer.class).getServer().getServices().stream()
            .flatMap(bound -> bound.getMethods().stream())
            .map(method -> method.getMethodDescriptor().getFullMethodName())
            .collect(Collectors.toSet());

    assertThat(methods).hasSizeGreaterThan(10);
    assertThat(
            GrpcAttacks.all().stream().map(GrpcAttack::method))
        .as("methods with an attack, of which each method must have one")
        .containsAll(methods);
  }

  @Test
  void everyRouteIsAttacked() {
    Set<String> routes =
        ground
            .service
            .beans()
            .getBean(Router.class)
            .uriRoutes()
            .map(
                route ->
                    route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString())
            .collect(Collectors.toSet());

    assertThat(routes).hasSizeGreaterThan(6);
    assertThat(RestAttack.all().stream().map(RestAttack::route))
        .as("routes with an attack, of which each route must have one")
        .containsAll(routes);
  }

  @Test
  void theVictimSeesAllOfItself() {
    assertThat(ground.victimSaw.values().stream().map(GrpcCaller.Answer::text))
        .as("otherwise there was nothing to be found")
        .anyMatch(text -> text.contains(BreakOut.SECRETS.get(0)))
        .anyMatch(text -> text.contains(BreakOut.SECRETS.get(1)))
        .anyMatch(text -> text.contains(BreakOut.SECRETS.get(2)))
        .anyMatch(text -> text.contains("repeated: true"));
  }

  @Test
  void theAttackerGetsTheAnswersOfACompanyWithoutANeighbour() {
    assertThat(ground.attackerTold.grpc().keySet()).isEqualTo(ground.hermitTold.grpc().keySet());
    ground.attackerTold.grpc()
        .forEach(
            (attack, told) ->
                assertThat(told).as(attack).isEqualTo(ground.hermitTold.grpc(attack)));
    ground.attackerTold.rest()
        .forEach(
            (attack, told) ->
                assertThat(told).as(attack).isEqualTo(ground.hermitTold.rest(attack)));
  }

  @Test
  void whatTheVictimHasIsAnsweredLikeWhatNobodyHas() {
    assertSame(ground.attackerTold.grpc());
    assertSame(ground.attackerTold.rest());
  }

  private static <A> void assertSame(Map<String, A> told) {
    told.forEach(
        (attack, answer) -> {
          if (attack.contains("/victim") && !attack.startsWith("after/")) {
            assertThat(answer)
                .as(attack)
                .isEqualTo(told.get(attack.replace("/victim", "/nobody")));
          }
        });
  }

  @Test
  void noAnswerHoldsAnythingOfTheVictim() {
    ground.attackerTold.grpc()
        .forEach(
            (attack, told) -> {
              if (attack.startsWith("before/")) {
                assertThat(told.text()).as(attack).doesNotContain(BreakOut.SECRETS);
              }
            });
  }

  @Test
  void everyAttackIsAnsweredByTheKindOfItsProblem() {
    for (Role role : ground.attacker.roles()) {
      assertAnswered("before", role, GrpcAttacks.reading());
      assertAnswered("admin", role, GrpcAttacks.administering());
      assertAnswered("writing", role, GrpcAttacks.writing());
      List<RestAttack> routes = RestAttack.all();
      for (int i = 0; i < routes.size(); i++) {
        String attack = "rest/victim %s %d %s".formatted(role, i, routes.get(i).route());
        assertThat(ground.attackerTold.rest(attack).status())
            .as(attack)
            .isIn(routes.get(i).expected().apply(role));
      }
    }
  }

  private static void assertAnswered(String phase, Role role, List<GrpcAttack> attacks) {
    for (int i = 0; i < attacks.size(); i++) {
      String attack = "%s/victim %s %d %s".formatted(phase, role, i, attacks.get(i).method());
      assertThat(ground.attackerTold.grpc(attack).code())
          .as(attack)
          .isIn(attacks.get(i).expected().apply(role));
    }
  }

  @Test
  void theVictimsBatchIdsAreTheAttackersOwn() {
    List<String> receipts = new ArrayList<>();
    ground.attackerTold.grpc()
        .forEach(
            (attack, told) -> {
              if (attack.startsWith("writing/victim SERVICE") && told.text().contains("accepted")) {
                receipts.add(told.text());
              }
            });

    assertThat(receipts).hasSize(2);
    assertThat(receipts.get(0)).contains("accepted: 20").doesNotContain("duplicate", "problem");
    assertThat(receipts.get(1)).contains("accepted: 1").doesNotContain("duplicate", "problem");
  }

  @Test
  void aListingOfKeysBehindTheVictimsHoldsOnlyTheAttackersOwn() {
    List<String> own =
        ground.attacker.roles().stream()
            .map(role -> ground.attacker.key(role).split("_", 3)[1])
            .toList();
    for (Role role : ground.victim.roles()) {
      List<String> victims = List.of(ground.victim.key(role).split("_", 3)[1]);
      Cursor theirs = ApiKeyStore.listing(new TenantId(ground.victim.id)).behind(victims);
      assertThat(keysBehind(theirs).code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      Cursor forged = ApiKeyStore.listing(new TenantId(ground.attacker.id)).behind(victims);
      GrpcCaller.Answer told = keysBehind(forged);
      assertThat(told.code()).isEqualTo(Status.Code.OK);
      assertThat(Pattern.compile("prefix: \"(.*)\"").matcher(told.text()).results())
          .extracting(found -> found.group(1))
          .isSubsetOf(own);
    }
  }

  private static GrpcCaller.Answer keysBehind(Cursor cursor) {
    return ground
        .attacker
        .caller(Role.TENANT_ADMIN)
        .call(
            TenantServiceGrpc.getListKeysMethod(),
            List.of(
                ListKeysRequest.newBuilder()
                    .setTenant(ground.attacker.id)
                    .setCursor(cursor.value())
                    .build()));
  }

  @Test
  void twoCompaniesThatSendTheSameBatchesAtOnceStoreTheirOwn() {
    List<IngestTicksRequest> batches = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      batches.add(Company.batch("at-once." + i, "at-once", "ATONCE", 50_000_000 + i));
    }
    List<CompletableFuture<GrpcCaller.Answer>> told =
        Stream.of(ground.attacker, newcomer())
            .map(
                company ->
                    CompletableFuture.supplyAsync(
                        () ->
                            company
                                .caller(Role.SERVICE)
                                .call(MarketDataServiceGrpc.getIngestTicksMethod(), batches)))
            .toList();

    assertThat(told.get(0).join()).isEqualTo(told.get(1).join());
    assertThat(told.get(0).join().text()).doesNotContain("duplicate", "problem");
  }

  private static Company newcomer() {
    return new Company(ground.service, ground.channel, "breakout_newcomer");
  }
}
