package dev.quintet.adapters.in.rest.platform;

import dev.quintet.adapters.in.rest.kit.Operation.Audience;
import dev.quintet.adapters.in.rest.kit.Operation;
import dev.quintet.application.platform.Health;
import io.micronaut.core.type.Argument;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What this interface is, for everybody: made of what its routes declare, of the records that they
 * answer with, and of a file that says what is the same everywhere.
 */
@Controller("/openapi")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OpenApiController {

  private static final String COMMON = "/dev/quintet/adapters/in/rest/openapi.json";
  private static final Argument<Map<String, Object>> OBJECT =
      Argument.mapOf(String.class, Object.class);

  private final Router router;
  private final JsonMapper json;
  private final Health health;
  private byte @Nullable [] document;

  OpenApiController(Router router, JsonMapper json, Health health) {
    this.router = router;
    this.json = json;
    this.health = health;
  }

  @Get
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      value = "This document",
      audience = Audience.EVERYBODY,
      metered = false,
      answer = Object.class,
      answers = "200 OpenAPI 3.1")
  synchronized byte[] describeInterface() throws IOException {
    byte[] made = document;
    if (made == null) {
      made = json.writeValueAsBytes(make());
      document = made;
    }
    return made;
  }

  private Map<String, Object> make() throws IOException {
    JsonNode common = common();
    Map<String, Map<String, Object>> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : part(common, "fields").entries()) {
      fields.put(field.getKey(), object(field.getValue()));
    }
    fields.putAll(HealthBody.fields(health.stores()));
    Schemas schemas = new Schemas(fields);
    OpenApiPaths paths = new OpenApiPaths(schemas);
    router
        .uriRoutes()
        .filter(route -> route.getAnnotationMetadata().hasAnnotation(Operation.class))
        .filter(route -> !route.getHttpMethodName().equals("HEAD"))
        .forEach(paths::add);
    Map<String, Object> components = object(part(common, "components"));
    Map<String, Object> all = new LinkedHashMap<>(object(part(part(common, "components"), "schemas")));
    all.putAll(schemas.components());
    components.put("schemas", all);
    Map<String, Object> whole = object(common);
    whole.remove("fields");
    whole.put("paths", paths.paths());
    whole.put("components", components);
    return whole;
  }

  private static JsonNode part(JsonNode node, String name) {
    return Objects.requireNonNull(node.get(name), name);
  }

  private Map<String, Object> object(JsonNode node) throws IOException {
    return new LinkedHashMap<>(json.readValueFromTree(node, OBJECT));
  }

  private JsonNode common() throws IOException {
    try (InputStream file = OpenApiController.class.getResourceAsStream(COMMON)) {
      return json.readValue(Objects.requireNonNull(file, COMMON), Argument.of(JsonNode.class));
    }
  }
}
