package dev.quintet.bootstrap;

import static dev.quintet.bootstrap.UserAttacks.account;
import static dev.quintet.bootstrap.UserAttacks.read;
import static dev.quintet.bootstrap.UserAttacks.user;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OK;

import dev.quintet.domain.tenancy.Role;
import dev.quintet.trades.v1.Bust;
import dev.quintet.trades.v1.ClosedLotsRequest;
import dev.quintet.trades.v1.Dividend;
import dev.quintet.trades.v1.Fill;
import dev.quintet.trades.v1.EquityCurveRequest;
import dev.quintet.trades.v1.ExcursionAveragesRequest;
import dev.quintet.trades.v1.ExcursionsRequest;
import dev.quintet.trades.v1.FillsRequest;
import dev.quintet.trades.v1.GetMarginRequest;
import dev.quintet.trades.v1.GetPositionRequest;
import dev.quintet.trades.v1.LatestSignalRequest;
import dev.quintet.trades.v1.MarginsRequest;
import dev.quintet.trades.v1.MergedFillsRequest;
import dev.quintet.trades.v1.PerformanceRequest;
import dev.quintet.trades.v1.PositionsRequest;
import dev.quintet.trades.v1.RecordEventsRequest;
import dev.quintet.trades.v1.RecordFillsRequest;
import dev.quintet.trades.v1.RecordSignalRequest;
import dev.quintet.trades.v1.ReleaseMarginRequest;
import dev.quintet.trades.v1.ReserveMarginRequest;
import dev.quintet.trades.v1.SetPositionRulesRequest;
import dev.quintet.trades.v1.Signal;
import dev.quintet.trades.v1.SignalsRequest;
import dev.quintet.trades.v1.TradeEvent;
import dev.quintet.trades.v1.TradeEventsRequest;
import dev.quintet.trades.v1.TradeFilter;
import dev.quintet.trades.v1.TradeServiceGrpc;
import dev.quintet.trades.v1.ValuePositionsRequest;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Attacks on the trades of what {@link UserAttacks} opens. */
final class TradeAttacks {

  private static final String PRICE = BreakOut.SECRETS.get(1);
  private static final long AT = 1_705_312_800_000_000L;

  private TradeAttacks() {}

  private static Fill fill(Names names, String id, String side, String price) {
    return Fill.newBuilder()
        .setTradeId(names.tenant() + id)
        .setAccountId(account(names))
        .setSymbol("DAX")
        .setSide(side)
        .setQuantity("1")
        .setPrice(price)
        .setCurrency("EUR")
        .setAtMicros(AT)
        .setStrategy("s " + PRICE)
        .build();
  }

  private static String signal(Names names) {
    return "signal:" + names.tenant() + ".signal";
  }

  /** The last operation of the account: who names it is told the same whichever store answers. */
  private static String event(Names names) {
    return "event:" + names.tenant() + ".event@" + account(names);
  }

  private static String margin(Names names) {
    return names.tenant() + ".margin";
  }

  static List<GrpcAttack> writing() {
    return List.of(
        GrpcAttack.of(
                TradeServiceGrpc.getRecordFillsMethod(),
                n ->
                    RecordFillsRequest.newBuilder()
                        .addFills(fill(n, ".1", "buy", PRICE))
                        .addFills(fill(n, ".2", "sell", PRICE))
                        .addFills(fill(n, ".3", "buy", PRICE))
                        .build(),
                OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                TradeServiceGrpc.getRecordEventsMethod(),
                n ->
                    RecordEventsRequest.newBuilder()
                        .addEvents(
                            TradeEvent.newBuilder()
                                .setEventId(n.tenant() + ".event")
                                .setAccountId(account(n))
                                .setAtMicros(AT)
                                .setDividend(
                                    Dividend.newBuilder().setSymbol("DAX").setAmount(PRICE)))
                        .build(),
                OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                TradeServiceGrpc.getRecordSignalMethod(),
                n ->
                    RecordSignalRequest.newBuilder()
                        .setSignal(
                            Signal.newBuilder()
                                .setSignalId(n.tenant() + ".signal")
                                .setSymbol("DAX")
                                .setTimeframe("1h")
                                .setType("buy")
                                .setStrength("1")
                                .setConfidence("1")
                                .setStrategy("s " + PRICE)
                                .setAtMicros(AT))
                        .build(),
                OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                TradeServiceGrpc.getReserveMarginMethod(),
                n ->
                    ReserveMarginRequest.newBuilder()
                        .setAccountId(account(n))
                        .setMarginId(margin(n))
                        .setAmount("1")
                        .setCurrency("EUR")
                        .setExpiresMillis(86_400_000)
                        .build(),
                OK)
            .only(Role.SERVICE));
  }

