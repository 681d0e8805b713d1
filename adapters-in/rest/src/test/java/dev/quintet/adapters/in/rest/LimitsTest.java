package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.in.rest.RestServer.Answer;
import dev.quintet.domain.tenancy.Role;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits of what one call is answered with, over REST. */
final class LimitsTest {

  private static final String USERS = "/api/v1/users";

  private static RestServer server;

  @BeforeAll
  static void start() {
    server = RestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The key of a new tenant that has these limits and two users. */
  private static String tenant(String id, String limits) {
    server.post(
        "/api/v1/admin/tenants",
        server.operator(),
        "{\"tenant\":\"%s\",\"name\":\"T\",\"tier\":\"pro\"}".formatted(id));
    Answer agreed =
        server.send(
            server
                .request("/api/v1/overrides", server.operator())
                .header("x-tenant-id", id)
                .header("content-type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"id\":\"o\",\"from\":\"2020-01-01T00:00:00Z\",\"limits\":\"%s\"}"
                            .formatted(limits))));
    assertThat(agreed.status()).as(agreed.body()).isLessThan(300);
    String key = server.keyOf(Role.SERVICE, id);
    for (String user : new String[] {"ann", "bob"}) {
      Answer made =
          server.post(
              USERS,
              key,
              """
              {"user_id":"%1$s","email":"%1$s@example.com","username":"%1$s","tier":"pro"}"""
                  .formatted(user));
      assertThat(made.status()).as("what it did is done: " + made.body()).isEqualTo(201);
    }
    return key;
  }

  @Test
  void aListOfMoreRowsThanALimitIsRefusedAndASmallerPageIsNot() {
    String key = tenant("rows", "rows 1 hard, bytes 300 soft");
    Answer refused = server.get(USERS, key);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.body())
        .contains("\"meter\":\"rows\"", "\"used\":2", "\"limit\":1", "\"kind\":\"limit_exceeded\"")
        .doesNotContain("ann@example.com");
    Answer page = server.get(USERS + "?page_size=1", key);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("ann@example.com", "next_cursor");
  }

  @Test
  void whatChangedSomethingIsAnsweredWhateverItsAnswerHas() {
    String key = tenant("writes", "rows 0 hard");
    assertThat(server.get(USERS + "/ann", key).status()).isEqualTo(429);
  }

  @Test
  void anAnswerOfMoreBytesThanALimitIsRefused() {
    String key = tenant("bytes", "bytes 300 hard");
    Answer refused = server.get(USERS, key);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.body()).contains("\"meter\":\"bytes\"", "\"limit\":300");
  }

  @Test
  void whatExceedsASoftLimitIsAnsweredAndFlagged() {
    String key = tenant("soft", "rows 1 soft, bytes 10 soft, requests_per_second 0 soft");
    assertThat(server.get(USERS, key).status()).isEqualTo(200);
    String quotas = server.get("/api/v1/quotas", server.keyOf(Role.TENANT_ADMIN, "soft")).body();
    assertThat(quotas)
        .contains("\"meter\":\"rows\",\"limit\":1,\"hard\":false,\"used\":2,\"exceeded\":true")
        .contains("\"meter\":\"bytes\",\"limit\":10,\"hard\":false");
  }
}
