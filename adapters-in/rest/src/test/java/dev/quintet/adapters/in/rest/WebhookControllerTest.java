package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class WebhookControllerTest {

  private static final String PATH = "/api/v1/webhooks/payments";
  private static final byte[] NEW = new byte[32];
  private static final byte[] OLD = new byte[24];

  private static RestServer server;
  private static String operator;

  @BeforeAll
  static void start() {
    Random random = new Random(1);
    random.nextBytes(NEW);
    random.nextBytes(OLD);
    server =
        RestServer.start(
            Map.of(
                "quintet.webhooks.payment-secret", secret(NEW),
                "quintet.webhooks.previous-payment-secret", secret(OLD)));
    operator = server.operator();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String secret(byte[] bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  private static String sign(byte[] secret, String id, String time, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(
                  mac.doFinal((id + "." + time + "." + body).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static RestServer.Answer send(String id, String time, String signatures, String body) {
    return server.send(
        server
            .request(PATH, null)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", time)
            .header("webhook-signature", signatures)
            .POST(BodyPublishers.ofString(body)));
  }

  private static RestServer.Answer send(String id, String body) {
    String time = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    return send(id, time, sign(NEW, id, time, body), body);
  }

  private static String payment(String type, String tenant, long version) {
    return """
        {"type": "payment.%s", "timestamp": "2026-11-0%dT00:00:00Z", "other": [1, {"a": null}],
         "data": {"tenant": "%s", "subscription": "main", "version": %d, "amount": "49.00",
                  "currency": "EUR", "more": {"tenant": "nobody"}}}"""
        .formatted(type, version, tenant, version);
  }

  private static void subscribe(String tenant) {
    server.post(
        "/api/v1/admin/tenants",
        operator,
        "{\"tenant\":\"%s\",\"name\":\"T\",\"tier\":\"free\"}".formatted(tenant));
    assertThat(
            server
                .send(
                    server
                        .request("/api/v1/subscriptions", operator)
                        .header("x-tenant-id", tenant)
                        .header("content-type", "application/json")
                        .POST(
                            BodyPublishers.ofString(
                                "{\"subscription\":\"main\",\"plan\":\"pro\",\"cycle\":\"monthly\"}")))
                .status())
        .isEqualTo(201);
  }

  private static RestServer.Answer shown(String tenant) {
    return server.get(
        "/api/v1/subscriptions/main", server.keyOf(dev.quintet.domain.tenancy.Role.BILLING, tenant));
  }

  private static String state(String tenant) {
    return shown(tenant).text("subscription_state");
  }

  private static RestServer.Answer quarantine(String cursor) {
    return server.get(PATH + "/quarantine?page_size=1000" + cursor, operator);
  }

  @Test
  void aPaymentThatFailsAndOneThatSucceedsAreAppliedOnce() {
    subscribe("paying");
    assertThat(send("f1", payment("failed", "paying", 1)).text("outcome")).isEqualTo("applied");
    assertThat(state("paying")).isEqualTo("past_due");
    assertThat(send("s2", payment("succeeded", "paying", 2)).status()).isEqualTo(200);
    String version = shown("paying").text("version");
    for (int i = 0; i < 2; i++) {
      assertThat(send("f1", payment("failed", "paying", 1)).status()).isEqualTo(200);
      assertThat(send("s2", payment("succeeded", "paying", 2)).status()).isEqualTo(200);
    }
    assertThat(state("paying")).isEqualTo("active");
    assertThat(shown("paying").text("version")).isEqualTo(version);
  }

  @Test
  void everyInterleavingOfAHistoryEndsInTheSameState() {
    Random random = new Random(42);
    for (int round = 0; round < 12; round++) {
      String tenant = "shuffled" + round;
      subscribe(tenant);
      List<Integer> versions = new ArrayList<>(List.of(1, 2, 3, 4, 5, 3, 1));
      Collections.shuffle(versions, random);
      for (int version : versions) {
        String type = version == 2 ? "succeeded" : "failed";
        String id = tenant + "-" + version;
        assertThat(send(id, payment(type, tenant, version)).status()).isEqualTo(200);
      }
      assertThat(state(tenant)).as(versions.toString()).isEqualTo("past_due");
      assertThat(shown(tenant).text("failing_since"))
          .as(versions.toString())
          .isEqualTo("2026-11-03T00:00:00Z");
    }
  }

  @Test
  void bothSecretsAreGoodWhileOneIsReplaced() {
    subscribe("rotating");
    String body = payment("failed", "rotating", 1);
    String time = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    assertThat(send("r1", time, sign(OLD, "r1", time, body), body).status()).isEqualTo(200);
    assertThat(send("r1", time, "v1,AAAA " + sign(NEW, "r1", time, body), body).status())
        .isEqualTo(200);
  }

  @Test
  void aForgedOrOldMessageIsRefusedAndLeavesNothing() {
    subscribe("forged");
    String body = payment("failed", "forged", 1);
    long now = Clock.systemUTC().instant().getEpochSecond();
    String time = Long.toString(now);
    String old = Long.toString(now - 400);
    String good = sign(NEW, "x", time, body);
    List<RestServer.Answer> answers =
        List.of(
            send("x", time, sign(new byte[32], "x", time, body), body),
            send("x", time, good, body.replace("failed", "succeeded")),
            send("y", time, good, body),
            send("x", time, good.substring(0, good.length() - 4), body),
            send("x", old, sign(NEW, "x", old, body), body),
            server.post(PATH, null, body),
            server.post(PATH, operator, body));
    assertThat(answers).allMatch(it -> it.status() == 401);
    assertThat(state("forged")).isEqualTo("active");
    assertThat(quarantine("").body()).doesNotContain("forged");
  }

  @Test
  void whatCannotBeAppliedIsKeptAndReplayedByTheOperatorOnceItCan() {
    String late = payment("failed", "latecomer", 1);
    assertThat(send("late", late).status()).isEqualTo(202);
    assertThat(send("late", late).text("outcome")).isEqualTo("quarantined");
    for (String strange :
        List.of(
            "{}",
            "[]",
            "{\"type\":\"refund.created\",\"data\":{}}",
            "{\"type\":\"payment.failed\",\"data\":{\"tenant\":\"Latecomer\"}}",
            late.replace("\"version\": 1", "\"version\": 0"),
            late.replace("\"version\": 1", "\"version\": 99999999999999999999"),
            late.replace("49.00", "49,00"),
            late.replace("2026-11-01T00:00:00Z", "yesterday"),
            "{\"a\":".repeat(50) + "1" + "}".repeat(50),
            late + late,
            "nonsense")) {
      assertThat(send("strange", strange).status()).as(strange).isEqualTo(202);
    }
    assertThat(quarantine("").body()).contains("\"late\"", "is not known", "strange");
    String path = PATH + "/quarantine/late/" + dev.quintet.domain.shared.Sha256.hex(late) + "/replay";
    assertThat(server.post(path, operator, "").status()).isEqualTo(409);
    subscribe("latecomer");
    for (int i = 0; i < 2; i++) {
      RestServer.Answer replayed = server.post(path, operator, "");
      assertThat(replayed.status()).isEqualTo(200);
      assertThat(replayed.text("settled_at")).isNotEmpty();
    }
    assertThat(state("latecomer")).isEqualTo("past_due");
    assertThat(quarantine("").body()).doesNotContain("\"late\"");
    assertThat(server.post(path.replace("late", "nobody"), operator, "").status()).isEqualTo(404);
  }

  @Test
  void theSameIdWithAnotherBodyIsKeptAndChangesNothing() {
    subscribe("twofaced");
    assertThat(send("two", payment("succeeded", "twofaced", 1)).status()).isEqualTo(200);
    assertThat(send("two", payment("failed", "twofaced", 2)).status()).isEqualTo(202);
    assertThat(state("twofaced")).isEqualTo("active");
    assertThat(quarantine("").body()).contains("was used before with other content");
  }

  @Test
  void aMessageIsAtMost64KiB() {
    assertThat(send("big", "{\"a\":\"" + "a".repeat(65_528) + "\"}").status()).isEqualTo(202);
    assertThat(send("big", "{\"a\":\"" + "a".repeat(65_529) + "\"}").status()).isEqualTo(413);
    assertThat(send("with.dot", "{}").status()).isEqualTo(400);
    assertThat(send("nul", "{\"a\":\"\0\"}").status()).isEqualTo(400);
  }
}