  static List<GrpcAttack> administering() {
    return List.of(
        GrpcAttack.of(
                TradeServiceGrpc.getSetPositionRulesMethod(),
                n ->
                    SetPositionRulesRequest.newBuilder()
                        .setAccountId(account(n))
                        .setMode("hedging")
                        .setMethod("lifo")
                        .build(),
                NOT_FOUND)
            .only(Role.SERVICE),
        GrpcAttack.of(
                TradeServiceGrpc.getRecordEventsMethod(),
                n ->
                    RecordEventsRequest.newBuilder()
                        .addEvents(
                            TradeEvent.newBuilder()
                                .setEventId("stolen")
                                .setAccountId(account(n))
                                .setAtMicros(AT)
                                .setBust(Bust.newBuilder().setTradeId(n.tenant() + ".1")))
                        .build(),
                OK)
            .only(Role.SERVICE),
        GrpcAttack.of(
                TradeServiceGrpc.getReleaseMarginMethod(),
                n ->
                    ReleaseMarginRequest.newBuilder()
                        .setAccountId(account(n))
                        .setMarginId(margin(n))
                        .build(),
                NOT_FOUND)
            .only(Role.SERVICE));
  }

  static List<GrpcAttack> reading(List<Function<Names, String>> cursors) {
    List<GrpcAttack> attacks = new ArrayList<>();
    ofFilter(attacks, n -> TradeFilter.newBuilder().setAccountId(account(n)).build(), NOT_FOUND);
    ofFilter(attacks, n -> TradeFilter.newBuilder().setUserId(user(n)).build(), OK, NOT_FOUND);
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getMergedFillsMethod(),
            n ->
                MergedFillsRequest.newBuilder()
                    .setFilter(TradeFilter.newBuilder().setAccountId(account(n)))
                    .build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getPositionsMethod(),
            n -> PositionsRequest.newBuilder().setOperation(ReceiptAttacks.operation(n)).build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getLatestSignalMethod(),
            n -> LatestSignalRequest.newBuilder().setSymbol("DAX").build(),
            OK,
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getSignalsMethod(),
            n -> SignalsRequest.newBuilder().setOperation(signal(n)).build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getGetMarginMethod(),
            n ->
                GetMarginRequest.newBuilder()
                    .setAccountId(account(n))
                    .setMarginId(margin(n))
                    .build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getGetPositionMethod(),
            n ->
                GetPositionRequest.newBuilder()
                    .setAccountId(account(n))
                    .setSymbol("DAX")
                    .setOperation(event(n))
                    .build(),
            NOT_FOUND));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getEquityCurveMethod(),
            n ->
                EquityCurveRequest.newBuilder()
                    .setAccountId(account(n))
                    .setFrom("2024-01-01")
                    .setTo("2024-03-01")
                    .build(),
            NOT_FOUND));
    for (Function<Names, String> cursor : cursors) {
      attacks.add(
          GrpcAttack.of(
              TradeServiceGrpc.getFillsMethod(),
              n -> FillsRequest.newBuilder().setCursor(cursor.apply(n)).build(),
              OK,
              INVALID_ARGUMENT));
      attacks.add(
          GrpcAttack.of(
              TradeServiceGrpc.getExcursionsMethod(),
              n -> ExcursionsRequest.newBuilder().setCursor(cursor.apply(n)).build(),
              OK,
              INVALID_ARGUMENT));
      attacks.add(
          GrpcAttack.of(
              TradeServiceGrpc.getMarginsMethod(),
              n ->
                  MarginsRequest.newBuilder()
                      .setAccountId(account(n))
                      .setCursor(cursor.apply(n))
                      .build(),
              OK,
              INVALID_ARGUMENT));
    }
    return attacks;
  }

  private static void ofFilter(
      List<GrpcAttack> attacks, Function<Names, TradeFilter> filter, Status.Code... expected) {
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getFillsMethod(),
            n -> FillsRequest.newBuilder().setFilter(filter.apply(n)).build(),
            expected));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getPositionsMethod(),
            n -> PositionsRequest.newBuilder().setFilter(filter.apply(n)).build(),
            expected));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getValuePositionsMethod(),
            n ->
                ValuePositionsRequest.newBuilder()
                    .setFilter(filter.apply(n))
                    .setLatestQuotes(true)
                    .build(),
            expected));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getTradeEventsMethod(),
            n -> TradeEventsRequest.newBuilder().setFilter(filter.apply(n)).build(),
            expected));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getClosedLotsMethod(),
            n -> ClosedLotsRequest.newBuilder().setFilter(filter.apply(n)).build(),
            expected));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getExcursionsMethod(),
            n -> ExcursionsRequest.newBuilder().setFilter(filter.apply(n)).build(),
            expected));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getExcursionAveragesMethod(),
            n ->
                ExcursionAveragesRequest.newBuilder()
                    .setFilter(filter.apply(n))
                    .setPrices("trade")
                    .setBy("strategy")
                    .build(),
            expected));
    attacks.add(
        GrpcAttack.of(
            TradeServiceGrpc.getPerformanceMethod(),
            n -> PerformanceRequest.newBuilder().setFilter(filter.apply(n)).setBy("strategy").build(),
            expected));
  }

  static List<RestAttack> rest() {
    List<RestAttack> attacks = new ArrayList<>();
    for (String method : List.of("GET", "HEAD")) {
      attacks.add(
          UserAttacks.rest(
              method + " /api/v1/accounts/{account}/equity",
              n ->
                  "/api/v1/accounts/"
                      + account(n)
                      + "/equity?from=2024-01-01&to=2024-03-01",
              n -> "",
              read(404)));
      for (String path :
          List.of(
              "/api/v1/positions",
              "/api/v1/fills",
              "/api/v1/trades/performance",
              "/api/v1/trades/events",
              "/api/v1/trades/excursions",
              "/api/v1/trades/excursions/averages")) {
        attacks.add(
            UserAttacks.rest(
                method + " " + path,
                n -> path + "?account=" + account(n),
                n -> "",
                read(404)));
        attacks.add(
            UserAttacks.rest(
                method + " " + path, n -> path + "?user=" + user(n), n -> "", read(200)));
      }
    }
    for (String method : List.of("GET", "HEAD")) {
      for (String path : List.of("/api/v1/positions/values", "/api/v1/fills/merged")) {
        attacks.add(
            UserAttacks.rest(
                method + " " + path, n -> path + "?account=" + account(n), n -> "", read(404)));
      }
      attacks.add(
          UserAttacks.rest(
              method + " /api/v1/positions/current",
              n ->
                  "/api/v1/positions/current?symbol=DAX&account="
                      + account(n)
                      + "&operation="
                      + event(n),
              n -> "",
              read(404)));
      attacks.add(
          UserAttacks.rest(
              method + " /api/v1/accounts/{account}/margins/{margin}",
              n -> "/api/v1/accounts/" + account(n) + "/margins/" + margin(n),
              n -> "",
              read(404)));
      attacks.add(
          UserAttacks.rest(
              method + " /api/v1/accounts/{account}/margins",
              n -> "/api/v1/accounts/" + account(n) + "/margins",
              n -> "",
              read(200)));
      attacks.add(
          UserAttacks.rest(
              method + " /api/v1/signals/latest",
              n -> "/api/v1/signals/latest?symbol=DAX&operation=" + signal(n),
              n -> "",
              read(404)));
      attacks.add(
          UserAttacks.rest(
              method + " /api/v1/signals",
              n -> "/api/v1/signals?operation=" + signal(n),
              n -> "",
              read(404)));
    }
    return attacks;
  }
}
