package dev.quintet.bootstrap;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A message of a payment provider, even versions about success, with its signature; see
 * https://www.standardwebhooks.com.
 */
public record SignedPayment(String tenant, String subscription, int version) {

  private static final byte[] SECRET =
      "the secret of this test".repeat(2).getBytes(StandardCharsets.UTF_8);

  /** The setting {@code quintet.webhooks.payment-secret} of who believes it. */
  public static final String SETTING = "whsec_" + Base64.getEncoder().encodeToString(SECRET);

  public String body() {
    return """
        {"type":"payment.%s","timestamp":"2026-11-%02dT00:00:00Z",
         "data":{"tenant":"%s","subscription":"%s","version":%d}}"""
        .formatted(
            version % 2 == 0 ? "succeeded" : "failed", version, tenant, subscription, version);
  }

  public String[] headers() {
    String id = subscription + "-" + version;
    String time = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    return new String[] {
      "content-type", "application/json",
      "webhook-id", id,
      "webhook-timestamp", time,
      "webhook-signature", sign(id + "." + time + "." + body())
    };
  }

  private static String sign(String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
