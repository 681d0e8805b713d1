package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.in.rest.RestServer.Answer;
import dev.quintet.application.predictions.PredictionRecording;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionId;
import dev.quintet.domain.predictions.PredictionIndex;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
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

final class PredictionControllerTest {

  private static final TenantId TENANT = new TenantId("predictors");
  private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789012Z");
  private static final String ALL = "/api/v1/predictions";
  private static final String LATEST = ALL + "/latest?symbol=DAX&timeframe=1h&model=trend";

  private static RestServer server;
  private static String key = "";

  @BeforeAll
  static void start() {
    server = RestServer.start();
    server.post(
        "/api/v1/admin/tenants",
        server.operator(),
        "{\"tenant\":\"predictors\",\"name\":\"T\",\"tier\":\"pro\"}");
    key = server.keyOf(Role.SERVICE, "predictors");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Prediction prediction(
      String id, @Nullable UserId user, int second, @Nullable BigDecimal price) {
    return new Prediction(
        new PredictionId(id),
        user,
        new Prediction.Key(new Symbol("DAX"), Interval.HOUR, "trend"),
        "2.1",
        new Prediction.Value(Prediction.Direction.UP, price, new BigDecimal("0.5")),
        AT.plusSeconds(second),
        null,
        price == null ? null : new JsonText("{\"a\": [1, 2]}"));
  }

  private static RecordedPrediction recorded(Prediction prediction, long number) {
    return new RecordedPrediction(prediction, Tier.PRO, number, AT);
  }

  @Test
  void predictionsAreFilteredAndPagedAsJsonAndCsv() {
    server
        .bean(PredictionIndex.class)
        .put(
            TENANT,
            List.of(
                recorded(prediction("p1", new UserId("ann"), 0, new BigDecimal("18000.5")), 1),
                recorded(prediction("p2", null, 1, null), 2)),
            Deadline.after(Duration.ofSeconds(30)));
    String page = ALL + "?symbol=DAX&timeframe=60m&model=trend&model_version=2.1&page_size=1";
    Answer first = server.get(page, key);
    assertThat(first.body())
        .startsWith(
            "{\"predictions\":[{\"prediction_id\":\"p1\",\"symbol\":\"DAX\",\"timeframe\":\"1h\","
                + "\"model\":\"trend\",\"model_version\":\"2.1\",\"direction\":\"up\","
                + "\"price\":\"18000.50000000\",\"confidence\":\"0.50000000\","
                + "\"made_at\":\"2026-02-03T04:05:06.789012Z\","
                + "\"current_until\":\"2026-02-03T04:06:06.789012Z\","
                + "\"features\":\"{\\\"a\\\": [1, 2]}\",\"user\":\"ann\",\"tier\":\"pro\",");
    Answer second = server.get(page + "&cursor=" + first.text("next_cursor"), key);
    assertThat(second.body())
        .contains("\"prediction_id\":\"p2\"")
        .doesNotContain("\"user\"", "next_cursor", "\"price\"", "\"features\"");
    for (String none :
        List.of("symbol=X", "timeframe=2h", "model=x", "model_version=2", "to=2026-02-03T04:00:00Z")) {
      assertThat(server.get(ALL + "?" + none, key).body()).isEqualTo("{\"predictions\":[]}");
    }
    assertThat(
            server.send(server.request(ALL + "?page_size=1", key).header("accept", "text/csv")).body())
        .isEqualTo(
            """
            time,id,symbol,timeframe,model,model_version,direction,price,confidence,current_until,\
            user,tier,features
            2026-02-03T04:05:06.789012Z,p1,DAX,1h,trend,2.1,up,18000.50000000,0.50000000,\
            2026-02-03T04:06:06.789012Z,ann,pro,"{""a"": [1, 2]}"
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void theLatestSaysWhetherItIsCurrent() {
    assertThat(server.get(LATEST, key).status()).isEqualTo(404);
    Principal engine =
        new Principal("key", Role.SERVICE, new TenantScope.One(TENANT), new ServiceName("engine"));
    List<PredictionRecording.Outcome> outcomes =
        server
            .bean(PredictionRecording.class)
            .record(
                engine,
                List.of(prediction("p3", null, 3, null)),
                Deadline.after(Duration.ofSeconds(30)));
    assertThat(outcomes).containsExactly(new PredictionRecording.Outcome(false, null));
    assertThat(server.get(LATEST, key).body())
        .startsWith("{\"prediction\":{\"prediction_id\":\"p3\"")
        .contains("\"store\":\"memory\",\"current\":false,\"age_millis\":");
    assertThat(server.get(LATEST + "&operation=prediction:none", key).status()).isEqualTo(404);
  }

  @Test
  void whatIsAskedWronglyIsRefusedWithItsName() {
    for (String missing : List.of("symbol", "timeframe", "model")) {
      String without =
          LATEST.replaceAll("[?&]" + missing + "=[^&]*", "").replaceFirst("latest&", "latest?");
      assertThat(server.get(without, key).text("field")).isEqualTo(missing);
    }
    assertThat(server.get(ALL + "?model=", key).text("field")).isEqualTo("model");
    assertThat(server.get(ALL + "?model_version=a%20b", key).text("field"))
        .isEqualTo("model_version");
    assertThat(server.get(ALL + "?from=yesterday", key).text("field")).isEqualTo("from");
    assertThat(server.get(ALL + "?page_size=201", key).text("field")).isEqualTo("page_size");
    assertThat(server.get(ALL + "?operation=prediction:none", key).status()).isEqualTo(404);
  }
}
