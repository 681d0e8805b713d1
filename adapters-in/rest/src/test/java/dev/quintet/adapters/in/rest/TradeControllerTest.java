package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.in.rest.RestServer.Answer;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.trades.MarginTrading;
import dev.quintet.application.trades.Signals;
import dev.quintet.application.trades.TradeRecording;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Margin;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.Signal;
import dev.quintet.domain.trades.SignalIndex;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TradeControllerTest {

  private static final TenantId TENANT = new TenantId("traders");
  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");

  private static RestServer server;
  private static String key = "";

  @BeforeAll
  static void start() {
    server = RestServer.start();
    server.post(
        "/api/v1/admin/tenants",
        server.operator(),
        "{\"tenant\":\"traders\",\"name\":\"T\",\"tier\":\"pro\"}");
    key = server.keyOf(Role.SERVICE, "traders");
    server.post(
        "/api/v1/users",
        key,
        "{\"user_id\":\"ann\",\"email\":\"a@example.com\",\"username\":\"ann\",\"tier\":\"pro\"}");
    server.post(
        "/api/v1/accounts",
        key,
        """
        {"account_id":"a","user_id":"ann","platform":"mt5","broker":"Acme","number":"1",
         "kind":"live","currency":"EUR"}""");
    Principal engine =
        new Principal(
            "key", Role.SERVICE, new TenantScope.One(TENANT), new ServiceName("engine"));
    List<TradeRecording.Outcome> outcomes =
        server
            .bean(TradeRecording.class)
            .record(
                engine,
                List.of(fill("1", 0, Side.BUY, "3", "100.5"), fill("2", 1, Side.SELL, "1", "101")),
                Deadline.after(Duration.ofSeconds(30)));
    assertThat(outcomes).allMatch(it -> it.refused() == null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Fill fill(String id, int second, Side side, String quantity, String price) {
    return new Fill(
        new TradeId(id),
        new AccountId("a"),
        new Symbol("DAX"),
        side,
        new BigDecimal(quantity),
        new BigDecimal(price),
        Costs.none(Money.currency("EUR")),
        AT.plusSeconds(second),
        new Fill.Origin(
            "", "grid", List.of("ann", "bob"), "", "", "", new BigDecimal("0.75")));
  }

  private static Answer csv(String path) {
    return server.send(server.request(path, key).header("accept", "text/csv"));
  }

  @Test
  void positionsAreJsonAndCsv() {
    Answer answer = server.get("/api/v1/positions?account=a", key);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith(
            "{\"positions\":[{\"account\":\"a\",\"symbol\":\"DAX\",\"name\":\"\","
                + "\"quantity\":\"2.00000000\",\"average_price\":\"100.50000000\","
                + "\"realised_profit\":\"0.5000\"");
    assertThat(csv("/api/v1/positions?open=true").body())
        .startsWith("symbol,quantity,average_price,realised_profit,account,name,")
        .contains("\r\nDAX,2.00000000,100.50000000,0.5000,a,,");
    assertThat(server.get("/api/v1/positions?symbol=AEX", key).body())
        .isEqualTo("{\"positions\":[]}");
  }

  @Test
  void fillsAreFilteredAndPaged() {
    Answer first = server.get("/api/v1/fills?account=a&page_size=1", key);
    assertThat(first.json().get("fills").size()).isEqualTo(1);
    String cursor = first.text("next_cursor");
    assertThat(first.header("x-next-cursor")).isEqualTo(cursor);
    assertThat(server.get("/api/v1/fills?account=a&page_size=1&cursor=" + cursor, key).body())
        .contains("\"trade_id\":\"2\"")
        .doesNotContain("next_cursor");
    assertThat(csv("/api/v1/fills?strategy=grid&from=2026-02-03T04:05:07Z").body())
        .isEqualTo(
            """
            time,id,account,symbol,side,quantity,price,commission,swap,funding,currency,strategy,\
            agents,position,decision,order,execution,multiplier,rate,ai_confidence,tier
            2026-02-03T04:05:07.789012Z,2,a,DAX,sell,1.00000000,101.00000000,0.0000,0.0000,0.0000,\
            EUR,grid,ann;bob,,,,,1.00000000,1.000000000000,0.75000000,pro
            """
                .replace("\n", "\r\n"));
    assertThat(server.get("/api/v1/fills?strategy=other", key).body()).isEqualTo("{\"fills\":[]}");
  }

  @Test
  void aPositionIsReadAndValuedAndFillsAreMerged() {
    String current = "/api/v1/positions/current?account=a&symbol=DAX";
    assertThat(server.get(current, key).body())
        .startsWith("{\"position\":{\"account\":\"a\",\"symbol\":\"DAX\",\"name\":\"\",")
        .contains("\"store\":\"memory\",\"version\":");
    assertThat(server.get(current + "&operation=fill:2@a", key).status()).isEqualTo(200);
    assertThat(server.get(current + "&operation=fill:3@a", key).status()).isEqualTo(404);
    assertThat(server.get("/api/v1/positions/current?account=a&symbol=AEX", key).status())
        .isEqualTo(404);
    assertThat(server.get("/api/v1/positions/current?account=a", key).text("field"))
        .isEqualTo("symbol");
    String values = "/api/v1/positions/values?account=a&symbol=DAX&prices=DAX=110,AEX=1&rates=DAX=0.5";
    assertThat(server.get(values, key).body())
        .startsWith("{\"positions\":[{\"position\":{\"account\":\"a\"")
        .contains(
            "\"valuation\":{\"price\":\"110.00000000\",\"rate\":\"0.500000000000\","
                + "\"source\":\"stated\",\"unrealised_profit\":\"9.5000\"}");
    assertThat(csv(values).body())
        .contains(",changed_at,unrealised_profit,price,rate,source,priced_at\r\nDAX,")
        .endsWith(",9.5000,110.00000000,0.500000000000,stated,\r\n");
    assertThat(csv("/api/v1/positions/values?symbol=DAX&quotes=true").body())
        .as("there is no quote")
        .endsWith(",,,,,\r\n");
    for (String faulty : List.of("prices=DAX", "prices=DAX=1,DAX=2", "prices=,", "rates==1")) {
      assertThat(server.get("/api/v1/positions/values?" + faulty, key).text("field"))
          .isEqualTo(faulty.substring(0, faulty.indexOf('=')));
    }
    assertThat(server.get("/api/v1/positions/values?prices=DAX=-1", key).text("field"))
        .isEqualTo("price");
    assertThat(server.get("/api/v1/positions/values?quotes=1", key).text("field"))
        .isEqualTo("quotes");
    String merged = "/api/v1/fills/merged?account=a&to=2026-02-03T04:05:07.5Z";
    assertThat(server.get(merged, key).body())
        .startsWith("{\"fills\":[{\"trade_ids\":[\"1\"],\"account\":\"a\",\"symbol\":\"DAX\"");
    assertThat(csv(merged).body())
        .isEqualTo(
            """
            time,ids,account,symbol,side,quantity,price,commission,swap,funding,currency,order,\
            multiplier,to
            2026-02-03T04:05:06.789012Z,1,a,DAX,buy,3.00000000,100.50000000,0.0000,0.0000,0.0000,\
            EUR,,1.00000000,2026-02-03T04:05:06.789012Z
            """
                .replace("\n", "\r\n"));
    assertThat(server.get("/api/v1/fills/merged", key).text("field")).isEqualTo("account_id");
  }

  @Test
  void aMarginIsShownWithItsState() {
    Principal engine =
        new Principal("key", Role.SERVICE, new TenantScope.One(TENANT), new ServiceName("engine"));
    server.post(
        "/api/v1/accounts",
        key,
        """
        {"account_id":"m","user_id":"ann","platform":"mt5","broker":"Acme","number":"2",
         "kind":"live","currency":"EUR"}""");
    assertThat(
            server
                .send(
                    server
                        .request("/api/v1/accounts/m/entries", key)
                        .header("content-type", "application/json")
                        .header("idempotency-key", "one")
                        .POST(
                            HttpRequest.BodyPublishers.ofString(
                                "{\"reason\":\"deposit\",\"amount\":\"5\",\"currency\":\"EUR\","
                                    + "\"at\":\"2026-02-03T04:05:06Z\"}")))
                .status())
        .isLessThan(300);
    Margin reserved =
        server
            .bean(MarginTrading.class)
            .reserve(
                engine,
                new MarginTrading.Wish(
                    new Margin.Key(new AccountId("m"), new TradeId("m1")),
                    Money.parse("amount", "2", "EUR"),
                    Duration.ofDays(1),
                    null),
                Awaiting.Wanted.NOTHING,
                Deadline.after(Duration.ofSeconds(30)))
            .answer();
    assertThat(server.get("/api/v1/accounts/m/margins/m1", key).body())
        .startsWith(
            "{\"margin_id\":\"m1\",\"account\":\"m\",\"amount\":\"2.0000\",\"currency\":\"EUR\","
                + "\"state\":\"reserved\",\"expires_at\":\""
                + reserved.expiresAt())
        .endsWith("\"operation\":\"margin:m1@m\"}");
    String all = "/api/v1/accounts/m/margins?locked=true";
    assertThat(server.get(all, key).body())
        .startsWith("{\"margins\":[{\"margin_id\":\"m1\",")
        .endsWith("\"operation\":\"margin:m1@m\"}]}");
    assertThat(csv(all).body())
        .isEqualTo(
            "margin,account,amount,currency,state,expires_at,trade,operation,reason\r\n"
                + "m1,m,2.0000,EUR,reserved,"
                + reserved.expiresAt()
                + ",,margin:m1@m,\r\n");
    assertThat(server.get("/api/v1/accounts/none/margins", key).body())
        .isEqualTo("{\"margins\":[]}");
    assertThat(server.get("/api/v1/accounts/m/margins?locked=yes", key).text("field"))
        .isEqualTo("locked");
    assertThat(server.get("/api/v1/accounts/m/margins/m2", key).status()).isEqualTo(404);
    assertThat(server.get("/api/v1/accounts/m/margins/a%20b", key).text("field"))
        .isEqualTo("margin");
  }

  @Test
  void eventsAreJsonAndCsv() {
    Principal engine =
        new Principal("key", Role.SERVICE, new TenantScope.One(TENANT), new ServiceName("engine"));
    AccountId account = new AccountId("a");
    List<TradeEvent> events =
        List.of(
            new TradeEvent.Bust(new TradeId("b"), account, new TradeId("9"), AT.plusSeconds(60)),
            new TradeEvent.Split(
                new TradeId("s"), account, new Symbol("SMI"), 3, 2, AT.plusSeconds(61)));
    TradeRecording recording = server.bean(TradeRecording.class);
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    assertThat(
            recording.record(engine, List.of(fill("9", 50, Side.BUY, "1", "99")), deadline))
        .allMatch(it -> it.refused() == null);
    assertThat(recording.recordEvents(engine, events, deadline))
        .allMatch(it -> it.refused() == null);
    Answer answer = server.get("/api/v1/trades/events?account=a", key);
    assertThat(answer.body())
        .startsWith(
            "{\"events\":[{\"event_id\":\"b\",\"account\":\"a\",\"symbol\":\"DAX\",\"kind\":\"bust\","
                + "\"at\":\"2026-02-03T04:06:06.789012Z\",\"before\":{\"trade_id\":\"9\"")
        .contains("\"kind\":\"split\"", "\"units_to\":3,\"units_from\":2,\"user\":\"ann\"");
    assertThat(csv("/api/v1/trades/events?from=2026-02-03T04:06:00Z").body())
        .isEqualTo(
            """
            time,id,account,symbol,kind,trade,quantity_before,price_before,quantity_after,\
            price_after,units_to,units_from,amount
            2026-02-03T04:06:06.789012Z,b,a,DAX,bust,9,1.00000000,99.00000000,,,,,
            2026-02-03T04:06:07.789012Z,s,a,SMI,split,,,,,,3,2,
            """
                .replace("\n", "\r\n"));
    Answer strategy = server.get("/api/v1/trades/events?strategy=grid", key);
    assertThat(strategy.status()).isEqualTo(400);
    assertThat(strategy.body()).contains("strategy");
  }

  @Test
  void tradesAndAccountsAddUp() {
    String performance = "/api/v1/trades/performance?by=strategy&account=a&operation=fill:2@a";
    assertThat(server.get(performance, key).body())
        .startsWith(
            "{\"store\":\"memory\",\"performance\":[{\"key\":\"grid\",\"currency\":\"EUR\","
                + "\"trades\":1,\"closed_quantity\":\"1.00000000\",\"gross_profit\":\"0.5000\"")
        .contains("\"expectancy\":\"0.5000\"", "\"average_holding\":\"PT1S\"", "\"average_confidence\":\"0.7500\"")
        .doesNotContain("average_loss");
    assertThat(csv(performance).body())
        .contains("\r\ngrid,1,1.00000000,0.5000,0.0000,0.0000,0.5000,1.0000,,0.0000,0.5000,0.5000,,PT1S,");
    String equity = "/api/v1/accounts/a/equity?from=2026-02-03&to=2026-02-05";
    assertThat(server.get(equity, key).body())
        .startsWith("{\"currency\":\"EUR\",\"start_balance\":\"0.0000\",\"max_drawdown\":\"0.0000\"")
        .contains("\"unpriced\":[\"DAX\"]");
    assertThat(csv(equity).body().lines())
        .containsExactly(
            "day,deposits,withdrawals,booked,balance,unrealised,equity,unpriced,currency",
            "2026-02-03,0.0000,0.0000,0.5000,0.5000,0.0000,0.5000,DAX,EUR",
            "2026-02-04,0.0000,0.0000,0.0000,0.5000,0.0000,0.5000,DAX,EUR");
    assertThat(server.get("/api/v1/accounts/a/equity?from=2026-02-03", key).text("field"))
        .isEqualTo("to");
    assertThat(
            server.get("/api/v1/accounts/a/equity?from=2026-02-30&to=2026-03-01", key).text("field"))
        .isEqualTo("from");
  }

  @Test
  void aReadHasWhatAnOperationWrote() {
    for (String path : List.of("/api/v1/positions", "/api/v1/fills")) {
      assertThat(server.get(path + "?operation=fill:2@a", key).status()).isEqualTo(200);
      assertThat(server.get(path + "?operation=fill:3@a", key).status()).isEqualTo(404);
    }
    Answer late =
        server.get("/api/v1/receipts/fill:2@a?stores=memory,index&wait_millis=1", key);
    assertThat(late.body())
        .contains("\"store\":\"index\",\"state\":\"pending\"")
        .contains("\"store\":\"memory\",\"state\":\"committed\"");
    assertThat(server.get("/api/v1/receipts/fill:2@a?wait_millis=x", key).text("field"))
        .isEqualTo("wait_millis");
    assertThat(server.get("/api/v1/receipts/fill:2@a?stores=a,,b", key).text("field"))
        .isEqualTo("stores");
  }

  @Test
  void signalsAreFilteredAndPaged() {
    server
        .bean(SignalIndex.class)
        .put(
            TENANT,
            List.of(signal("s1", new UserId("ann"), 0, 1), signal("s2", null, 1, 2)),
            Deadline.after(Duration.ofSeconds(30)));
    Answer first = server.get("/api/v1/signals?symbol=DAX&page_size=1", key);
    assertThat(first.body())
        .startsWith(
            "{\"signals\":[{\"signal_id\":\"s1\",\"symbol\":\"DAX\",\"timeframe\":\"1h\","
                + "\"type\":\"hold\",\"strength\":\"0.50000000\",\"confidence\":\"1.00000000\","
                + "\"strategy\":\"grid\",\"agents\":[\"trend\"],"
                + "\"at\":\"2026-02-03T04:05:06.789012Z\",\"user\":\"ann\",\"tier\":\"pro\",");
    Answer second =
        server.get(
            "/api/v1/signals?symbol=DAX&page_size=1&cursor=" + first.text("next_cursor"), key);
    assertThat(second.body())
        .contains("\"signal_id\":\"s2\"")
        .doesNotContain("\"user\"", "next_cursor");
    assertThat(server.get("/api/v1/signals?strategy=other", key).body())
        .isEqualTo("{\"signals\":[]}");
    assertThat(server.get("/api/v1/signals?operation=signal:none", key).status()).isEqualTo(404);
    assertThat(csv("/api/v1/signals?symbol=DAX&page_size=1").body())
        .isEqualTo(
            """
            time,id,symbol,timeframe,type,strength,confidence,strategy,agents,user,tier
            2026-02-03T04:05:06.789012Z,s1,DAX,1h,hold,0.50000000,1.00000000,grid,trend,ann,pro
            """
                .replace("\n", "\r\n"));
    Signals recorded = server.bean(Signals.class);
    Principal engine =
        new Principal("key", Role.SERVICE, new TenantScope.One(TENANT), new ServiceName("engine"));
    var unused =
        recorded.record(
            engine,
            signal("s3", null, 3, 3).signal(),
            Awaiting.Wanted.NOTHING,
            Deadline.after(Duration.ofSeconds(30)));
    assertThat(server.get("/api/v1/signals/latest?symbol=DAX", key).body())
        .startsWith("{\"signal\":{\"signal_id\":\"s3\"")
        .endsWith("\"store\":\"memory\"}");
    assertThat(server.get("/api/v1/signals/latest?symbol=NONE", key).status()).isEqualTo(404);
    assertThat(server.get("/api/v1/signals/latest", key).text("field")).isEqualTo("symbol");
    assertThat(server.get("/api/v1/signals?from=yesterday", key).text("field")).isEqualTo("from");
  }

  private static RecordedSignal signal(String id, @Nullable UserId user, int second, long number) {
    return new RecordedSignal(
        new Signal(
            new TradeId(id),
            user,
            new Symbol("DAX"),
            Interval.HOUR,
            Signal.Type.HOLD,
            new BigDecimal("0.5"),
            BigDecimal.ONE,
            "grid",
            List.of("trend"),
            AT.plusSeconds(second)),
        Tier.PRO,
        number,
        AT);
  }

  @Test
  void whatIsAskedWronglyIsRefusedWithItsName() {
    assertThat(server.get("/api/v1/positions?account=none", key).status()).isEqualTo(404);
    assertThat(server.get("/api/v1/positions?open=yes", key).text("field")).isEqualTo("open");
    assertThat(server.get("/api/v1/fills?from=yesterday", key).text("field")).isEqualTo("from");
    assertThat(
            server
                .get("/api/v1/fills?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", key)
                .text("field"))
        .isEqualTo("to");
    assertThat(server.get("/api/v1/fills?symbol=%20", key).text("field")).isEqualTo("symbol");
  }
}
