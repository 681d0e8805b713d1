package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.in.rest.RestServer.Answer;
import dev.quintet.domain.tenancy.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserControllerTest {

  private static final String USERS = "/api/v1/users";
  private static final String ACCOUNTS = "/api/v1/accounts";

  private static RestServer server;
  private static int tenants;

  private String key = "";

  @BeforeAll
  static void start() {
    server = RestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void newTenant() {
    String tenant = "users" + tenants++;
    server.post(
        "/api/v1/admin/tenants",
        server.operator(),
        "{\"tenant\":\"%s\",\"name\":\"T\",\"tier\":\"pro\"}".formatted(tenant));
    key = server.keyOf(Role.SERVICE, tenant);
  }

  private Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        server
            .request(path, key)
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return server.send(request);
  }

  private static String user(String id) {
    return "{\"user_id\":\"%1$s\",%2$s}".formatted(id, profile(id));
  }

  private static String profile(String name) {
    return "\"email\":\"%1$s@example.com\",\"username\":\"%1$s\",\"tier\":\"pro\"".formatted(name);
  }

  private static String account(String id, String user) {
    return """
        {"account_id":"%1$s","user_id":"%2$s","platform":"mt5","broker":"Acme","number":"%1$s",
         "kind":"live","currency":"EUR"}"""
        .formatted(id, user);
  }

  private static String entry(String amount) {
    return """
        {"reason":"deposit","amount":"%s","currency":"EUR","at":"2026-02-03T04:05:06Z"}"""
        .formatted(amount);
  }

  @Test
  void aUserIsMadeChangedByItsTagAndErased() {
    Answer made = send("POST", USERS, user("ann"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("etag")).isEqualTo("\"1\"");
    assertThat(made.header("location")).isEqualTo(USERS + "/ann");
    assertThat(send("POST", USERS, user("ann")).body()).isEqualTo(made.body());
    assertThat(server.get(USERS + "/ann", key).body()).isEqualTo(made.body());
    assertThat(server.get(USERS + "?email=ANN@example.com", key).body())
        .isEqualTo("{\"users\":[" + made.body() + "]}");
    String change = "{" + profile("anna") + ",\"limits\":{\"max_symbols\":3}}";
    assertThat(send("PUT", USERS + "/ann", change).text("field")).isEqualTo("if-match");
    assertThat(send("PUT", USERS + "/ann", change, "if-match", "*").text("field"))
        .isEqualTo("if-match");
    Answer changed = send("PUT", USERS + "/ann", change, "if-match", "\"1\"");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("etag")).isEqualTo("\"2\"");
    assertThat(changed.json().get("limits").get("max_symbols").getIntValue()).isEqualTo(3);
    Answer stale = send("PUT", USERS + "/ann", "{" + profile("anne") + "}", "if-match", "\"1\"");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(send("POST", USERS + "/ann/deactivate", "").text("state")).isEqualTo("deactivated");
    assertThat(server.get(USERS + "?state=active", key).body()).isEqualTo("{\"users\":[]}");
    assertThat(send("POST", USERS + "/ann/reactivate", "").text("state")).isEqualTo("active");
    assertThat(send("DELETE", USERS + "/ann", "").status()).isEqualTo(204);
    assertThat(send("DELETE", USERS + "/ann", "").status()).isEqualTo(204);
    assertThat(server.get(USERS + "/ann", key).status()).isEqualTo(404);
  }

  @Test
  void anEntryIsRecordedOnceForItsKey() {
    send("POST", USERS, user("ann"));
    assertThat(send("POST", ACCOUNTS, account("a-1", "ann")).status()).isEqualTo(201);
    String entries = ACCOUNTS + "/a-1/entries";
    assertThat(send("POST", entries, entry("5")).text("field")).isEqualTo("idempotency-key");
    Answer first = send("POST", entries, entry("5"), "idempotency-key", "e-1");
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.text("balance_after")).isEqualTo("5.0000");
    assertThat(send("POST", entries, entry("5"), "idempotency-key", "e-1").body())
        .isEqualTo(first.body());
    assertThat(send("POST", entries, entry("6"), "idempotency-key", "e-1").status())
        .isEqualTo(409);
    assertThat(server.get(ACCOUNTS + "/a-1", key).text("balance")).isEqualTo("5.0000");
    assertThat(server.get(entries, key).body())
        .isEqualTo("{\"entries\":[" + first.body() + "]}");
    assertThat(send("DELETE", USERS + "/ann", "").status()).as("it has money").isEqualTo(409);
    assertThat(send("PUT", ACCOUNTS + "/a-1/status", "{\"status\":\"suspended\"}").text("status"))
        .isEqualTo("suspended");
    Answer told =
        send(
            "PUT",
            ACCOUNTS + "/a-1/report",
            """
            {"currency":"EUR","equity":"4.5","margin":"0","free_margin":"4.5",
             "at":"2026-02-03T04:05:06Z"}""");
    assertThat(told.text("equity")).isEqualTo("4.5000");
  }

  @Test
  void onBehalfOfAUserOnlyThatUsersThingsAreThere() {
    send("POST", USERS, user("ann"));
    send("POST", USERS, user("bob"));
    send("POST", ACCOUNTS, account("b-1", "bob"));
    assertThat(send("POST", ACCOUNTS, account("a-1", "ann"), "x-on-behalf-of", "ann").status())
        .isEqualTo(201);
    assertThat(send("GET", ACCOUNTS, "", "x-on-behalf-of", "ann").body())
        .contains("a-1")
        .doesNotContain("b-1");
    assertThat(send("GET", ACCOUNTS + "/b-1", "", "x-on-behalf-of", "ann").status())
        .isEqualTo(404);
    assertThat(send("GET", ACCOUNTS + "?user=bob", "", "x-on-behalf-of", "ann").status())
        .isEqualTo(404);
    assertThat(send("GET", USERS + "/bob", "", "x-on-behalf-of", "ann").status()).isEqualTo(404);
    assertThat(send("DELETE", USERS + "/ann", "", "x-on-behalf-of", "ann").status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits.max_symbols | {\"user_id\":\"x\",\"email\":\"x@y.z\",\"username\":\"x\",\"tier\":\"pro\",\"limits\":{\"max_symbols\":\"3\"}}",
        "limits.max_symbols | {\"user_id\":\"x\",\"email\":\"x@y.z\",\"username\":\"x\",\"tier\":\"pro\",\"limits\":{\"max_symbols\":-1}}",
        "limits | {\"user_id\":\"x\",\"email\":\"x@y.z\",\"username\":\"x\",\"tier\":\"pro\",\"limits\":[]}",
        "limits | {\"user_id\":\"x\",\"email\":\"x@y.z\",\"username\":\"x\",\"tier\":\"pro\",\"limits\":{\"a\":99999999999999999999}}",
        "email | {\"user_id\":\"x\",\"email\":\"x\",\"username\":\"x\",\"tier\":\"pro\"}",
        "tier | {\"user_id\":\"x\",\"email\":\"x@y.z\",\"username\":\"x\",\"tier\":\"gold\"}",
        "user_id | {\"user_id\":7,\"email\":\"x@y.z\",\"username\":\"x\",\"tier\":\"pro\"}"
      })
  void whatCannotBeIsRefusedByItsField(String field, String body) {
    Answer refused = send("POST", USERS, body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("field")).isEqualTo(field);
  }

  @Test
  void deepAndHugeBodiesAreRefused() {
    String deep = "{\"limits\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThat(send("POST", USERS, deep).status()).isEqualTo(400);
    String huge = "{\"email\":\"" + "x".repeat(2_000_000) + "\"}";
    assertThat(send("POST", USERS, huge).status()).isIn(400, 413);
  }
}
