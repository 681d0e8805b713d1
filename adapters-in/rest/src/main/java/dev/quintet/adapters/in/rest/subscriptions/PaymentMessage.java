package dev.quintet.adapters.in.rest.subscriptions;

import dev.quintet.adapters.in.rest.kit.Query;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.PaymentEvent;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.tenancy.TenantId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of the payment provider, in the form of Standard Webhooks: {@code type}, {@code timestamp}
 * and {@code data} with {@code tenant}, {@code subscription}, {@code version} and, if it likes, {@code
 * amount} and {@code currency}. Whatever else it has is not looked at.
 */
final class PaymentMessage {

  private static final int VERSION_DIGITS = 18;
  private static final String DATA = "data.";

  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build())
          .build();

  private final Map<String, String> values;

  private PaymentMessage(Map<String, String> values) {
    this.values = values;
  }

  /**
   * The event that a message tells of.
   *
   * @param id of the message
   * @throws ProblemException Invalid, naming what is missing or wrong
   */
  static PaymentEvent event(String id, String body) {
    PaymentMessage message = new PaymentMessage(values(body));
    String type = message.text("type");
    boolean failed = type.equals(PaymentEvent.FAILED);
    if (!failed && !type.equals(PaymentEvent.SUCCEEDED)) {
      throw ProblemException.invalid("type", "is not known");
    }
    @Nullable String amount = message.values.get(DATA + "amount");
    return new PaymentEvent(
        id,
        new TenantId(message.text(DATA + "tenant")),
        new SubscriptionId(message.text(DATA + "subscription")),
        SubscriptionText.number("version", message.text(DATA + "version"), VERSION_DIGITS),
        failed,
        Query.instant("timestamp", message.text("timestamp")),
        amount == null ? null : Money.parse("amount", amount, message.text(DATA + "currency")));
  }

  private String text(String name) {
    @Nullable String value = values.get(name);
    if (value == null) {
      throw ProblemException.invalid(name, "is missing");
    }
    return value;
  }

  /** The strings and numbers of the object and of its {@code data}. */
  private static Map<String, String> values(String body) {
    try (JsonParser parser = STRICT.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ProblemException.invalid("body", "must be a JSON object");
      }
      Map<String, String> values = new HashMap<>();
      read(parser, "", values);
      if (parser.nextToken() != null) {
        throw ProblemException.invalid("body", "must be one JSON object");
      }
      return values;
    } catch (IOException e) {
      throw ProblemException.invalid("body", "is not JSON, has a property twice or is too deep");
    }
  }

  private static void read(JsonParser parser, String prefix, Map<String, String> values)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + parser.currentName();
      JsonToken type = parser.nextToken();
      if (type == JsonToken.VALUE_STRING || type.isNumeric()) {
        values.put(name, parser.getText());
      } else if (type == JsonToken.START_OBJECT && name.equals("data")) {
        read(parser, DATA, values);
      } else {
        parser.skipChildren();
      }
    }
  }
}
