package dev.quintet.adapters.in.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.client.Account;
import dev.quintet.client.Margin;
import dev.quintet.client.Margins;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Signal;
import dev.quintet.client.Signals;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.trades.v1.Bust;
import dev.quintet.trades.v1.ClosedLotsRequest;
import dev.quintet.trades.v1.Dividend;
import dev.quintet.trades.v1.Fill;
import dev.quintet.trades.v1.FillsRequest;
import dev.quintet.trades.v1.GetPositionRequest;
import dev.quintet.trades.v1.GetPositionResponse;
import dev.quintet.trades.v1.PerformanceRequest;
import dev.quintet.trades.v1.PerformanceRow;
import dev.quintet.trades.v1.Position;
import dev.quintet.trades.v1.PositionsRequest;
import dev.quintet.trades.v1.Receipt;
import dev.quintet.trades.v1.ReceiptLeg;
import dev.quintet.trades.v1.RecordEventsRequest;
import dev.quintet.trades.v1.RecordFillsRequest;
import dev.quintet.trades.v1.RecordFillsResponse;
import dev.quintet.trades.v1.RecordSignalRequest;
import dev.quintet.trades.v1.RecordedFill;
import dev.quintet.trades.v1.RefusedFill;
import dev.quintet.trades.v1.ReserveMarginRequest;
import dev.quintet.trades.v1.SetPositionRulesRequest;
import dev.quintet.trades.v1.SignalsRequest;
import dev.quintet.trades.v1.Split;
import dev.quintet.trades.v1.TradeEvent;
import dev.quintet.trades.v1.TradeEventsRequest;
import dev.quintet.trades.v1.TradeFilter;
import dev.quintet.trades.v1.TradeServiceGrpc;
import dev.quintet.trades.v1.TradeServiceGrpc.TradeServiceBlockingV2Stub;
import dev.quintet.users.v1.CreateUserRequest;
import dev.quintet.users.v1.OpenAccountRequest;
import dev.quintet.users.v1.UserProfile;
import dev.quintet.users.v1.UserServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TradeServiceTest {

  private static final long AT = 1_770_091_506_789_012L;

  private final GrpcServer server = GrpcServer.open();

  @AfterAll
  void close() {
    server.close();
  }

  private TradeServiceBlockingV2Stub stub(Metadata headers) {
    return TradeServiceGrpc.newBlockingV2Stub(server.channel(headers))
        .withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  private TradeServiceBlockingV2Stub service(TenantId tenant) {
    return stub(GrpcServer.bearer(server.key(Role.SERVICE, tenant)));
  }

  /** A tenant with an account {@code a} of a user. */
  private TenantId tenant() throws Exception {
    TenantId tenant = server.tenant();
    var users =
        UserServiceGrpc.newBlockingV2Stub(
                server.channel(GrpcServer.bearer(server.key(Role.SERVICE, tenant))))
            .withDeadlineAfter(20, TimeUnit.SECONDS);
    for (String user : List.of("ann", "bob")) {
      Object unused =
          users.createUser(
              CreateUserRequest.newBuilder()
                  .setUserId(user)
                  .setProfile(
                      UserProfile.newBuilder()
                          .setEmail(user + "@example.com")
                          .setUsername(user)
                          .setTier("pro"))
                  .build());
    }
    Object unused =
        users.openAccount(
            OpenAccountRequest.newBuilder()
                .setAccountId("a")
                .setUserId("ann")
                .setPlatform("mt5")
                .setBroker("Acme")
                .setNumber("1")
                .setKind("demo")
                .setCurrency("EUR")
                .build());
    return tenant;
  }

  private static Fill.Builder fill(String id, int second, String side, String price) {
    return Fill.newBuilder()
        .setTradeId(id)
        .setAccountId("a")
        .setSymbol("DAX")
        .setSide(side)
        .setQuantity("2")
        .setPrice(price)
        .setCurrency("EUR")
        .setAtMicros(AT + second * 1_000_000L);
  }

  private static RecordFillsRequest fills(Fill.Builder... fills) {
    RecordFillsRequest.Builder request = RecordFillsRequest.newBuilder();
    for (Fill.Builder fill : fills) {
      request.addFills(fill);
    }
    return request.build();
  }

  private static TradeFilter account() {
    return TradeFilter.newBuilder().setAccountId("a").build();
  }

  @Test
  void fillsArePositionsLotsAndPerformance() throws Exception {
    TenantId tenant = tenant();
    TradeServiceBlockingV2Stub trades = service(tenant);
    Fill first =
        fill("1", 0, "buy", "100.5")
            .setCommission("1.5")
            .setStrategy("grid")
            .addAgents("trend")
            .setDecisionId("d")
            .setOrderId("o")
            .setExecutionId("e")
            .setAiConfidence("0.25")
            .build();
    RecordFillsResponse answer =
        trades.recordFills(
            fills(
                first.toBuilder(),
                fill("2", 1, "sell", "101").setQuantity("1").setSwap("-0.25").setFunding("0.05"),
                first.toBuilder(),
                fill("1", 0, "buy", "1"),
                fill("x", 0, "buy", "1").setAccountId("none")));
    assertThat(answer.getRecorded()).isEqualTo(2);
    assertThat(answer.getRepeated()).isEqualTo(1);
    assertThat(answer.getRefusedList())
        .extracting(RefusedFill::getIndex, RefusedFill::getKind)
        .containsExactly(tuple(3, "conflict"), tuple(4, "not_found"));
    Position position =
        trades.positions(PositionsRequest.newBuilder().setOpen(true).build()).getPositions(0);
    assertThat(position.getQuantity()).isEqualTo("1.00000000");
    assertThat(position.getAveragePrice()).isEqualTo("100.50000000");
    assertThat(position.getRealisedProfit()).isEqualTo("0.5000");
    RecordedFill recorded = trades.fills(FillsRequest.newBuilder().setPageSize(1).build()).getFills(0);
    assertThat(recorded.getFill())
        .isEqualTo(
            first.toBuilder()
                .setQuantity("2.00000000")
                .setPrice("100.50000000")
                .setCommission("1.5000")
                .setSwap("0.0000")
                .setFunding("0.0000")
                .setMultiplier("1.00000000")
                .setRate("1.000000000000")
                .setAiConfidence("0.25000000")
                .build());
    assertThat(List.of(recorded.getUserId(), recorded.getTier())).containsExactly("ann", "pro");
    var lot =
        trades.closedLots(ClosedLotsRequest.newBuilder().setFilter(account()).build()).getLots(0);
    assertThat(List.of(lot.getOpened(), lot.getClosed(), lot.getNetProfit()))
        .containsExactly("1", "2", "-0.4500");
    PerformanceRequest byAgent =
        PerformanceRequest.newBuilder().setFilter(account()).setBy("agent").build();
    assertThat(trades.performance(byAgent).getRowsList()).as("not delivered yet").isEmpty();
    var ofRecord = trades.performance(byAgent.toBuilder().setOperation("fill:2@a").build());
    assertThat(ofRecord.getStore()).isEqualTo("memory");
    server.deliverFills(tenant);
    assertThat(trades.performance(byAgent))
        .isEqualTo(ofRecord.toBuilder().setStore("index").build());
    PerformanceRow row =
        trades
            .performance(
                PerformanceRequest.newBuilder().setFilter(account()).setBy("agent").build())
            .getRows(0);
    assertThat(List.of(row.getKey(), row.getNetProfit(), row.getSwap(), row.getWinRate()))
        .containsExactly("trend", "-0.4500", "-0.2000", "0.0000");
    assertThat(row.getProfitFactor()).isEqualTo("0.0000");
    assertThat(List.of(row.getExpectancy(), row.getAverageWin(), row.getAverageLoss()))
        .containsExactly("-0.4500", "", "0.4500");
    assertThat(row.getAverageHoldingMicros()).isEqualTo(1_000_000);
    assertThat(List.of(row.getExposure(), row.getDailySharpe(), row.getDailySortino()))
        .containsExactly("1.0000", "", "-1.0000");
    assertThat(List.of(row.getFirstOpenedMicros(), row.getLastClosedMicros()))
        .containsExactly(AT, AT + 1_000_000);
  }

  private static TradeEvent.Builder event(String id) {
    return TradeEvent.newBuilder().setEventId(id).setAccountId("a").setAtMicros(AT + 9_000_000);
  }

  private static RecordEventsRequest events(TradeEvent.Builder... events) {
    RecordEventsRequest.Builder request = RecordEventsRequest.newBuilder();
    for (TradeEvent.Builder event : events) {
      request.addEvents(event);
    }
    return request.build();
  }

  @Test
  void correctionsBustsSplitsAndDividendsChangeWhatFollows() throws Exception {
    TradeServiceBlockingV2Stub trades = service(tenant());
    Object unused =
        trades.recordFills(
            fills(
                fill("1", 0, "buy", "100.5").setMultiplier("10").setRate("0.5"),
                fill("2", 1, "buy", "101").setMultiplier("10").setRate("0.5"),
                fill("3", 2, "buy", "1")));
    TradeEvent.Builder correction =
        event("c").setCorrection(fill("1", 0, "buy", "100").setMultiplier("10").setRate("0.5"));
    var answer =
        trades.recordEvents(
            events(
                correction,
                event("b").setBust(Bust.newBuilder().setTradeId("2")),
                event("s").setSplit(Split.newBuilder().setSymbol("DAX").setTo(3).setFrom(2)),
                event("d").setDividend(Dividend.newBuilder().setSymbol("DAX").setAmount("0.25")),
                correction.clone(),
                event("b2").setBust(Bust.newBuilder().setTradeId("2")),
                event("b3").setBust(Bust.newBuilder().setTradeId("9")),
                event("d").setDividend(Dividend.newBuilder().setSymbol("DAX").setAmount("0.5"))));
    assertThat(answer.getRecorded()).isEqualTo(4);
    assertThat(answer.getRepeated()).isEqualTo(1);
    assertThat(answer.getRefusedList())
        .extracting(RefusedFill::getIndex, RefusedFill::getKind)
        .containsExactly(tuple(5, "not_ready"), tuple(6, "not_found"), tuple(7, "conflict"));
    var listed = trades.tradeEvents(TradeEventsRequest.getDefaultInstance()).getEventsList();
    assertThat(listed)
        .extracting(it -> it.getEvent().getWhatCase(), it -> it.getBefore().getFill().getPrice())
        .containsExactly(
            tuple(TradeEvent.WhatCase.CORRECTION, "100.50000000"),
            tuple(TradeEvent.WhatCase.BUST, "101.00000000"),
            tuple(TradeEvent.WhatCase.SPLIT, ""),
            tuple(TradeEvent.WhatCase.DIVIDEND, ""));
    assertThat(listed.getFirst().getEvent().getCorrection().getPrice()).isEqualTo("100.00000000");
    assertThat(listed.get(2).getEvent()).isEqualTo(events(event("s").setSplit(Split.newBuilder().setSymbol("DAX").setTo(3).setFrom(2))).getEvents(0));
    Object sold =
        trades.recordFills(
            fills(
                fill("4", 20, "sell", "70").setMultiplier("10").setRate("0.25").setQuantity("3")));
    assertThat(sold).isNotNull();
    Position position = trades.positions(PositionsRequest.getDefaultInstance()).getPositions(0);
    assertThat(List.of(position.getQuantity(), position.getRealisedProfit(), position.getDividends()))
        .as("3 of the first cost 200, were sold for 210")
        .containsExactly("0.00000000", "25.0000", "7.5000");
    var lot = trades.closedLots(ClosedLotsRequest.getDefaultInstance()).getLots(0);
    assertThat(List.of(lot.getMultiplier(), lot.getRate(), lot.getGrossProfit()))
        .containsExactly("10.00000000", "0.250000000000", "25.0000");
    assertThat(trades.fills(FillsRequest.getDefaultInstance()).getFillsList())
        .extracting(it -> it.getFill().getTradeId(), RecordedFill::getSequence)
        .containsExactly(tuple("1", 3L), tuple("4", 7L));
  }

  @Test
  void aFaultNamesItsEventAndField() throws Exception {
    TradeServiceBlockingV2Stub trades = service(tenant());
    for (var faulty :
        List.of(
            tuple("events[0].event_id", event("a b").setBust(Bust.newBuilder().setTradeId("1"))),
            tuple("events[0].trade_id", event("e").setBust(Bust.newBuilder().setTradeId("a b"))),
            tuple("events[0].what", event("e")),
            tuple("events[0].ratio", event("e").setSplit(Split.newBuilder().setSymbol("DAX"))),
            tuple("events[0].symbol", event("e").setSplit(Split.newBuilder().setTo(1).setFrom(1))),
            tuple(
                "events[0].amount",
                event("e").setDividend(Dividend.newBuilder().setSymbol("DAX").setAmount("-1"))),
            tuple(
                "events[0].correction.account_id",
                event("e").setCorrection(fill("1", 0, "buy", "1").setAccountId("b"))),
            tuple("events[0].rate", event("e").setCorrection(fill("1", 0, "buy", "1").setRate("0"))),
            tuple("at", event("e").setBust(Bust.newBuilder().setTradeId("1")).setAtMicros(1L << 60)))) {
      StatusException e =
          Assertions.catchThrowableOfType(
              StatusException.class,
              () -> trades.recordEvents(events((TradeEvent.Builder) faulty.toList().get(1))));
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(e.getStatus().getDescription()).startsWith(faulty.toList().get(0) + ":");
    }
  }

  @Test
  void pagesGoOnWhereTheOneBeforeEnded() throws Exception {
    TradeServiceBlockingV2Stub trades = service(tenant());
    Object unused =
        trades.recordFills(
            fills(fill("1", 0, "buy", "1"), fill("2", 0, "buy", "1"), fill("3", 0, "buy", "1")));
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      var page = trades.fills(FillsRequest.newBuilder().setPageSize(2).setCursor(cursor).build());
      page.getFillsList().forEach(it -> ids.add(it.getFill().getTradeId()));
      cursor = page.getNextCursor();
    } while (!cursor.isEmpty());
    assertThat(ids).as("of one instant in the order they were sent").containsExactly("1", "2", "3");
  }

  @Test
  void aFaultNamesItsFillAndFieldAndNothingIsRecorded() throws Exception {
    TradeServiceBlockingV2Stub trades = service(tenant());
    for (var faulty :
        List.of(
            tuple("quantity", fill("2", 0, "buy", "1").setQuantity("-1")),
            tuple("quantity", fill("2", 0, "buy", "1").setQuantity("x")),
            tuple("price", fill("2", 0, "buy", "1e11")),
            tuple("side", fill("2", 0, "long", "1")),
            tuple("ai_confidence", fill("2", 0, "buy", "1").setAiConfidence("1.00000001")),
            tuple("currency", fill("2", 0, "buy", "1").setCurrency("")),
            tuple("commission", fill("2", 0, "buy", "1").setCommission("0.00001")),
            tuple("at_micros", fill("2", 0, "buy", "1").setAtMicros(-1)),
            tuple("agents", fill("2", 0, "buy", "1").addAgents("a").addAgents("a")))) {
      Fill.Builder second = (Fill.Builder) faulty.toList().get(1);
      StatusException e =
          Assertions.catchThrowableOfType(
              StatusException.class,
              () -> trades.recordFills(fills(fill("1", 0, "buy", "1"), second)));
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(e.getStatus().getDescription()).startsWith("fills[1]." + faulty.toList().get(0));
    }
    assertThat(trades.fills(FillsRequest.getDefaultInstance()).getFillsCount()).isZero();
  }

  @Test
  void aWriteMayWaitAndAReadHasWhatWasWritten() throws Exception {
    TradeServiceBlockingV2Stub trades = service(tenant());
    assertThat(trades.recordFills(fills(fill("1", 0, "buy", "1"))).getReceiptsCount()).isZero();
    RecordFillsRequest.Builder request =
        fills(fill("1", 0, "buy", "1"), fill("2", 1, "buy", "1"), fill("2", 1, "buy", "2"))
            .toBuilder();
    StatusException refused =
        Assertions.catchThrowableOfType(
            StatusException.class,
            () -> trades.recordFills(request.clone().addStores("nowhere").build()));
    assertThat(refused.getStatus().getDescription()).startsWith("stores: must be among ");
    assertThat(trades.fills(FillsRequest.getDefaultInstance()).getFillsCount()).isEqualTo(1);
    RecordFillsResponse answer = trades.recordFills(request.setWaitMillis(1).build());
    assertThat(answer.getReceiptsList())
        .extracting(Receipt::getOperation)
        .as("of what is recorded")
        .containsExactly("fill:1@a", "fill:2@a");
    assertThat(answer.getReceipts(1).getLegsList())
        .extracting(ReceiptLeg::getState)
        .contains("pending", "committed");
    for (var read : reads(trades)) {
      read.call("fill:2@a");
      StatusException e =
          Assertions.catchThrowableOfType(StatusException.class, () -> read.call("fill:3@a"));
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }
  }

  @Test
  void onePositionIsReadWithItsStoreAndVersion() throws Exception {
    TradeServiceBlockingV2Stub trades = service(tenant());
    Object unused = trades.recordFills(fills(fill("1", 0, "buy", "1"), fill("2", 1, "buy", "1")));
    GetPositionRequest.Builder request =
        GetPositionRequest.newBuilder().setAccountId("a").setSymbol("DAX");
    GetPositionResponse answer =
        trades.getPosition(request.clone().setOperation("fill:2@a").build());
    assertThat(answer.getPosition())
        .isEqualTo(trades.positions(PositionsRequest.getDefaultInstance()).getPositions(0));
    assertThat(answer.getStore()).isEqualTo("memory");
    assertThat(answer.getVersion()).isEqualTo(2);
    assertThat(trades.getPosition(request.build()))
        .as("on the event loop")
        .isEqualTo(answer.toBuilder().setStore("cache").build());
    for (var faulty :
        List.of(
            tuple(Status.Code.NOT_FOUND, request.clone().setSymbol("AEX")),
            tuple(Status.Code.NOT_FOUND, request.clone().setOperation("fill:3@a")),
            tuple(Status.Code.INVALID_ARGUMENT, request.clone().setName("a b")),
            tuple(Status.Code.INVALID_ARGUMENT, request.clone().setAccountId("")))) {
      GetPositionRequest.Builder asked = (GetPositionRequest.Builder) faulty.toList().get(1);
      StatusException e =
          Assertions.catchThrowableOfType(
              StatusException.class, () -> trades.getPosition(asked.build()));
      assertThat(e.getStatus().getCode()).isEqualTo(faulty.toList().get(0));
    }
  }

  @Test
  void aSignalIsRecordedAndItsHistoryIsStaleUntilTheStoreHasIt() throws Exception {
    TenantId tenant = tenant();
    try (QuintetClient client = server.client(server.key(Role.SERVICE, tenant))) {
      Signals signals = client.trades().signals();
      Signal signal =
          new Signal(
              "s",
              "DAX",
              "15m",
              "sell",
              new BigDecimal("0.50000000"),
              new BigDecimal("0.12345678"),
              "grid",
              List.of("trend"),
              Instant.EPOCH.plusSeconds(1));
      Signals.Report report = signals.record(signal, List.of("index"), Duration.ofMillis(1));
      assertThat(report.repeated()).isFalse();
      assertThat(Objects.requireNonNull(report.receipt()).legs())
          .extracting(dev.quintet.client.Receipt.Leg::state)
          .containsExactlyInAnyOrder("pending", "pending", "committed");
      assertThat(signals.record(signal, List.of(), Duration.ZERO))
          .isEqualTo(new Signals.Report(true, "signal:s", null));
      Signals having = client.trades().having("signal:s").signals();
      assertThat(having.latest("DAX")).isEqualTo(new Signals.Latest(signal, "memory"));
      assertThat(signals.latest("DAX")).isEqualTo(new Signals.Latest(signal, "cache"));
      assertThat(signals.list(null)).isEmpty();
      StatusException stale =
          Assertions.catchThrowableOfType(
              StatusException.class,
              () ->
                  TradeServiceGrpc.newBlockingV2Stub(
                          server.channel(GrpcServer.bearer(server.key(Role.SERVICE, tenant))))
                      .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                      .signals(SignalsRequest.newBuilder().setOperation("signal:s").build()));
      assertThat(stale.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
      assertThat(stale.getStatus().getDescription())
          .isEqualTo("index does not have operation signal:s yet");
    }
    for (var faulty :
        List.of(
            tuple("signal_id", signal().setSignalId("a b")),
            tuple("interval", signal().setTimeframe("hour")),
            tuple("type", signal().setType("long")),
            tuple("strength", signal().setStrength("1.1")),
            tuple("confidence", signal().setConfidence("-0.1")),
            tuple("confidence", signal().setConfidence("0.123456789")),
            tuple("agents", signal().addAgents("a").addAgents("a")),
            tuple("at_micros", signal().setAtMicros(-1)),
            tuple("at", signal().setAtMicros(Long.MAX_VALUE)))) {
      var asked = (dev.quintet.trades.v1.Signal.Builder) faulty.toList().get(1);
      StatusException e =
          Assertions.catchThrowableOfType(
              StatusException.class,
              () ->
                  service(tenant)
                      .recordSignal(RecordSignalRequest.newBuilder().setSignal(asked).build()));
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(e.getStatus().getDescription()).startsWith(faulty.toList().get(0) + ": ");
    }
  }

  private static dev.quintet.trades.v1.Signal.Builder signal() {
    return dev.quintet.trades.v1.Signal.newBuilder()
        .setSignalId("t")
        .setSymbol("DAX")
        .setTimeframe("1h")
        .setType("buy")
        .setStrength("1")
        .setConfidence("1")
        .setAtMicros(AT);
  }

  @Test
  void marginIsReservedFilledAndReleased() throws Exception {
    TenantId tenant = tenant();
    try (QuintetClient client = server.client(server.key(Role.SERVICE, tenant))) {
      var entry =
          client
              .users()
              .append(
                  "a",
                  new Account.Change(
                      "d", "deposit", new BigDecimal("100"), "EUR", BigDecimal.ZERO, "", Instant.EPOCH));
      assertThat(entry).isNotNull();
      Margins margins = client.trades().margins();
      Duration minute = Duration.ofMinutes(1);
      Margin reserved =
          margins.reserve("a", "m", new BigDecimal("60"), "EUR", minute, null);
      assertThat(reserved.state()).isEqualTo("reserved");
      assertThat(margins.find("a", "m")).isEqualTo(reserved);
      assertThat(client.trades().receipt(reserved.operation()).legs().getFirst().state())
          .isEqualTo("pending");
      dev.quintet.client.Fill fill =
          new dev.quintet.client.Fill(
              "1",
              "a",
              "DAX",
              "buy",
              BigDecimal.ONE,
              BigDecimal.TEN,
              new dev.quintet.client.Fill.Costs(
                  BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, "EUR"),
              Instant.EPOCH,
              dev.quintet.client.Fill.Origin.NONE);
      Margin open = margins.reserve("a", "m", new BigDecimal("60"), "EUR", minute, fill);
      assertThat(List.of(open.state(), open.fill(), open.reason()))
          .containsExactly("open", "1", "");
      assertThat(client.trades().receipt(open.operation()).guarantee()).isEqualTo("saga");
      assertThat(client.users().account("a").locked()).isEqualByComparingTo("60");
      assertThat(margins.release("a", "m").state()).isEqualTo("released");
      assertThat(client.users().account("a").locked()).isZero();
    }
    TradeServiceBlockingV2Stub trades = service(tenant);
    ReserveMarginRequest.Builder request =
        ReserveMarginRequest.newBuilder()
            .setAccountId("a")
            .setMarginId("n")
            .setAmount("1")
            .setCurrency("EUR")
            .setExpiresMillis(60_000);
    for (var faulty :
        List.of(
            tuple("margin_id", request.clone().setMarginId("a@b")),
            tuple("amount", request.clone().setAmount("0")),
            tuple("expires_millis", request.clone().setExpiresMillis(1)),
            tuple("fill.price", request.clone().setFill(fill("9", 0, "buy", "-1"))),
            tuple("fill.account_id", request.clone().setFill(fill("9", 0, "buy", "1").setAccountId("b"))),
            tuple("currency", request.clone().setCurrency("USD")))) {
      ReserveMarginRequest.Builder asked = (ReserveMarginRequest.Builder) faulty.toList().get(1);
      StatusException e =
          Assertions.catchThrowableOfType(
              StatusException.class, () -> trades.reserveMargin(asked.build()));
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(e.getStatus().getDescription()).startsWith(faulty.toList().get(0) + ": ");
    }
  }

  private interface Read {
    void call(String operation) throws StatusException;
  }

  private static List<Read> reads(TradeServiceBlockingV2Stub trades) {
    return List.of(
        it -> trades.positions(PositionsRequest.newBuilder().setOperation(it).build()),
        it -> trades.fills(FillsRequest.newBuilder().setOperation(it).build()),
        it -> trades.closedLots(ClosedLotsRequest.newBuilder().setOperation(it).build()),
        it ->
            trades.performance(
                PerformanceRequest.newBuilder().setBy("symbol").setOperation(it).build()));
  }

  @Test
  void rulesAreSetBeforeTheFirstFill() throws Exception {
    TradeServiceBlockingV2Stub trades = service(tenant());
    SetPositionRulesRequest.Builder rules =
        SetPositionRulesRequest.newBuilder().setAccountId("a").setMode("netting").setMethod("lifo");
    Object unused = trades.setPositionRules(rules.build());
    Object fills = trades.recordFills(fills(fill("1", 0, "buy", "1")));
    assertThat(fills).isNotNull();
    StatusException e =
        Assertions.catchThrowableOfType(
            StatusException.class,
            () -> trades.setPositionRules(rules.setMethod("fifo").build()));
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
  }

  @Test
  void anotherUserFindsNothing() throws Exception {
    TenantId tenant = tenant();
    Object unused = service(tenant).recordFills(fills(fill("1", 0, "buy", "1")));
    Metadata headers = GrpcServer.bearer(server.key(Role.SERVICE, tenant));
    headers.put(Metadata.Key.of("x-on-behalf-of", Metadata.ASCII_STRING_MARSHALLER), "bob");
    TradeServiceBlockingV2Stub bobs = stub(headers);
    assertThat(bobs.fills(FillsRequest.getDefaultInstance()).getFillsCount()).isZero();
    assertThat(bobs.positions(PositionsRequest.getDefaultInstance()).getPositionsCount()).isZero();
    StatusException e =
        Assertions.catchThrowableOfType(
            StatusException.class,
            () -> bobs.positions(PositionsRequest.newBuilder().setFilter(account()).build()));
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(bobs.recordFills(fills(fill("1", 0, "buy", "1"))).getRefused(0).getKind())
        .isEqualTo("not_found");
  }
}
