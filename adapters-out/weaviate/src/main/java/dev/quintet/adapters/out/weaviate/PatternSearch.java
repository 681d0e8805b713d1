package dev.quintet.adapters.out.weaviate;

import dev.quintet.domain.patterns.PatternFilter;
import dev.quintet.domain.patterns.PatternId;
import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.patterns.PatternQuery;
import dev.quintet.domain.patterns.RecordedPattern;
import dev.quintet.domain.patterns.SimilarPattern;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoAggregate.AggregateRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBase.Filters;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBase.Vectors;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBaseSearch.NearVector;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The answers to one query among the patterns of one viewer. */
final class PatternSearch {

  private final WeaviateShards shards;
  private final WeaviateCalls calls;
  private final Shard shard;
  private final Viewer viewer;
  private final PatternQuery query;
  private final Deadline deadline;

  PatternSearch(
      WeaviateShards shards,
      WeaviateCalls calls,
      Shard shard,
      Viewer viewer,
      PatternQuery query,
      Deadline deadline) {
    this.shards = shards;
    this.calls = calls;
    this.shard = shard;
    this.viewer = viewer;
    this.query = query;
    this.deadline = deadline;
  }

  /** So many of the nearest, in any order. Of two versions, the earlier of which is about to go, the later. */
  List<SimilarPattern> nearest(int most) {
    int asked = most;
    while (true) {
      List<SearchResult> found = ask(asked);
      Map<PatternId, SimilarPattern> latest = new HashMap<>();
      found.stream()
          .map(this::similar)
          .forEach(it -> latest.merge(it.recorded().pattern().id(), it, PatternSearch::later));
      if (found.size() < asked || latest.size() >= most) {
        return List.copyOf(latest.values());
      }
      asked += most;
    }
  }

  private static SimilarPattern later(SimilarPattern one, SimilarPattern other) {
    return one.recorded().version() >= other.recorded().version() ? one : other;
  }

  private List<SearchResult> ask(int most) {
    SearchRequest.Builder request =
        Objects.in(shard, PatternObject.TEXTS).setLimit(most).setNearVector(near());
    request.getMetadataBuilder().setDistance(true);
    List<Filters> filters = filters();
    if (!filters.isEmpty()) {
      request.setFilters(Objects.all(filters));
    }
    SearchRequest complete = request.build();
    return shards
        .read(
            shard, deadline, () -> calls.search("find similar patterns", complete, deadline))
        .orElse(List.of());
  }

  private NearVector near() {
    NearVector.Builder near =
        NearVector.newBuilder()
            .addVectors(
                Vectors.newBuilder()
                    .setType(Vectors.VectorType.VECTOR_TYPE_SINGLE_FP32)
                    .setVectorBytes(Objects.vector(query.embedding().unit())));
    return (query.certainty() > 0 ? near.setDistance(query.distance()) : near).build();
  }

  private List<Filters> filters() {
    PatternFilter filter = query.filter();
    UserId user = viewer.user();
    List<Filters> all = new ArrayList<>();
    if (user != null) {
      all.add(Objects.equal(PatternObject.USER_ID, user.value()));
    }
    if (filter.symbol() != null) {
      all.add(Objects.equal(PatternObject.SYMBOL, filter.symbol().value()));
    }
    if (filter.type() != null) {
      all.add(Objects.equal(PatternObject.TYPE, filter.type()));
    }
    if (filter.timeframe() != null) {
      String seconds = Long.toString(filter.timeframe().seconds());
      all.add(Objects.equal(PatternObject.TIMEFRAME, seconds));
    }
    if (filter.outcome() != null) {
      all.add(Objects.equal(PatternObject.OUTCOME, Words.of(filter.outcome())));
    }
    if (filter.from() != null) {
      all.add(Objects.atLeast(PatternObject.SEEN, PatternObject.micros(filter.from())));
    }
    if (filter.to() != null) {
      all.add(Objects.lessThan(PatternObject.SEEN, PatternObject.micros(filter.to())));
    }
    return all;
  }

  private SimilarPattern similar(SearchResult found) {
    RecordedPattern recorded = PatternObject.recorded(found);
    return new SimilarPattern(
        recorded,
        viewer.tenant().equals(PatternIndex.GLOBAL),
        Math.clamp((double) found.getMetadata().getDistance(), 0, 2));
  }

  /** How many there are. */
  long total() {
    AggregateRequest.Builder request = count(shard);
    List<Filters> filters = filters();
    if (!filters.isEmpty()) {
      request.setFilters(Objects.all(filters));
    }
    if (query.certainty() > 0) {
      request.setNearVector(near());
    }
    AggregateRequest complete = request.build();
    return shards
        .read(shard, deadline, () -> calls.count("count similar patterns", complete, deadline))
        .orElse(0L);
  }

  static AggregateRequest.Builder count(Shard shard) {
    return AggregateRequest.newBuilder()
        .setCollection(shard.collection())
        .setTenant(shard.tenant())
        .setObjectsCount(true);
  }
}
