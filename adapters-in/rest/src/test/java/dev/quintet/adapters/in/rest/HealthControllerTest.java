package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.application.shared.Readiness;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthControllerTest {

  private static final String HEALTH = "/api/v1/health";

  private static RestServer server;

  @BeforeAll
  static void start() {
    server = RestServer.start();
  }

  @BeforeEach
  void ready() {
    server.bean(Readiness.class).report(List.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everybodyIsToldTheStateAndNothingElse() {
    RestServer.Answer answer = server.get(HEALTH, null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"healthy\"}");
  }

  @Test
  void aReadyProcessSaysSo() {
    RestServer.Answer answer = server.get(HEALTH + "/ready", null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ready\",\"missing\":[]}");
  }

  @Test
  void aProcessThatIsNotReadySaysWhatIsMissingAndStillLives() {
    server.bean(Readiness.class).report(List.of("postgresql", "clickhouse"));

    RestServer.Answer ready = server.get(HEALTH + "/ready", null);

    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body())
        .isEqualTo("{\"status\":\"not_ready\",\"missing\":[\"postgresql\",\"clickhouse\"]}");
    assertThat(server.get(HEALTH, null).body()).isEqualTo("{\"status\":\"unhealthy\"}");
    assertThat(server.get(HEALTH, null).status()).isEqualTo(503);
    assertThat(server.get(HEALTH + "/live", null).status()).isEqualTo(200);
  }

  @Test
  void aKeyThatIsWrongDoesNotMatterToHealth() {
    assertThat(server.get(HEALTH + "/live", "qk_wrong").status()).isEqualTo(200);
  }
}
