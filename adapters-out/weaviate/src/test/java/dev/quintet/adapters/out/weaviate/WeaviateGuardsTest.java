package dev.quintet.adapters.out.weaviate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.weaviate.WeaviateRest.As;
import dev.quintet.adapters.out.weaviate.WeaviateRest.Request;
import dev.quintet.domain.patterns.EmbeddingModel;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.engines.WeaviateEngine;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server that is not as it must be is refused, by what is wrong with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WeaviateGuardsTest {

  private static final String OTHERS = "Theirs";

  private WeaviateEngine engine;
  private TestWeaviate weaviate;

  @BeforeAll
  void start(@TempDir Path directory) {
    engine = OwnEngine.start(directory);
    weaviate = new TestWeaviate(engine, Map.of());
  }

  @AfterAll
  void close() {
    weaviate.close();
    engine.kill();
  }

  @BeforeEach
  void isSafe() {
    weaviate.migrate();
    assertThat(violations(weaviate)).isEmpty();
  }

  private static List<String> violations(TestWeaviate of) {
    return of.bean(WeaviateGuards.class).violations(Fresh.deadline());
  }

  private int asked(As as, String method, String path, @Nullable Object body) {
    return weaviate
        .bean(WeaviateRest.class)
        .status(new Request(as, "test", method, path, body), Fresh.deadline());
  }

  private void planted(String collection, Map<String, Object> tenancy, String... violations) {
    Map<String, Object> declaration = new HashMap<>(WeaviateSchema.patterns(collection));
    declaration.put("multiTenancyConfig", tenancy);
    assertThat(asked(As.ADMIN, "POST", "/schema", declaration)).isEqualTo(200);
    assertThat(violations(weaviate)).containsExactlyInAnyOrder(violations);
    assertThatThrownBy(() -> weaviate.bean(Store.class).verify(Fresh.deadline()))
        .isInstanceOf(UnsafeStoreException.class)
        .hasMessageContaining(violations[0]);
    assertThat(asked(As.ADMIN, "DELETE", "/schema/" + collection, null)).isEqualTo(200);
  }

  @Test
  void aCollectionThatMakesOrWakesTenantsByItselfIsNamed() {
    planted(
        "MarketPattern_a_2",
        Map.of("enabled", true, "autoTenantCreation", true),
        "collection MarketPattern_a_2 has autoTenantCreation: switch it off");
    planted(
        "MarketPattern_a_2",
        Map.of("enabled", true, "autoTenantActivation", true),
        "collection MarketPattern_a_2 has autoTenantActivation: switch it off");
  }

  @Test
  void aCollectionThatKeepsNobodyApartIsNamed() {
    planted(
        "MarketPattern_a_2",
        Map.of("enabled", false),
        "collection MarketPattern_a_2 does not keep tenants apart");
  }

  @Test
  void aCollectionOfOurNameThatNobodyDeclaredIsNamed() {
    planted(
        "MarketPatternForgotten",
        Map.of("enabled", true),
        "collection MarketPatternForgotten is not declared: the service reads and changes it");
  }

  @Test
  void anotherRoleOfTheServiceIsNamed() {
    Map<String, Object> roles = Map.of("roles", List.of("viewer"), "userType", "db");
    assertThat(asked(As.ADMIN, "POST", "/authz/users/quintet/assign", roles)).isEqualTo(200);
    assertThat(violations(weaviate))
        .containsExactly("user quintet has the role viewer: take it away");
    assertThat(asked(As.ADMIN, "POST", "/authz/users/quintet/revoke", roles)).isEqualTo(200);
  }

  @Test
  void aRoleThatAllowsMoreIsNamedAndPutRight() {
    Map<String, Object> more =
        Map.of(
            "permissions",
            List.of(Map.of("action", "read_data", "data", Map.of("collection", "*"))));
    assertThat(
            asked(
                As.ADMIN, "POST", "/authz/roles/" + WeaviateSchema.ROLE + "/add-permissions", more))
        .isEqualTo(200);
    assertThat(violations(weaviate))
        .containsExactly("role quintet_service allows something else than declared");
    weaviate.migrate();
    assertThat(violations(weaviate)).isEmpty();
  }

  @Test
  void aRoleThatAllowsLessIsNamedAndPutRight() {
    Map<String, Object> less =
        Map.of("permissions", List.of(WeaviateSchema.permissions().getFirst()));
    String path = "/authz/roles/" + WeaviateSchema.ROLE + "/remove-permissions";
    assertThat(asked(As.ADMIN, "POST", path, less)).isEqualTo(200);
    assertThat(violations(weaviate))
        .containsExactly("role quintet_service allows something else than declared");
    weaviate.migrate();
    assertThat(violations(weaviate)).isEmpty();
  }

  @Test
  void servicesThatStartAtOnceAllFindItSafe() throws Exception {
    assertThat(asked(As.ADMIN, "DELETE", "/authz/roles/" + WeaviateSchema.ROLE, null))
        .isEqualTo(204);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<String>> start =
          () -> {
            weaviate.migrate();
            return violations(weaviate);
          };
      for (var started : threads.invokeAll(Collections.nCopies(8, start))) {
        assertThat(started.get()).isEmpty();
      }
    }
  }

  @Test
  void aUserWithoutTheRoleIsNamed() {
    assertThat(asked(As.ADMIN, "DELETE", "/authz/roles/" + WeaviateSchema.ROLE, null))
        .isEqualTo(204);
    assertThat(violations(weaviate))
        .containsExactly(
            "user quintet has not the role quintet_service: set AUTHORIZATION_RBAC_ENABLED=true");
  }

  @Test
  void theKeyOfTheAdministratorIsNotTakenForTheServices() {
    Map<String, Object> swapped =
        Map.of(
            "quintet.weaviate.key", engine.rootKey(),
            "quintet.weaviate.admin-key", engine.key());
    try (TestWeaviate broken = new TestWeaviate(engine, swapped)) {
      assertThat(violations(broken)).contains("the key is that of root, not of quintet");
    }
  }

  /** What answers there is the REST interface, which asks for no password of nodes. */
  @Test
  void aPortOfTheNodesThatAnswersWithoutAPasswordIsNamed() {
    Map<String, Object> open = Map.of("quintet.weaviate.data-port", engine.port());
    try (TestWeaviate broken = new TestWeaviate(engine, open)) {
      assertThat(violations(broken))
          .containsExactly(
              "port " + engine.port()
                  + ", by which nodes read each other's data, answers without a password: set"
                  + " CLUSTER_BASIC_AUTH_USERNAME and CLUSTER_BASIC_AUTH_PASSWORD");
      assertThat(broken.bean(Store.class).leaks(Fresh.tenant(), Fresh.tenant(), Fresh.deadline()))
          .hasSize(1);
    }
  }

  @Test
  void aServerThatAnswersWithoutAKeyIsNamed() throws Exception {
    try (OpenProxy proxy = new OpenProxy(engine.port(), engine.rootKey());
        TestWeaviate broken =
            new TestWeaviate(engine, Map.of("quintet.weaviate.url", proxy.url()))) {
      assertThat(violations(broken))
          .containsExactly(
              "a request without a key is answered: set"
                  + " AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED=false");
    }
  }

  @Test
  void theServiceMayDoNothingBesideItsPatterns() {
    String ours = WeaviateSchema.collection(new EmbeddingModel("a", 2));
    asked(As.ADMIN, "POST", "/schema", WeaviateSchema.patterns(ours));
    Map<String, Object> theirs = new HashMap<>(WeaviateSchema.patterns(OTHERS));
    asked(As.ADMIN, "POST", "/schema", theirs);
    List<Map<String, String>> tenants = List.of(Map.of("name", "acme"));
    List<?> more = List.of(Map.of("action", "read_data", "data", Map.of("collection", "*")));
    for (int status :
        List.of(
            asked(As.SERVICE, "POST", "/schema", WeaviateSchema.patterns("MarketPattern_b_2")),
            asked(As.SERVICE, "DELETE", "/schema/" + ours, null),
            asked(As.SERVICE, "PUT", "/schema/" + ours, WeaviateSchema.patterns(ours)),
            asked(As.SERVICE, "GET", "/schema/" + OTHERS, null),
            asked(As.SERVICE, "POST", "/schema/" + OTHERS + "/tenants", tenants),
            asked(As.SERVICE, "DELETE", "/schema/" + OTHERS, null),
            asked(As.SERVICE, "POST", "/authz/roles", Map.of("name", "more", "permissions", more)))) {
      assertThat(status).isEqualTo(403);
    }
    // The control: what it may.
    assertThat(asked(As.SERVICE, "POST", "/schema/" + ours + "/tenants", tenants)).isEqualTo(200);
  }
}
