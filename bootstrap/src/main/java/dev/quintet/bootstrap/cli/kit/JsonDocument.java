package dev.quintet.bootstrap.cli.kit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the service, whose values are found by the names on the way to them. What is null, or
 * not there because the service is of another version, is not found.
 */
public final class JsonDocument {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, List<JsonDocument>> lists = new HashMap<>();

  /**
   * Reads an object.
   *
   * @throws IOException when the text is none, or more than one
   */
  public static JsonDocument of(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the answer is no JSON object");
      }
      JsonDocument document = new JsonDocument();
      document.read(parser, "");
      if (parser.nextToken() != null) {
        throw new IOException("the answer goes on behind its object");
      }
      return document;
    }
  }

  private void read(JsonParser parser, String way) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = way + parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        read(parser, name + ".");
      } else if (token == JsonToken.START_ARRAY) {
        lists.put(name, list(parser));
      } else if (token != JsonToken.VALUE_NULL) {
        values.put(name, parser.getText());
      }
    }
  }

  private static List<JsonDocument> list(JsonParser parser) throws IOException {
    List<JsonDocument> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("the answer ends in the middle");
      }
      if (token == JsonToken.START_OBJECT) {
        JsonDocument item = new JsonDocument();
        item.read(parser, "");
        items.add(item);
      }
    }
    return items;
  }

  /** All that is no list, in order, by the ways to it, with whatever characters it has. */
  public Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** What is at that way, {@code a.b.c}, as it may go to a terminal. */
  public Optional<String> find(String way) {
    return Optional.ofNullable(values.get(way)).map(Printable::of);
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
    return values.keySet().stream()
        .filter(name -> name.startsWith(way + ".") && name.indexOf('.', way.length() + 1) < 0)
        .map(name -> Printable.of(name.substring(way.length() + 1)))
        .toList();
  }

  public List<JsonDocument> list(String way) {
    return lists.getOrDefault(way, List.of());
  }
}
