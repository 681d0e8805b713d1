package dev.quintet.adapters.out.weaviate;

import dev.quintet.adapters.out.weaviate.WeaviateRest.As;
import dev.quintet.adapters.out.weaviate.WeaviateRest.Request;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.patterns.EmbeddedPattern;
import dev.quintet.domain.patterns.Embedding;
import dev.quintet.domain.patterns.EmbeddingModel;
import dev.quintet.domain.patterns.Pattern;
import dev.quintet.domain.patterns.PatternId;
import dev.quintet.domain.patterns.PatternQuery;
import dev.quintet.domain.patterns.RecordedPattern;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tries to reach a pattern of one company while acting for another, as calls do it and past that. */
@Singleton
@WhereEnabled
final class WeaviateProbe {

  static final EmbeddingModel MODEL = new EmbeddingModel("quintet.canary", 2);

  private static final PatternQuery NEAR =
      PatternQuery.of(new Embedding(MODEL, new float[] {1, 0}));

  private static final UserId OWNER = new UserId("canary");

  private final WeaviateRest rest;
  private final WeaviateCalls calls;
  private final WeaviateGuards guards;
  private final WeaviatePatternIndex index;

  WeaviateProbe(
      WeaviateRest rest, WeaviateCalls calls, WeaviateGuards guards, WeaviatePatternIndex index) {
    this.rest = rest;
    this.calls = calls;
    this.guards = guards;
    this.index = index;
  }

  /** Asks who the service is, and for patterns of the tenant. */
  void ask(TenantId tenant, Deadline deadline) {
    Request who = Request.get(As.SERVICE, "find rights", "/users/own-info");
    if (rest.find(who, deadline).isEmpty() || index.count(tenant, MODEL, deadline) < 0) {
      throw WeaviateFailures.unavailable(null);
    }
  }

  /** Each tenant has one canary, however often this is run, and named after it. */
  List<String> leaks(TenantId own, TenantId other, Deadline deadline) {
    plant(own, deadline);
    plant(other, deadline);
    List<String> leaks = new ArrayList<>(guards.open(deadline));
    for (Viewer viewer : List.of(Viewer.of(own), new Viewer(own, OWNER))) {
      if (finds(viewer, other, deadline)) {
        leaks.add("a pattern of " + other + ", found acting for " + own);
      }
    }
    if (finds(new Viewer(other, new UserId("nobody")), other, deadline)) {
      leaks.add("a pattern of a user, found acting for another");
    }
    if (reads(own.value(), other, deadline)) {
      leaks.add("a pattern of " + other + ", read by its id acting for " + own);
    }
    if (reads("", other, deadline)) {
      leaks.add("a pattern of " + other + ", read by a request that names no tenant");
    }
    return leaks;
  }

  /** Seen by its own tenant: otherwise finding none would prove nothing. */
  private void plant(TenantId tenant, Deadline deadline) {
    index.put(tenant, List.of(canary(tenant)), deadline);
    if (!finds(Viewer.of(tenant), tenant, deadline)
        || !reads(tenant.value(), tenant, deadline)) {
      throw WeaviateFailures.unavailable(null);
    }
  }

  private boolean finds(Viewer viewer, TenantId planted, Deadline deadline) {
    PatternId id = canary(planted).recorded().pattern().id();
    return index.search(viewer, NEAR, null, PatternQuery.MOST, deadline).page().items().stream()
        .anyMatch(it -> it.recorded().pattern().id().equals(id));
  }

  /** By its id, past everything that the index does. */
  private boolean reads(String nativeTenant, TenantId planted, Deadline deadline) {
    Shard shard = new Shard(WeaviateSchema.collection(MODEL), nativeTenant);
    String id = PatternObject.of(shard, planted, canary(planted)).getUuid();
    try {
      return !calls
          .search(
              "read a canary",
              Objects.in(shard, List.of(PatternObject.PATTERN_ID))
                  .setFilters(Objects.equal(Objects.ID, id))
                  .build(),
              deadline)
          .isEmpty();
    } catch (StatusRuntimeException e) {
      if (WeaviateFailures.isRefusal(e)) {
        return false;
      }
      throw WeaviateFailures.reading(e);
    }
  }

  private static EmbeddedPattern canary(TenantId tenant) {
    Pattern pattern =
        new Pattern(
            new PatternId("canary-" + tenant),
            OWNER,
            new Symbol("CANARY"),
            "canary",
            Interval.HOUR,
            new JsonText("null"),
            BigDecimal.ONE,
            "",
            Instant.EPOCH);
    return new EmbeddedPattern(
        new RecordedPattern(pattern, Pattern.Outcome.PENDING, Tier.FREE, 1, Instant.EPOCH),
        NEAR.embedding());
  }
}
