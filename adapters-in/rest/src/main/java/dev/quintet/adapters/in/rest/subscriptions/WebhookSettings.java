package dev.quintet.adapters.in.rest.subscriptions;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that the payment provider signs with, in the form of Standard Webhooks: {@code whsec_} and 24 to
 * 64 bytes in base64. While one is replaced both are good.
 *
 * @param paymentSecret null: no message is good
 * @param previousPaymentSecret null: there is none
 */
@ConfigurationProperties("quintet.webhooks")
record WebhookSettings(@Nullable String paymentSecret, @Nullable String previousPaymentSecret) {

  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  WebhookSettings {
    check("payment-secret", paymentSecret);
    check("previous-payment-secret", previousPaymentSecret);
  }

  private static void check(String key, @Nullable String secret) {
    if (secret != null && bytes(secret).length == 0) {
      throw new IllegalArgumentException(
          "quintet.webhooks.%s must be %s and %d to %d bytes in base64"
              .formatted(key, PREFIX, LEAST_BYTES, MOST_BYTES));
    }
  }

  /** Empty for what is none. */
  private static byte[] bytes(String secret) {
    try {
      byte[] bytes =
          Base64.getDecoder()
              .decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "");
      return bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES ? new byte[0] : bytes;
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** Those that are good now. */
  List<byte[]> secrets() {
    return Stream.of(paymentSecret, previousPaymentSecret)
        .filter(Objects::nonNull)
        .map(WebhookSettings::bytes)
        .toList();
  }

  @Override
  public String toString() {
    return "WebhookSettings[" + secrets().size() + " secrets]";
  }
}
