package dev.quintet.adapters.out.memory;

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
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Patterns by their ids, all of which each search compares. */
public final class MemoryPatternIndex implements PatternIndex {

  private record Key(TenantId tenant, long generation, EmbeddingModel model, PatternId id) {}

  private final Map<Key, EmbeddedPattern> all = new HashMap<>();
  private final MemoryGenerationIndex generations =
      new MemoryGenerationIndex(PROJECTION, this::clear);

  public MemoryGenerationIndex generations() {
    return generations;
  }

  @Override
  public StoreName store() {
    return MemoryFillIndex.STORE;
  }

  @Override
  public void put(TenantId tenant, List<EmbeddedPattern> patterns, Deadline deadline) {
    generations
        .live(tenant)
        .forEach(generation -> build(tenant, generation, patterns, deadline));
  }

  @Override
  public synchronized void build(
      TenantId tenant, long generation, List<EmbeddedPattern> patterns, Deadline deadline) {
    MemoryFailures.check(deadline);
    for (EmbeddedPattern pattern : patterns) {
      EmbeddedPattern unused =
          all.merge(
              new Key(
                  tenant,
                  generation,
                  pattern.embedding().model(),
                  pattern.recorded().pattern().id()),
              pattern,
              (before, put) ->
                  put.recorded().version() > before.recorded().version() ? put : before);
    }
  }

  @Override
  public synchronized void remove(
      TenantId tenant, Set<PatternId> patterns, Deadline deadline) {
    MemoryFailures.check(deadline);
    all.keySet().removeIf(key -> key.tenant.equals(tenant) && patterns.contains(key.id));
  }

  private synchronized void clear(TenantId tenant, long shown) {
    all.keySet().removeIf(key -> key.tenant.equals(tenant) && key.generation < shown);
  }

  @Override
  public synchronized SimilarPatterns search(
      Viewer viewer, PatternQuery query, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    List<SimilarPattern> found =
        Stream.concat(
                near(viewer.tenant(), viewer.user(), query), near(GLOBAL, null, query))
            .filter(it -> it.distance() <= query.distance())
            .sorted(SimilarPattern.ORDER)
            .toList();
    return new SimilarPatterns(
        Nearest.page(
            viewer, query, after, limit, most -> found.stream().limit(most).toList()),
        query.total() ? (long) found.size() : null);
  }

  private Stream<SimilarPattern> near(
      TenantId tenant, @Nullable UserId user, PatternQuery query) {
    return shown(tenant, query.embedding().model())
        .filter(it -> query.filter().passes(it.recorded()))
        .filter(it -> user == null || user.equals(it.recorded().pattern().user()))
        .map(
            it ->
                new SimilarPattern(
                    it.recorded(),
                    tenant.equals(GLOBAL),
                    query.embedding().distance(it.embedding())));
  }

  private Stream<EmbeddedPattern> shown(TenantId tenant, EmbeddingModel model) {
    long shown = generations.shown(tenant);
    return all.entrySet().stream()
        .filter(it -> it.getKey().tenant.equals(tenant) && it.getKey().generation == shown)
        .filter(it -> it.getKey().model.equals(model))
        .map(Map.Entry::getValue);
  }

  @Override
  public synchronized long count(TenantId tenant, EmbeddingModel model, Deadline deadline) {
    MemoryFailures.check(deadline);
    return shown(tenant, model).count();
  }
}
