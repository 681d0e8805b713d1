package dev.quintet.adapters.out.weaviate;

import static java.util.stream.Collectors.groupingBy;

import dev.quintet.domain.patterns.EmbeddedPattern;
import dev.quintet.domain.patterns.EmbeddingModel;
import dev.quintet.domain.patterns.Nearest;
import dev.quintet.domain.patterns.PatternId;
import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.patterns.PatternQuery;
import dev.quintet.domain.patterns.SimilarPattern;
import dev.quintet.domain.patterns.SimilarPatterns;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoAggregate.AggregateRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObject;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatchDelete.BatchDeleteRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchResult;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Patterns as objects, one for each version: the server has no condition for a write, so a version is added
 * first, and whichever are not the highest then are taken out. So whoever looks last of those that put one
 * pattern at the same time sees all of them, and a put that was not finished is when it comes again.
 *
 * <p>Where it is, it is asked, and no index that compares all.
 */
@Primary
@Singleton
@WhereEnabled
final class WeaviatePatternIndex implements PatternIndex {

  /** Of one request: of the longest embeddings and features they have 17 MB. */
  private static final int BATCH = 500;

  /** What the server finds at most without being asked for pages. */
  private static final int MOST_FOUND = 10_000;

  private final WeaviateShards shards;
  private final WeaviateCalls calls;
  private final WeaviateGenerationIndex generations;

  WeaviatePatternIndex(
      WeaviateShards shards, WeaviateCalls calls, WeaviateGenerationIndex generations) {
    this.shards = shards;
    this.calls = calls;
    this.generations = generations;
  }

  @Override
  public StoreName store() {
    return WeaviateFailures.STORE;
  }

  @Override
  public void put(TenantId tenant, List<EmbeddedPattern> patterns, Deadline deadline) {
    for (long generation : generations.live(tenant, deadline)) {
      build(tenant, generation, patterns, deadline);
    }
  }

  @Override
  public void build(
      TenantId tenant, long generation, List<EmbeddedPattern> patterns, Deadline deadline) {
    String nativeTenant = WeaviateGenerationIndex.nativeTenant(tenant, generation);
    patterns.stream()
        .collect(groupingBy(it -> WeaviateSchema.collection(it.embedding().model())))
        .forEach(
            (collection, some) -> {
              Shard shard = new Shard(collection, nativeTenant);
              for (int at = 0; at < some.size(); at += BATCH) {
                List<EmbeddedPattern> batch = some.subList(at, Math.min(at + BATCH, some.size()));
                shards.write(
                    shard,
                    "storing patterns",
                    deadline,
                    () -> put(shard, tenant, batch, deadline));
              }
            });
  }

  private void put(Shard shard, TenantId tenant, List<EmbeddedPattern> batch, Deadline deadline)
      throws WeaviateRefusal {
    Map<String, BatchObject> objects = new HashMap<>();
    for (EmbeddedPattern pattern : batch) {
      BatchObject object = PatternObject.of(shard, tenant, pattern);
      objects.put(object.getUuid(), object);
    }
    calls.put("store patterns", List.copyOf(objects.values()), deadline);
    List<String> replaced =
        replaced(versions(shard, batch.stream().map(it -> id(it)).toList(), deadline));
    if (!replaced.isEmpty()) {
      BatchDeleteRequest these = these(shard, Objects.ID, replaced);
      calls.delete("take out earlier versions", these, deadline);
    }
  }

  private static String id(EmbeddedPattern pattern) {
    return pattern.recorded().pattern().id().value();
  }

  private List<SearchResult> versions(Shard shard, List<String> ids, Deadline deadline) {
    SearchRequest request =
        Objects.in(shard, List.of(PatternObject.PATTERN_ID, PatternObject.VERSION))
            .setFilters(Objects.anyOf(PatternObject.PATTERN_ID, ids))
            .setLimit(MOST_FOUND)
            .build();
    return calls.search("find versions of patterns", request, deadline);
  }

  /** The ids of all but the latest of each pattern. */
  private static List<String> replaced(List<SearchResult> versions) {
    Map<String, SearchResult> latest = new HashMap<>();
    List<String> replaced = new ArrayList<>();
    for (SearchResult version : versions) {
      String id = Objects.text(version, PatternObject.PATTERN_ID);
      SearchResult other = latest.get(id);
      boolean later =
          other == null || PatternObject.version(version) > PatternObject.version(other);
      SearchResult earlier = later ? other : version;
      if (earlier != null) {
        replaced.add(earlier.getMetadata().getId());
      }
      if (later) {
        latest.put(id, version);
      }
    }
    return replaced;
  }

  private static BatchDeleteRequest these(Shard shard, String name, List<String> values) {
    return BatchDeleteRequest.newBuilder()
        .setCollection(shard.collection())
        .setTenant(shard.tenant())
        .setFilters(Objects.anyOf(name, values))
        .build();
  }

  @Override
  public void remove(TenantId tenant, Set<PatternId> patterns, Deadline deadline) {
    List<String> ids = patterns.stream().map(PatternId::value).toList();
    List<Long> live = ids.isEmpty() ? List.of() : generations.live(tenant, deadline);
    for (String collection : ids.isEmpty() ? List.<String>of() : shards.collections(deadline)) {
      for (long generation : live) {
        Shard shard = new Shard(collection, WeaviateGenerationIndex.nativeTenant(tenant, generation));
        for (int at = 0; at < ids.size(); at += BATCH) {
          List<String> some = ids.subList(at, Math.min(at + BATCH, ids.size()));
          BatchDeleteRequest these = these(shard, PatternObject.PATTERN_ID, some);
          shards.writeIfPresent(
              shard,
              "taking out patterns",
              deadline,
              () -> calls.delete("take out patterns", these, deadline));
        }
      }
    }
  }

  @Override
  public SimilarPatterns search(
      Viewer viewer, PatternQuery query, @Nullable Cursor after, int limit, Deadline deadline) {
    List<PatternSearch> searches =
        List.of(search(viewer, query, deadline), search(Viewer.of(GLOBAL), query, deadline));
    return new SimilarPatterns(
        Nearest.page(viewer, query, after, limit, most -> nearest(searches, most)),
        query.total() ? searches.stream().mapToLong(PatternSearch::total).sum() : null);
  }

  private PatternSearch search(Viewer viewer, PatternQuery query, Deadline deadline) {
    Shard shard = shown(viewer.tenant(), query.embedding().model(), deadline);
    return new PatternSearch(shards, calls, shard, viewer, query, deadline);
  }

  private Shard shown(TenantId tenant, EmbeddingModel model, Deadline deadline) {
    long generation = generations.shown(tenant, deadline);
    return new Shard(
        WeaviateSchema.collection(model), WeaviateGenerationIndex.nativeTenant(tenant, generation));
  }

  private static List<SimilarPattern> nearest(List<PatternSearch> searches, int most) {
    List<SimilarPattern> all = new ArrayList<>();
    searches.forEach(it -> all.addAll(it.nearest(most)));
    return all;
  }

  @Override
  public long count(TenantId tenant, EmbeddingModel model, Deadline deadline) {
    Shard shard = shown(tenant, model, deadline);
    AggregateRequest request = PatternSearch.count(shard).build();
    return shards
        .read(shard, deadline, () -> calls.count("count patterns", request, deadline))
        .orElse(0L);
  }
}
