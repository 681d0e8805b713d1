package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.Tier;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.web.router.Router;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
            .filter(route -> !route.startsWith("HEAD ") && !route.contains(" /failing"))
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

  @Test
  void eachOperationIsNamedOnceByVerbAndNoun() {
    List<String> ids =
        stream(at("paths").entries())
            .flatMap(path -> stream(path.getValue().entries()))
            .map(operation -> operation.getValue().get("operationId").getStringValue())
            .toList();

    assertThat(ids)
        .doesNotHaveDuplicates()
        .contains("listTenants", "issueKey", "exportUsage")
        .allMatch(id -> id.matches("[a-z]+[A-Z][A-Za-z]+"));
    assertThat(at("info/license/identifier").getStringValue()).isEqualTo("Apache-2.0");
  }

  /** A client that is made from it keeps the details of every answer. */
  @Test
  void theHealthDocumentIsOneSchemaOfWhichOnlyTheStatusIsRequired() {
    assertThat(words("components/schemas/Health/required")).containsExactly("status");
    assertThat(names(at("components/schemas/Health/properties")))
        .containsAll(names(server.get("/api/v1/health", server.operator()).json()));
    assertThat(names(at("components/schemas/Health/properties/database_details/properties")))
        .isEqualTo(
            names(
                server
                    .get("/api/v1/health", server.operator())
                    .json()
                    .get("database_details")));
    assertThat(document.body())
        .contains("{\"$ref\":\"#/components/schemas/Health\"}")
        .doesNotContain("anyOf\":[{\"$ref");
  }

  private static <T> Stream<T> stream(Iterable<T> values) {
    return StreamSupport.stream(values.spliterator(), false);
  }

  private static Set<String> names(JsonNode node) {
    return stream(node.entries()).map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  @Test
  void wordsAreThoseOfTheDomain() {
    assertThat(words("components/schemas/CreateTenantRequest/properties/tier/enum"))
        .isEqualTo(Stream.of(Tier.values()).map(Tier::word).toList());
    assertThat(words("components/schemas/IssueKeyRequest/properties/role/enum"))
        .isEqualTo(Stream.of(Role.values()).map(Role::word).toList());
    assertThat(words("components/schemas/UsageTotal/properties/type/enum"))
        .isEqualTo(Stream.of(UsageType.values()).map(UsageType::word).toList());
  }

  private static List<String> words(String way) {
    return stream(at(way).values()).map(JsonNode::getStringValue).toList();
  }

  /** What is read and what is described are the same declaration. */
  @Test
  void aParameterThatIsNotDeclaredCannotBeRead() {
    assertThat(server.get("/failing/undeclared", server.operator()).status()).isEqualTo(500);
    assertThat(server.get("/failing/undeclared?size=1", server.operator()).status())
        .isEqualTo(400);
  }
}
