package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures of Standard Webhooks 1.0: HMAC-SHA256 over {@code id.timestamp.body}, in base64, {@code v1,…},
 * several in one header. See https://github.com/standard-webhooks/standard-webhooks.
 *
 * @param secrets any of them is good
 */
record WebhookSignature(List<byte[]> secrets) {

  /** How far a message's time may be from ours, so that an old one cannot be sent again. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Pattern TIME = Pattern.compile("[0-9]{1,12}");
  private static final String VERSION = "v1,";
  private static final String ALGORITHM = "HmacSHA256";

  /**
   * Returns if the message was signed by one of the secrets within the last five minutes. The time that it
   * takes does not tell how much of a signature is right.
   *
   * @throws ProblemException Unauthenticated
   */
  void require(String id, String timestamp, String signatures, byte[] body, Instant now) {
    if (!TIME.matcher(timestamp).matches()
        || Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(TOLERANCE)
            > 0) {
      throw refused("the webhook is older or newer than " + TOLERANCE.toMinutes() + " minutes");
    }
    boolean good = false;
    for (byte[] secret : secrets) {
      byte[] expected = (VERSION + sign(secret, id, timestamp, body)).getBytes(StandardCharsets.UTF_8);
      for (String signature : signatures.split(" ", -1)) {
        good |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
      }
    }
    if (!good) {
      throw refused("the webhook has no good signature");
    }
  }

  private static ProblemException refused(String reason) {
    return new ProblemException(new Problem.Unauthenticated(reason));
  }

  static String sign(byte[] secret, String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
