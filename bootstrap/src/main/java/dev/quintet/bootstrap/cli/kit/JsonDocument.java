package dev.quintet.bootstrap.cli.kit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the service, whose values are found by the names on the way to them. What is null, or
 * not there because the service is of another version, is not found.
 *
 * @param values in the order of the text, with whatever characters they have
 */
public record JsonDocument(Map<?, ?> values) {

  private static final JSON EXACT = JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

  /**
   * Reads an object.
   *
   * @throws IOException when the text is none, or more than one
   */
  public static JsonDocument of(String text) throws IOException {
    try (JsonParser parser = EXACT.createParser(text)) {
      parser.nextToken();
      JsonDocument document = new JsonDocument(EXACT.mapFrom(parser));
      if (parser.nextToken() != null) {
        throw new IOException("the answer goes on behind its object");
      }
      return document;
    }
  }

  private @Nullable Object at(String way) {
    Object value = values;
    for (String name : way.split("\\.", -1)) {
      value = value instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return value;
  }

  /** What is at that way, {@code a.b.c}, as it may go to a terminal. */
  public Optional<String> find(String way) {
    return Optional.ofNullable(at(way)).map(value -> Printable.of(value.toString()));
  }

  /** The same, or a dash. */
  public String text(String way) {
    return find(way).orElse("-");
  }

  /** A number without the zeros at its end, or a dash. */
  public String number(String way) {
    return find(way)
        .map(value -> new BigDecimal(value).stripTrailingZeros().toPlainString())
        .orElse("-");
  }

  /** The names of the values at that way, in the order of the document. */
  public List<String> names(String way) {
    return at(way) instanceof Map<?, ?> object
        ? object.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> Printable.of(entry.getKey().toString()))
            .toList()
        : List.of();
  }

  /** The objects in the list at that way. */
  public List<JsonDocument> list(String way) {
    return at(way) instanceof List<?> items
        ? items.stream()
            .filter(Map.class::isInstance)
            .map(item -> new JsonDocument((Map<?, ?>) item))
            .toList()
        : List.of();
  }
}
