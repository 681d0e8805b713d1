package dev.quintet.bootstrap;

import static io.grpc.Status.Code.NOT_FOUND;

import dev.quintet.domain.tenancy.Role;
import dev.quintet.trades.v1.AwaitReceiptRequest;
import dev.quintet.trades.v1.GetReceiptRequest;
import dev.quintet.trades.v1.TradeServiceGrpc;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Attacks on receipts of what another company wrote. */
final class ReceiptAttacks {

  private ReceiptAttacks() {}

  /** Of the first fill that {@link TradeAttacks} records. */
  static String operation(Names names) {
    return "fill:" + names.tenant() + ".1@" + UserAttacks.account(names);
  }

  static List<GrpcAttack> reading() {
    return List.of(
        GrpcAttack.of(
            TradeServiceGrpc.getGetReceiptMethod(),
            n -> GetReceiptRequest.newBuilder().setOperation(operation(n)).build(),
            NOT_FOUND),
        GrpcAttack.of(
            TradeServiceGrpc.getAwaitReceiptMethod(),
            n -> AwaitReceiptRequest.newBuilder().setOperation(operation(n)).build(),
            NOT_FOUND));
  }

  static List<RestAttack> rest() {
    String tenants = "/api/v1/admin/tenants/";
    return Stream.concat(
            Stream.of("GET", "HEAD")
                .flatMap(
                    method ->
                        Stream.of(
                            new RestAttack(
                                method + " /api/v1/receipts/{operation}",
                                n -> "/api/v1/receipts/" + operation(n),
                                n -> "",
                                role -> Set.of(role == Role.BILLING ? 403 : 404)),
                            new RestAttack(
                                method + " " + tenants + "{tenant}/outbox",
                                n -> tenants + n.tenant() + "/outbox",
                                n -> "",
                                role -> Set.of(403)),
                            new RestAttack(
                                method + " " + tenants + "{tenant}/rebuilds",
                                n -> tenants + n.tenant() + "/rebuilds",
                                n -> "",
                                role -> Set.of(403)))),
            Stream.of(
                new RestAttack(
                    "POST " + tenants + "{tenant}/rebuilds/{projection}",
                    n -> tenants + n.tenant() + "/rebuilds/trades",
                    n -> "",
                    role -> Set.of(403)),
                new RestAttack(
                    "POST " + tenants + "{tenant}/outbox/{store}/replay",
                    n -> tenants + n.tenant() + "/outbox/clickhouse/replay",
                    n -> "",
                    role -> Set.of(403))))
        .toList();
  }
}
