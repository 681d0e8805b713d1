package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.web.router.Router;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OpenApiControllerTest {

  private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\": *\"#/([^\"]+)\"");

  private static RestServer server;
  private static RestServer.Answer document;

  @BeforeAll
  static void start() {
    server = RestServer.start();
    document = server.get("/openapi", null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode at(String way) {
    JsonNode node = document.json();
    for (String name : way.split("/")) {
      node = Objects.requireNonNull(node.get(name), () -> name + " of " + way);
    }
    return node;
  }

  @Test
  void everybodyMayReadIt() {
    assertThat(document.status()).isEqualTo(200);
    assertThat(document.header("content-type")).startsWith("application/json");
    assertThat(document.text("openapi")).isEqualTo("3.1.0");
  }

  /** HEAD goes with GET. */
  @Test
  void everyRouteIsInItAndNoOther() {
    Set<String> routes =
        server
            .bean(Router.class)
            .uriRoutes()
            .map(
                route ->
                    route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString())
            .filter(route -> !route.startsWith("HEAD ") && !route.endsWith(" /failing"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : at("paths").entries()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().entries()) {
        described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    assertThat(routes).hasSizeGreaterThan(12).isEqualTo(described);
  }

  @Test
  void whatItRefersToIsThere() {
    assertThat(REFERENCE.matcher(document.body()).results().map(found -> found.group(1)))
        .hasSizeGreaterThan(30)
        .allSatisfy(way -> assertThat(at(way).isObject()).isTrue());
  }

  @Test
  void everyProblemThatIsDescribedIsOneOfOurDocuments() {
    for (Map.Entry<String, JsonNode> problem : at("components/responses").entries()) {
      assertThat(problem.getValue().get("content").get("application/problem+json"))
          .as(problem.getKey())
          .isNotNull();
    }
  }
}
