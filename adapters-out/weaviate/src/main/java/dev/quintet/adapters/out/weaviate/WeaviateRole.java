package dev.quintet.adapters.out.weaviate;

import dev.quintet.adapters.out.weaviate.WeaviateRest.As;
import dev.quintet.adapters.out.weaviate.WeaviateRest.Request;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the service may do, in the server: never less meanwhile, since other services may be at work. */
@Singleton
@WhereEnabled
final class WeaviateRole {

  private static final String ROLE = "/authz/roles/" + WeaviateSchema.ROLE;
  private static final String OPERATION = "making a role";

  private static final int EXISTS_ALREADY = 409;
  private static final int DONE = 200;

  private final WeaviateConfiguration configuration;
  private final WeaviateRest rest;

  WeaviateRole(WeaviateConfiguration configuration, WeaviateRest rest) {
    this.configuration = configuration;
    this.rest = rest;
  }

  /** Makes the role what is declared, and gives it to the user. */
  void give(Deadline deadline) {
    List<Map<String, Object>> declared = WeaviateSchema.permissions();
    Optional<Map<?, ?>> role = find(deadline);
    if (role.isEmpty()) {
      make(declared, deadline);
    } else if (!WeaviateGuards.isDeclared(role.get().get("permissions"))) {
      change("add-permissions", declared, deadline);
      change("remove-permissions", more(role.get()), deadline);
    }
    post(
        "/authz/users/" + configuration.user() + "/assign",
        Map.of("roles", List.of(WeaviateSchema.ROLE), "userType", "db"),
        DONE,
        deadline);
  }

  private Optional<Map<?, ?>> find(Deadline deadline) {
    return rest.find(Request.get(As.ADMIN, "find a role", ROLE), deadline);
  }

  private void make(List<?> declared, Deadline deadline) {
    Object made = Map.of("name", WeaviateSchema.ROLE, "permissions", declared);
    try {
      post("/authz/roles", made, EXISTS_ALREADY, deadline);
    } catch (ProblemException e) {
      // Of a role that another service makes at the same time it says this in several ways.
      if (find(deadline).isEmpty()) {
        throw e;
      }
    }
  }

  private static List<?> more(Map<?, ?> role) {
    Set<String> declared = WeaviateSchema.sentences(WeaviateSchema.permissions());
    return role.get("permissions") instanceof List<?> all
        ? all.stream()
            .filter(it -> !declared.containsAll(WeaviateSchema.sentences(List.of(it))))
            .toList()
        : List.of();
  }

  private void change(String how, List<?> permissions, Deadline deadline) {
    if (!permissions.isEmpty()) {
      post(ROLE + "/" + how, Map.of("permissions", permissions), DONE, deadline);
    }
  }

  private void post(String path, Object body, int done, Deadline deadline) {
    rest.change(new Request(As.ADMIN, OPERATION, "POST", path, body), done, deadline);
  }
}
