package dev.quintet.adapters.in.rest.kit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.quintet.domain.shared.ProblemException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request's JSON object, of which each property is known, there once and has its type. Read token
 * by token: the framework's mapper takes the last of two values, ignores what follows the object and
 * reads a number as a string.
 */
public final class JsonBody {

  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * What a property holds.
   *
   * @param text of a string; of an object or list, as JSON; empty for anything else
   */
  private record Value(JsonToken type, String text) {}

  private final Map<String, Value> values;
  private final Set<String> properties;

  private JsonBody(Map<String, Value> values, Set<String> properties) {
    this.values = values;
    this.properties = properties;
  }

  /**
   * Reads the object.
   *
   * @param properties all it may have
   * @throws ProblemException Invalid, naming {@code body} or the property nobody knows
   */
  static JsonBody of(byte[] bytes, Set<String> properties) {
    try (JsonParser parser = STRICT.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ProblemException.invalid("body", "must be a JSON object");
      }
      JsonBody body = new JsonBody(values(parser, properties), properties);
      if (parser.nextToken() != null) {
        throw ProblemException.invalid("body", "must be one JSON object");
      }
      return body;
    } catch (IOException e) {
      // Without the cause: the caller's mistake is nothing for the log.
      throw ProblemException.invalid("body", "is not JSON, or has a property twice");
    }
  }

  /**
   * The string that a property holds.
   *
   * @throws ProblemException Invalid when it is missing or no string
   */
  public String text(String property) {
    if (!properties.contains(property)) {
      throw new IllegalStateException("the operation does not declare " + property);
    }
    Value value = values.get(property);
    if (value == null || value.type() == JsonToken.VALUE_NULL) {
      throw ProblemException.invalid(property, "is missing");
    }
    if (value.type() != JsonToken.VALUE_STRING) {
      throw ProblemException.invalid(property, "must be a string");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.text())) {
      throw ProblemException.invalid(property, "holds half of a character");
    }
    return value.text();
  }

  /**
   * The string that a property holds, if it is there.
   *
   * @throws ProblemException Invalid when it is no string
   */
  public Optional<String> find(String property) {
    return values.containsKey(property) ? Optional.of(text(property)) : Optional.empty();
  }

  /**
   * The whole numbers that an object holds by their names; none if the property is not there.
   *
   * @throws ProblemException Invalid when it is no object, or holds anything else
   */
  public Map<String, Long> numbers(String property) {
    Value value = values.get(property);
    if (value == null) {
      return Map.of();
    }
    if (value.type() != JsonToken.START_OBJECT) {
      throw ProblemException.invalid(property, "must be an object");
    }
    Map<String, Long> numbers = new HashMap<>();
    try (JsonParser parser = STRICT.createParser(value.text())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
          throw ProblemException.invalid(
              property + "." + Query.shown(name), "must be a whole number");
        }
        numbers.put(name, parser.getLongValue());
      }
      return numbers;
    } catch (IOException e) {
      throw ProblemException.invalid(property, "holds a number that is too large, or a name twice");
    }
  }

  private static Map<String, Value> values(JsonParser parser, Set<String> properties)
      throws IOException {
    Map<String, Value> values = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String property = parser.currentName();
      if (!properties.contains(property)) {
        throw ProblemException.invalid(Query.shown(property), "is not a property of this call");
      }
      JsonToken type = parser.nextToken();
      values.put(property, new Value(type, text(parser, type)));
    }
    return values;
  }

  /** Goes to the end of the value. */
  private static String text(JsonParser parser, JsonToken type) throws IOException {
    if (type == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (!type.isStructStart()) {
      return "";
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = STRICT.createGenerator(text)) {
      copy.copyCurrentStructure(parser);
    }
    return text.toString();
  }
}
