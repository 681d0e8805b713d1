package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.PatternIndexContract.embedding;
import static dev.quintet.adapters.out.contract.PatternIndexContract.pattern;
import static java.util.stream.Collectors.toSet;

import dev.quintet.domain.patterns.EmbeddedPattern;
import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.patterns.PatternQuery;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import java.util.stream.Stream;

/** What a {@link dev.quintet.domain.operations.GenerationIndex} does with the patterns of an index. */
public interface PatternGenerationsContract extends GenerationIndexContract {

  /** In the same store. */
  PatternIndex index();

  private static List<EmbeddedPattern> patterns(Item... items) {
    return Stream.of(items)
        .map(it -> pattern(it.name()).version(it.version()).at(embedding(1, 2, 3)))
        .toList();
  }

  @Override
  default void put(TenantId tenant, Item... items) {
    index().put(tenant, patterns(items), Fresh.deadline());
  }

  @Override
  default void build(TenantId tenant, long generation, Item... items) {
    index().build(tenant, generation, patterns(items), Fresh.deadline());
  }

  @Override
  default Object shown(TenantId tenant) {
    PatternQuery all = PatternQuery.of(embedding(1, 2, 3));
    return index()
        .search(Viewer.of(tenant), all, null, 100, Fresh.deadline())
        .page()
        .items()
        .stream()
        .map(it -> new Item(it.recorded().pattern().id().value(), it.recorded().version()))
        .collect(toSet());
  }

  @Override
  default Object of(Item... items) {
    return Stream.of(items).collect(toSet());
  }
}
