package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Together;
import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.client.QuintetClient;
import dev.quintet.engines.StartProgress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services on the same databases serve the same sessions, subscriptions and payments. */
final class SharedCustomersTest {

  private static final int PAYMENTS = 10;
  private static final List<Service> SERVICES = new ArrayList<>();

  @TempDir private static Path place = Path.of("");

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningService running = RunningService.get();

  @BeforeAll
  static void start() throws Exception {
    Map<String, Object> settings = new HashMap<>(RunningService.get().stores());
    settings.put("quintet.webhooks.payment-secret", SignedPayment.SETTING);
    for (String name : List.of("one", "two")) {
      SERVICES.add(
          Service.start(
              new DataDirectory(place.resolve(name)),
              new ServiceSettings(Wiring.SERVERS, 0, 0, settings),
              StartProgress.SILENT));
    }
  }

  @AfterAll
  static void stop() {
    SERVICES.forEach(Service::close);
    SERVICES.clear();
  }

  private HttpResponse<String> send(
      int service, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + SERVICES.get(service).httpPort() + "/api/v1" + path))
            .headers(headers)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String[] bearer(String key, String... more) {
    List<String> headers =
        new ArrayList<>(List.of("authorization", "Bearer " + key, "content-type", "application/json"));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  private int check(int service, String key, String token)
      throws IOException, InterruptedException {
    return send(
            service, "POST", "/sessions/check", "{\"token\":\"%s\"}".formatted(token), bearer(key))
        .statusCode();
  }

  private String open(int service, String key) throws IOException, InterruptedException {
    HttpResponse<String> opened =
        send(service, "POST", "/users/eve/sessions", "{\"label\":\"web\"}", bearer(key));
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    return JsonDocument.of(opened.body()).text("token");
  }

  @Test
  void aSessionOfOneServiceIsKnownToTheOtherAndEndsInBoth() throws Exception {
    String key = running.newTenant("sessions");
    String user =
        "{\"user_id\":\"eve\",\"email\":\"eve@example.com\",\"username\":\"eve\",\"tier\":\"pro\"}";
    assertThat(send(0, "POST", "/users", user, bearer(key)).statusCode()).isEqualTo(201);
    String first = open(0, key);
    assertThat(check(0, key, first)).isEqualTo(200);
    assertThat(check(1, key, first)).isEqualTo(200);
    assertThat(send(1, "DELETE", "/users/eve/sessions", "", bearer(key)).statusCode())
        .isBetween(200, 204);
    assertThat(check(0, key, first)).isNotEqualTo(200);
    String second = open(1, key);
    assertThat(check(0, key, second)).isEqualTo(200);
    assertThat(check(1, key, second)).isEqualTo(200);
    assertThat(send(0, "POST", "/users/eve/deactivate", "", bearer(key)).statusCode())
        .isEqualTo(200);
    for (int service = 0; service < 2; service++) {
      assertThat(check(service, key, second)).as("service %d", service).isNotEqualTo(200);
    }
    assertThat(send(1, "POST", "/users/eve/reactivate", "", bearer(key)).statusCode())
        .isEqualTo(200);
    assertThat(check(1, key, second)).as("it stays ended").isNotEqualTo(200);
  }

  /** Each payment is told to both at the same time, and the payments in any order. */
  @Test
  void aPaymentThatBothHearOfIsAppliedOnce() throws Exception {
    String operator = running.data().credential("operator").orElseThrow();
    try (QuintetClient client = RunningService.client(running.grpcPort(), operator)) {
      client.createTenant("payments", "payments", "pro");
    }
    String[] headers = bearer(operator, "x-tenant-id", "payments");
    HttpResponse<String> made =
        send(
            0,
            "POST",
            "/subscriptions",
            "{\"subscription\":\"main\",\"plan\":\"pro\",\"cycle\":\"monthly\"}",
            headers);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    List<SignedPayment> payments = new ArrayList<>();
    for (int version = 1; version <= PAYMENTS; version++) {
      payments.add(new SignedPayment("payments", "main", version));
    }
    Collections.shuffle(payments, new Random(20_261_128));
    List<Integer> answers =
        Together.call(
            2 * PAYMENTS,
            i ->
                () ->
                    send(
                            i % 2,
                            "POST",
                            "/webhooks/payments",
                            payments.get(i / 2).body(),
                            payments.get(i / 2).headers())
                        .statusCode());
    assertThat(answers).containsOnly(200);
    List<JsonDocument> changes =
        JsonDocument.of(
                send(1, "GET", "/subscriptions/main/history?page_size=1000", "", headers).body())
            .list("changes");
    assertThat(changes)
        .extracting(it -> it.text("cause"))
        .filteredOn(it -> it.startsWith("payment"))
        .doesNotHaveDuplicates()
        .contains("payment main-" + PAYMENTS);
    assertThat(changes.getLast().text("after.subscription_state")).isEqualTo("active");
    assertThat(changes)
        .extracting(it -> it.text("after.version"))
        .doesNotHaveDuplicates()
        .hasSize(changes.size());
  }
}
