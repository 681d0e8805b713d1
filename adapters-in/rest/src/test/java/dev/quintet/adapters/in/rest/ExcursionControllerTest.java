package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.in.rest.RestServer.Answer;
import dev.quintet.application.trades.TradeRecording;
import dev.quintet.domain.marketdata.BatchId;
import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickColumns;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ExcursionControllerTest {

  private static final TenantId TENANT = new TenantId("excursions");
  private static final Instant AT = Instant.parse("2026-02-03T10:00:00Z");
  private static final String PATH = "/api/v1/trades/excursions";

  private static RestServer server;
  private static String key = "";

  @BeforeAll
  static void start() {
    server = RestServer.start();
    server.post(
        "/api/v1/admin/tenants",
        server.operator(),
        "{\"tenant\":\"excursions\",\"name\":\"T\",\"tier\":\"pro\"}");
    key = server.keyOf(Role.SERVICE, "excursions");
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
    assertThat(
            server
                .bean(TradeRecording.class)
                .record(
                    engine,
                    List.of(
                        fill("1", 0, Side.SELL, "100"),
                        fill("2", 180, Side.BUY, "99"),
                        fill("3", 200, Side.SELL, "100"),
                        fill("4", 320, Side.BUY, "101")),
                    deadline()))
        .allMatch(it -> it.refused() == null);
    server
        .bean(TickStore.class)
        .append(List.of(new TenantTicks(TENANT, Tier.PRO, quote(), AT)), deadline());
  }

  /** A minute after the first fill: 97 to 98.5. */
  private static TickBatch quote() {
    return TickBatch.admit(
        new BatchId("b"),
        new Source("feed"),
        null,
        BatchTerms.NONE,
        new TickColumns(
            TickKind.QUOTE,
            new Symbol[] {new Symbol("DAX")},
            new int[] {0},
            new long[] {EventTime.nanos(AT.plusSeconds(60))},
            new int[] {1},
            1,
            new long[] {970},
            new long[] {985},
            0,
            new long[] {1}),
        AT.plusSeconds(60));
  }

  private static Deadline deadline() {
    return Deadline.after(Duration.ofSeconds(30));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Fill fill(String id, int second, Side side, String price) {
    return new Fill(
        new TradeId(id),
        new AccountId("a"),
        new Symbol("DAX"),
        side,
        new BigDecimal("2"),
        new BigDecimal(price),
        Costs.none(Money.currency("EUR")),
        AT.plusSeconds(second),
        new Fill.Origin("", "grid", List.of("trend"), "", "", ""));
  }

  private static String csv(String path) {
    return server.send(server.request(path, key).header("accept", "text/csv")).body();
  }

  @Test
  void excursionsAreJsonAndCsvAndPaged() {
    Answer first = server.get(PATH + "?account=a&page_size=1", key);
    assertThat(first.body())
        .contains(
            "\"minutes\":3,\"covered_minutes\":1,\"low\":\"98.50000000\",\"high\":\"98.50000000\","
                + "\"adverse_price\":\"0.00000000\",\"favourable_price\":\"1.50000000\","
                + "\"adverse\":\"0.0000\",\"favourable\":\"3.0000\"}]");
    String cursor = first.text("next_cursor");
    assertThat(first.header("x-next-cursor")).isEqualTo(cursor);
    assertThat(server.get(PATH + "?account=a&cursor=" + cursor, key).body())
        .contains("\"minutes\":1,\"covered_minutes\":0,\"missing\":\"no_bars\"}]")
        .doesNotContain("adverse");
    assertThat(csv(PATH))
        .isEqualTo(
            """
            account,symbol,position,opened,closed,opened_at,closed_at,side,quantity,open_price,\
            close_price,net_profit,adverse,favourable,adverse_price,favourable_price,low,high,\
            minutes,covered_minutes,missing,currency
            a,DAX,,1,2,2026-02-03T10:00:00Z,2026-02-03T10:03:00Z,sell,2.00000000,100.00000000,\
            99.00000000,2.0000,0.0000,3.0000,0.00000000,1.50000000,98.50000000,98.50000000,3,1,,EUR
            a,DAX,,3,4,2026-02-03T10:03:20Z,2026-02-03T10:05:20Z,sell,2.00000000,100.00000000,\
            101.00000000,-2.0000,,,,,,,1,0,no_bars,EUR
            """
                .replace("\n", "\r\n"));
    assertThat(server.get(PATH + "?prices=trade", key).body()).doesNotContain("adverse");
    assertThat(server.get(PATH + "?prices=mid", key).text("field")).isEqualTo("prices");
    assertThat(server.get(PATH + "?account=nobodys", key).status()).isEqualTo(404);
    assertThat(server.get("/openapi", key).body()).contains("[\"short\",\"no_bars\",\"split\"]");
  }

  @Test
  void averagesAreJsonAndCsv() {
    assertThat(server.get(PATH + "/averages?by=strategy", key).body())
        .isEqualTo(
            "{\"averages\":[{\"key\":\"grid\",\"currency\":\"EUR\",\"lots\":2,\"known\":1,"
                + "\"minutes\":4,\"covered_minutes\":1,\"average_adverse\":\"0.0000\","
                + "\"average_favourable\":\"3.0000\",\"most_adverse\":\"0.0000\","
                + "\"most_favourable\":\"3.0000\"}]}");
    assertThat(csv(PATH + "/averages?prices=trade"))
        .isEqualTo(
            """
            key,lots,known,average_adverse,average_favourable,most_adverse,most_favourable,\
            minutes,covered_minutes,currency
            a,2,0,,,,,4,0,EUR
            """
                .replace("\n", "\r\n"));
    assertThat(server.get(PATH + "/averages?by=hour", key).text("field")).isEqualTo("by");
  }
}
