package dev.quintet.adapters.in.rest;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** A request's JSON object, of which each property is known and has its type. */
final class JsonBody {

  private final JsonNode object;

  private JsonBody(JsonNode object) {
    this.object = object;
  }

  /**
   * @param properties all it may have
   * @throws ProblemException Invalid, naming {@code body} or the property nobody knows
   */
  static JsonBody of(byte[] bytes, JsonMapper json, Set<String> properties) {
    JsonNode object = parse(bytes, json);
    for (Map.Entry<String, JsonNode> property : object.entries()) {
      if (!properties.contains(property.getKey())) {
        throw ProblemException.invalid(FieldName.of(property.getKey()), "is not a property of this call");
      }
    }
    return new JsonBody(object);
  }

  /** @throws ProblemException Invalid when it is missing or no string */
  String text(String property) {
    JsonNode value = object.get(property);
    if (value == null || value.isNull()) {
      throw ProblemException.invalid(property, "is missing");
    }
    if (!value.isString()) {
      throw ProblemException.invalid(property, "must be a string");
    }
    return value.getStringValue();
  }

  private static JsonNode parse(byte[] bytes, JsonMapper json) {
    JsonNode node;
    try {
      node = json.readValue(bytes, Argument.of(JsonNode.class));
    } catch (IOException e) {
      // Without the cause: the caller's mistake is nothing for the log.
      throw new ProblemException(new Problem.Invalid("body", "is not JSON"));
    }
    if (node == null || !node.isObject()) {
      throw ProblemException.invalid("body", "must be a JSON object");
    }
    return node;
  }
}
