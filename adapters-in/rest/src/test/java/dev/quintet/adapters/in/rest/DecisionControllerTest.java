package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.in.rest.RestServer.Answer;
import dev.quintet.application.decisions.DecisionJournal;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.domain.decisions.Decision;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.DecisionIndex;
import dev.quintet.domain.decisions.Grounds;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.decisions.StatedDecision;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DecisionControllerTest {

  private static final TenantId TENANT = new TenantId("deciders");
  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");

  private static RestServer server;
  private static String key = "";

  @BeforeAll
  static void start() {
    server = RestServer.start();
    server.post(
        "/api/v1/admin/tenants",
        server.operator(),
        "{\"tenant\":\"deciders\",\"name\":\"T\",\"tier\":\"pro\"}");
    key = server.keyOf(Role.SERVICE, "deciders");
    Principal engine =
        new Principal(
            "key", Role.SERVICE, new TenantScope.One(TENANT), new ServiceName("engine"));
    var unused =
        server
            .bean(DecisionJournal.class)
            .record(
                engine,
                List.of(
                    new StatedDecision(
                        decision("d1", null, 0, "0.25"),
                        new Grounds("because", new JsonText("{\"vix\": 20.50}"), null))),
                Awaiting.Wanted.NOTHING,
                soon());
    Outcome loss =
        new Outcome(
            3, Outcome.Result.LOSS, Money.parse("profit", "-2.5", "EUR"), AT.plusSeconds(60));
    server
        .bean(DecisionIndex.class)
        .put(
            TENANT,
            List.of(
                new RecordedDecision(decision("d1", null, 0, "0.25"), null, AT, Outcome.NONE),
                new RecordedDecision(
                    decision("d2", new UserId("ann"), 1, null), Tier.PRO, AT, loss)),
            soon());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(30));
  }

  private static Decision decision(
      String id, @Nullable UserId user, int second, @Nullable String probability) {
    return new Decision(
        new DecisionId(id),
        user,
        "trend",
        Decision.Type.BUY,
        new Symbol("DAX"),
        Interval.HOUR,
        new BigDecimal("0.5"),
        probability == null ? null : new BigDecimal(probability),
        "m1",
        AT.plusSeconds(second));
  }

  @Test
  void decisionsAreFilteredAndPaged() {
    Answer first = server.get("/api/v1/decisions?symbol=DAX&page_size=1", key);
    assertThat(first.body())
        .startsWith(
            "{\"decisions\":[{\"decision_id\":\"d1\",\"agent\":\"trend\",\"type\":\"buy\","
                + "\"symbol\":\"DAX\",\"timeframe\":\"1h\",\"confidence\":\"0.50000000\","
                + "\"probability\":\"0.25000000\",\"model_version\":\"m1\","
                + "\"at\":\"2026-02-03T04:05:06.789012Z\",")
        .contains("\"version\":0,\"outcome\":\"pending\"}]");
    Answer second =
        server.get("/api/v1/decisions?symbol=DAX&page_size=1&cursor=" + first.text("next_cursor"), key);
    assertThat(second.body())
        .contains(
            "\"user\":\"ann\"",
            "\"version\":3,\"outcome\":\"loss\",\"profit\":\"-2.5000\",\"currency\":\"EUR\"")
        .doesNotContain("probability", "next_cursor");
    for (String none : List.of("agent=news", "type=sell", "outcome=breakeven", "model_version=m2", "user=bob")) {
      assertThat(server.get("/api/v1/decisions?" + none, key).body()).isEqualTo("{\"decisions\":[]}");
    }
    assertThat(server.get("/api/v1/decisions?operation=decision:none", key).status()).isEqualTo(404);
  }

  @Test
  void decisionsAreCsv() {
    assertThat(
            server
                .send(
                    server
                        .request("/api/v1/decisions?outcome=loss", key)
                        .header("accept", "text/csv"))
                .body())
        .isEqualTo(
            """
            time,id,agent,type,symbol,timeframe,confidence,probability,model_version,user,tier,\
            outcome,profit,currency,known_at
            2026-02-03T04:05:07.789012Z,d2,trend,buy,DAX,1h,0.50000000,,m1,ann,pro,loss,-2.5000,EUR,\
            2026-02-03T04:06:06.789012Z
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void oneDecisionHasWhyItWasMade() {
    assertThat(server.get("/api/v1/decisions/d1", key).body())
        .startsWith("{\"decision\":{\"decision_id\":\"d1\"")
        .endsWith("\"reasoning\":\"because\",\"conditions\":\"{\\\"vix\\\": 20.50}\"}");
    assertThat(server.get("/api/v1/decisions/none", key).status()).isEqualTo(404);
    assertThat(server.get("/api/v1/decisions/a%20b", key).text("field")).isEqualTo("decision_id");
  }

  @Test
  void whatIsAskedWronglyIsRefusedWithItsName() {
    for (String field : List.of("type", "outcome", "from", "agent", "symbol")) {
      assertThat(server.get("/api/v1/decisions?" + field + "=%20", key).text("field")).isEqualTo(field);
    }
  }
}
