package dev.quintet.adapters.out.weaviate;

import dev.quintet.adapters.out.weaviate.WeaviateRest.As;
import dev.quintet.adapters.out.weaviate.WeaviateRest.Request;
import dev.quintet.domain.shared.Deadline;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the server to what keeps companies apart: who may ask it at all, and what a collection is. */
@Singleton
@WhereEnabled
final class WeaviateGuards {

  private static final int UNAUTHORIZED = 401;

  private final WeaviateConfiguration configuration;
  private final WeaviateRest rest;
  private final WeaviateShards shards;

  WeaviateGuards(WeaviateConfiguration configuration, WeaviateRest rest, WeaviateShards shards) {
    this.configuration = configuration;
    this.rest = rest;
    this.shards = shards;
  }

  /** A sentence for each thing that is not as it must be, and what to do. */
  List<String> violations(Deadline deadline) {
    List<String> violations = new ArrayList<>(open(deadline));
    violations.addAll(rights(deadline));
    shards.all(deadline).forEach(it -> violations.addAll(tenancy(it)));
    return violations;
  }

  /** What anybody may do who has no key. */
  List<String> open(Deadline deadline) {
    List<String> open = new ArrayList<>();
    int status = rest.status(Request.get(As.NOBODY, "ask without a key", "/schema"), deadline);
    if (status != UNAUTHORIZED) {
      open.add(
          "a request without a key is answered: set AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED=false");
    }
    OptionalInt data = rest.statusOfDataPort(deadline);
    if (data.isPresent() && data.getAsInt() != UNAUTHORIZED) {
      open.add(
          "port " + configuration.dataPort()
              + ", by which nodes read each other's data, answers without a password: set"
              + " CLUSTER_BASIC_AUTH_USERNAME and CLUSTER_BASIC_AUTH_PASSWORD");
    }
    return open;
  }

  private List<String> rights(Deadline deadline) {
    Map<?, ?> own =
        rest.find(Request.get(As.SERVICE, "find rights", "/users/own-info"), deadline)
            .<Map<?, ?>>map(it -> it)
            .orElse(Map.of());
    String user = String.valueOf(own.get("username"));
    if (!user.equals(configuration.user())) {
      return List.of("the key is that of " + user + ", not of " + configuration.user());
    }
    List<String> violations = new ArrayList<>();
    boolean declared = false;
    for (Object each : own.get("roles") instanceof List<?> roles ? roles : List.of()) {
      Map<?, ?> role = (Map<?, ?>) each;
      if (!WeaviateSchema.ROLE.equals(role.get("name"))) {
        violations.add("user " + user + " has the role " + role.get("name") + ": take it away");
      } else {
        declared = true;
        if (!isDeclared(role.get("permissions"))) {
          violations.add("role " + WeaviateSchema.ROLE + " allows something else than declared");
        }
      }
    }
    if (!declared) {
      violations.add(
          "user " + user + " has not the role " + WeaviateSchema.ROLE
              + ": set AUTHORIZATION_RBAC_ENABLED=true");
    }
    return violations;
  }

  static boolean isDeclared(@Nullable Object permissions) {
    return permissions instanceof List<?> list
        && WeaviateSchema.sentences(list)
            .equals(WeaviateSchema.sentences(WeaviateSchema.permissions()));
  }

  private static List<String> tenancy(Map<?, ?> collection) {
    String name = String.valueOf(collection.get("class"));
    if (!name.startsWith(WeaviateSchema.PREFIX)) {
      return List.of();
    }
    List<String> violations = new ArrayList<>();
    if (!WeaviateSchema.isOfPatterns(name) && !name.equals(WeaviateSchema.GENERATIONS)) {
      violations.add("collection " + name + " is not declared: the service reads and changes it");
    }
    Map<?, ?> tenancy =
        collection.get("multiTenancyConfig") instanceof Map<?, ?> map ? map : Map.of();
    if (!Boolean.TRUE.equals(tenancy.get("enabled"))) {
      violations.add("collection " + name + " does not keep tenants apart");
    }
    for (String automatic : Set.of("autoTenantCreation", "autoTenantActivation")) {
      if (Boolean.TRUE.equals(tenancy.get(automatic))) {
        violations.add("collection " + name + " has " + automatic + ": switch it off");
      }
    }
    return violations;
  }
}
