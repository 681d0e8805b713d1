package dev.quintet.adapters.out.weaviate;

import dev.quintet.adapters.out.weaviate.WeaviateRest.As;
import dev.quintet.adapters.out.weaviate.WeaviateRest.Request;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Figure.Unit;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.UnsafeStoreException;
import dev.quintet.domain.tenancy.TenantId;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Weaviate as the platform sees it. */
@Singleton
@WhereEnabled
final class WeaviateStore implements Store {

  static final Figure OBJECTS =
      Figure.of("objects_count", Unit.NUMBER, "of all tenants, as the server counts them: some seconds late");
  static final Figure DIMENSIONS =
      Figure.of("vector_dimensions", Unit.NUMBER, "of the model that has the most");

  private static final StoreDeclaration DECLARATION =
      new StoreDeclaration(
          WeaviateFailures.STORE, Loss.STOPS_SOME_CALLS, List.of(OBJECTS, DIMENSIONS));

  private final WeaviateRole role;
  private final WeaviateRest rest;
  private final WeaviateShards shards;
  private final WeaviateGuards guards;
  private final WeaviateProbe probe;

  WeaviateStore(
      WeaviateRole role,
      WeaviateRest rest,
      WeaviateShards shards,
      WeaviateGuards guards,
      WeaviateProbe probe) {
    this.role = role;
    this.rest = rest;
    this.shards = shards;
    this.guards = guards;
    this.probe = probe;
  }

  @Override
  public StoreDeclaration declaration() {
    return DECLARATION;
  }

  /** The role of the service, and the collection of generations; those of models come with their patterns. */
  @Override
  public void migrate(Deadline deadline) {
    role.give(deadline);
    shards.make(WeaviateSchema.generations(), deadline);
  }

  @Override
  public void verify(Deadline deadline) {
    List<String> violations = guards.violations(deadline);
    if (!violations.isEmpty()) {
      throw new UnsafeStoreException(WeaviateFailures.STORE.word(), violations);
    }
  }

  @Override
  public void ask(TenantId canary, Deadline deadline) {
    probe.ask(canary, deadline);
  }

  @Override
  public List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    return probe.leaks(own, other, deadline);
  }

  @Override
  public Map<Figure, BigDecimal> figures(Deadline deadline) {
    List<?> nodes =
        rest.find(Request.get(As.ADMIN, "measure", "/nodes?output=verbose"), deadline)
            .<List<?>>map(it -> (List<?>) it.get("nodes"))
            .orElse(List.of());
    long objects =
        nodes.stream()
            .map(node -> ((Map<?, ?>) node).get("stats"))
            .mapToLong(
                stats ->
                    stats instanceof Map<?, ?> map && map.get("objectCount") instanceof Number count
                        ? count.longValue()
                        : 0)
            .sum();
    int dimensions =
        shards.collections(deadline).stream()
            .filter(it -> !it.equals(WeaviateSchema.collection(WeaviateProbe.MODEL)))
            .mapToInt(WeaviateSchema::dimension)
            .max()
            .orElse(0);
    return Map.of(
        OBJECTS, BigDecimal.valueOf(objects), DIMENSIONS, BigDecimal.valueOf(dimensions));
  }
}
