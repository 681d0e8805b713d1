package dev.quintet.adapters.in.rest.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WebhookSignatureTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIME = "1614265330";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  /** The vector that Standard Webhooks publishes with its libraries. */
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private static final Instant THEN = Instant.ofEpochSecond(1_614_265_330);

  private static void require(
      WebhookSettings settings, String id, String time, String signatures, byte[] body, Instant now) {
    new WebhookSignature(settings.secrets()).require(id, time, signatures, body, now);
  }

  private static void assertRefused(
      WebhookSettings settings, String id, String time, String signatures, byte[] body, Instant now) {
    assertThatThrownBy(() -> require(settings, id, time, signatures, body, now))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Unauthenticated.class));
  }

  @Test
  void thePublishedVectorIsGood() {
    WebhookSettings settings = new WebhookSettings(SECRET, null);
    assertThatCode(() -> require(settings, ID, TIME, SIGNATURE, BODY, THEN))
        .doesNotThrowAnyException();
  }

  @Test
  void anythingElseIsRefused() {
    WebhookSettings settings = new WebhookSettings(SECRET, null);
    assertRefused(settings, ID + "x", TIME, SIGNATURE, BODY, THEN);
    assertRefused(settings, ID, "1614265331", SIGNATURE, BODY, THEN);
    assertRefused(settings, ID, TIME, SIGNATURE, new byte[] {'{', '}'}, THEN);
    assertRefused(settings, ID, TIME, SIGNATURE.replace("v1,", "v1a,"), BODY, THEN);
    assertRefused(settings, ID, TIME, SIGNATURE.substring(3), BODY, THEN);
    assertRefused(settings, ID, TIME, SIGNATURE.substring(0, 20), BODY, THEN);
    assertRefused(settings, ID, TIME, "", BODY, THEN);
    assertRefused(new WebhookSettings(null, null), ID, TIME, SIGNATURE, BODY, THEN);
    String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
    assertRefused(new WebhookSettings(other, null), ID, TIME, SIGNATURE, BODY, THEN);
  }

  @Test
  void oneGoodSignatureOfSeveralByOneOfTwoSecretsIsEnough() {
    String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
    String signatures = "v1,AAAA v1a,BBBB " + SIGNATURE;
    for (WebhookSettings settings :
        List.of(new WebhookSettings(SECRET, other), new WebhookSettings(other, SECRET))) {
      assertThatCode(() -> require(settings, ID, TIME, signatures, BODY, THEN))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aMessageIsGoodForFiveMinutesBeforeAndAfterItsTime() {
    WebhookSettings settings = new WebhookSettings(SECRET, null);
    for (int seconds : new int[] {-300, 300}) {
      assertThatCode(
              () -> require(settings, ID, TIME, SIGNATURE, BODY, THEN.plusSeconds(seconds)))
          .doesNotThrowAnyException();
    }
    for (int seconds : new int[] {-301, 301}) {
      assertRefused(settings, ID, TIME, SIGNATURE, BODY, THEN.plusSeconds(seconds));
    }
    for (String time : List.of("", "now", "-1", "1614265330.5", "9".repeat(30), "1614265330 ")) {
      assertRefused(settings, ID, time, SIGNATURE, BODY, THEN);
    }
  }

  @Test
  void aSecretIsNamedWhenItIsNone() {
    for (String secret : List.of("", "whsec_", "whsec_AAAA", "secret", "whsec_***", SECRET.substring(6))) {
      assertThatThrownBy(() -> new WebhookSettings(null, secret))
          .hasMessageContaining("quintet.webhooks.previous-payment-secret");
      assertThatThrownBy(() -> new WebhookSettings(secret, null))
          .hasMessageContaining("quintet.webhooks.payment-secret");
    }
    assertThat(new WebhookSettings(SECRET, null).toString()).doesNotContain(SECRET.substring(6));
  }
}
