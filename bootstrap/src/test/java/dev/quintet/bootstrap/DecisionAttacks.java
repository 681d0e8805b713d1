package dev.quintet.bootstrap;

import static dev.quintet.bootstrap.UserAttacks.read;
import static dev.quintet.bootstrap.UserAttacks.user;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OK;

import dev.quintet.decisions.v1.Decision;
import dev.quintet.decisions.v1.DecisionServiceGrpc;
import dev.quintet.decisions.v1.DecisionsRequest;
import dev.quintet.decisions.v1.GetDecisionRequest;
import dev.quintet.decisions.v1.Grounds;
import dev.quintet.decisions.v1.Outcome;
import dev.quintet.decisions.v1.RecordDecisionsRequest;
import dev.quintet.decisions.v1.RecordOutcomesRequest;
import dev.quintet.decisions.v1.StatedDecision;
import dev.quintet.decisions.v1.StatedOutcome;
import dev.quintet.domain.tenancy.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Attacks on the decisions of another company. */
final class DecisionAttacks {

  private static final String SECRET = BreakOut.SECRETS.get(1);
  private static final long AT = 1_705_312_800_000_000L;

  private DecisionAttacks() {}

  private static String decision(Names names) {
    return names.tenant() + ".decision";
  }

  static List<GrpcAttack> writing() {
    return List.of(
        GrpcAttack.of(
                DecisionServiceGrpc.getRecordDecisionsMethod(),
                n ->
                    RecordDecisionsRequest.newBuilder()
                        .addDecisions(
                            StatedDecision.newBuilder()
                                .setDecision(
                                    Decision.newBuilder()
                                        .setDecisionId(decision(n))
                                        .setUserId(user(n))
                                        .setAgent("a " + SECRET)
                                        .setType("buy")
                                        .setSymbol("DAX")
                                        .setTimeframe("1h")
                                        .setConfidence("1")
                                        .setModelVersion("m " + SECRET)
                                        .setAtMicros(AT))
                                .setGrounds(
                                    Grounds.newBuilder()
                                        .setReasoning("r " + SECRET)
                                        .setFeatures(SECRET)))
                        .build(),
                OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                DecisionServiceGrpc.getRecordOutcomesMethod(),
                n ->
                    RecordOutcomesRequest.newBuilder()
                        .addOutcomes(
                            StatedOutcome.newBuilder()
                                .setDecisionId(decision(n))
                                .setOutcome(
                                    Outcome.newBuilder()
                                        .setVersion(1)
                                        .setOutcome("profitable")
                                        .setProfit(SECRET)
                                        .setCurrency("EUR")
                                        .setAtMicros(AT)))
                        .build(),
                OK)
            .only(Role.SERVICE));
  }

  static List<GrpcAttack> reading(List<Function<Names, String>> cursors) {
    List<GrpcAttack> attacks = new ArrayList<>();
    attacks.add(
        GrpcAttack.of(
            DecisionServiceGrpc.getGetDecisionMethod(),
            n -> GetDecisionRequest.newBuilder().setDecisionId(decision(n)).build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            DecisionServiceGrpc.getDecisionsMethod(),
            n -> DecisionsRequest.newBuilder().setOperation("outcome:1@" + decision(n)).build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            DecisionServiceGrpc.getDecisionsMethod(),
            n -> DecisionsRequest.newBuilder().setUserId(user(n)).build(),
            OK));
    for (Function<Names, String> cursor : cursors.subList(1, cursors.size())) {
      attacks.add(
          GrpcAttack.of(
              DecisionServiceGrpc.getDecisionsMethod(),
              n -> DecisionsRequest.newBuilder().setCursor(cursor.apply(n)).build(),
              INVALID_ARGUMENT));
    }
    return attacks;
  }

  static List<RestAttack> rest() {
    List<RestAttack> attacks = new ArrayList<>();
    for (String method : List.of("GET", "HEAD")) {
      String path = "/api/v1/decisions";
      attacks.add(
          UserAttacks.rest(
              method + " " + path + "/{decision}",
              n -> path + "/" + decision(n),
              n -> "",
              read(404)));
      attacks.add(
          UserAttacks.rest(
              method + " " + path,
              n -> path + "?operation=decision:" + decision(n),
              n -> "",
              read(404)));
      attacks.add(
          UserAttacks.rest(method + " " + path, n -> path + "?user=" + user(n), n -> "", read(200)));
    }
    return attacks;
  }
}
