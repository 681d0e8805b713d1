package dev.quintet.adapters.in.rest.platform;

import dev.quintet.adapters.in.rest.kit.Operation.Audience;
import dev.quintet.adapters.in.rest.kit.Operation;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import io.micronaut.web.router.UriRouteInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Describes routes by what they declare, as paths of an OpenAPI document. */
final class OpenApiPaths {

  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");
  private static final List<String> NARROWING = List.of("x-tenant-id", "x-on-behalf-of");
  private static final Set<String> EMPTY = Set.of("204", "304");

  private static final Map<String, String> SECURED =
      Map.of(
          "400", "Invalid",
          "401", "Unauthenticated",
          "403", "Denied",
          "404", "NotFound", // the tenant that it names, too
          "414", "TooLong",
          "431", "TooLong",
          "500", "Internal",
          "503", "Unavailable");
  private static final Map<String, String> WRITING =
      Map.of("409", "Conflict", "504", "OutcomeUnknown");
  private static final Map<String, String> READING_A_BODY =
      Map.of("408", "Timeout", "413", "TooLarge", "415", "UnsupportedMediaType");

  private final Schemas schemas;
  private final Map<String, Map<String, Object>> paths = new TreeMap<>();

  OpenApiPaths(Schemas schemas) {
    this.schemas = schemas;
  }

  Map<String, Map<String, Object>> paths() {
    return paths;
  }

  void add(UriRouteInfo<?, ?> route) {
    String path = route.getUriMatchTemplate().toPathString();
    paths
        .computeIfAbsent(path, it -> new TreeMap<>())
        .put(
            route.getHttpMethodName().toLowerCase(Locale.ROOT), operation(route, path));
  }

  private Map<String, Object> operation(UriRouteInfo<?, ?> route, String path) {
    AnnotationMetadata said = route.getAnnotationMetadata();
    boolean open = isOpen(said);
    List<String> variables =
        VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
    Map<String, Object> operation = new LinkedHashMap<>();
    String id = route.getTargetMethod().getMethodName();
    String module = route.getDeclaringType().getPackageName();
    operation.put("operationId", id);
    operation.put("summary", said.stringValue(Operation.class).orElseThrow());
    operation.put("tags", List.of(module.substring(module.lastIndexOf('.') + 1)));
    if (open) {
      operation.put("security", List.of());
    }
    operation.put("parameters", parameters(said, id, variables, open));
    body(said, id, operation);
    Map<String, Object> responses = new TreeMap<>();
    answers(route, said, responses);
    problems(route, said, !variables.isEmpty(), responses);
    operation.put("responses", responses);
    return operation;
  }

  private static boolean isOpen(AnnotationMetadata said) {
    return said.enumValue(Operation.class, "audience", Audience.class)
        .filter(Audience.EVERYBODY::equals)
        .isPresent();
  }

  private List<Object> parameters(
      AnnotationMetadata said, String id, List<String> variables, boolean open) {
    List<Object> parameters = new ArrayList<>();
    variables.forEach(name -> parameters.add(parameter(id, name, "path", true)));
    if (!open) {
      NARROWING.forEach(name -> parameters.add(parameter(id, name, "header", false)));
    }
    Set<String> required = Set.of(said.stringValues(Operation.class, "required"));
    for (String name : said.stringValues(Operation.class, "headers")) {
      parameters.add(parameter(id, name, "header", required.contains(name)));
    }
    for (String name : said.stringValues(Operation.class, "query")) {
      parameters.add(parameter(id, name, "query", false));
    }
    return parameters;
  }

  private Map<String, Object> parameter(String id, String name, String in, boolean required) {
    return Map.of(
        "name", name, "in", in, "required", required, "schema", schemas.field(id, name));
  }

  private void body(AnnotationMetadata said, String id, Map<String, Object> operation) {
    List<String> required = List.of(said.stringValues(Operation.class, "body"));
    if (!required.isEmpty()) {
      List<String> optional = List.of(said.stringValues(Operation.class, "optional"));
      String name = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1) + "Request";
      Map<String, Object> schema = schemas.request(name, required, optional);
      operation.put(
          "requestBody",
          Map.of("required", true, "content", content(MediaType.APPLICATION_JSON, schema)));
    }
  }

  private void answers(
      UriRouteInfo<?, ?> route, AnnotationMetadata said, Map<String, Object> responses) {
    Map<String, Object> headers = new TreeMap<>();
    for (String name : said.stringValues(Operation.class, "answerHeaders")) {
      headers.put(name, Map.of("schema", schemas.field("", name)));
    }
    Map<String, Object> content = new TreeMap<>();
    for (MediaType type : route.getProduces()) {
      boolean json = type.getName().equals(MediaType.APPLICATION_JSON);
      content.putAll(
          content(type.getName(), json ? schemas.answer(answer(route, said)) : Schemas.TEXT));
    }
    for (String answer : said.stringValues(Operation.class, "answers")) {
      String[] words = answer.split(" ", 2);
      Map<String, Object> response = new LinkedHashMap<>(Map.of("description", words[1]));
      if (!headers.isEmpty()) {
        response.put("headers", headers);
      }
      if (!EMPTY.contains(words[0])) {
        response.put("content", content);
      }
      responses.put(words[0], response);
    }
  }

  private static Class<?> answer(UriRouteInfo<?, ?> route, AnnotationMetadata said) {
    return said.classValue(Operation.class, "answer")
        .filter(type -> type != void.class)
        .orElse(route.getResponseBodyType().getType());
  }

  private static Map<String, Object> content(String type, Map<String, Object> schema) {
    return Map.of(type, Map.of("schema", schema));
  }

  /** Every problem that a route of its kind may answer with. */
  private static void problems(
      UriRouteInfo<?, ?> route,
      AnnotationMetadata said,
      boolean named,
      Map<String, Object> responses) {
    boolean body = said.stringValues(Operation.class, "body").length > 0;
    Map<String, String> problems = new HashMap<>(Map.of("406", "NotAcceptable"));
    if (!isOpen(said)) {
      problems.putAll(SECURED);
    } else if (said.stringValues(Operation.class, "required").length > 0) {
      // What has no key is known by its headers.
      problems.putAll(SECURED);
      problems.keySet().removeAll(List.of("403", "404"));
    }
    if (said.stringValues(Operation.class, "headers").length > 0) {
      problems.put("400", "Invalid");
    }
    if (named || body) {
      problems.put("404", "NotFound");
    }
    if (route.getHttpMethod() != HttpMethod.GET) {
      problems.putAll(WRITING);
    }
    if (body) {
      problems.putAll(READING_A_BODY);
    }
    problems.forEach(
        (status, name) ->
            responses.put(status, Map.of("$ref", "#/components/responses/" + name)));
  }
}
