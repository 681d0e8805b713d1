package dev.quintet.adapters.out.clickhouse.patterns;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.Generations;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
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
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Patterns in {@code patterns}: a search compares all of a model, so that it finds all that are near. */
@Singleton
final class ClickHousePatternIndex implements PatternIndex {

  private static final String COUNT =
      """
      SELECT count() AS patterns FROM patterns
      WHERE tenant_id = {tenant:String} AND model = {model:String}""";

  private static final String REMOVE =
      """
      DELETE FROM quintet.patterns
      WHERE tenant_id = {tenant:String} AND pattern_id IN {ids:Array(String)}""";

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;
  private final Generations generations;

  ClickHousePatternIndex(ClickHouseReads reads, ClickHouseWrites writes, Generations generations) {
    this.reads = reads;
    this.writes = writes;
    this.generations = generations;
  }

  @Override
  public StoreName store() {
    return ClickHouseFailures.STORE;
  }

  @Override
  public void put(TenantId tenant, List<EmbeddedPattern> patterns, Deadline deadline) {
    put(tenant, patterns, generations.live(tenant, PROJECTION, deadline), deadline);
  }

  @Override
  public void build(
      TenantId tenant, long generation, List<EmbeddedPattern> patterns, Deadline deadline) {
    put(tenant, patterns, List.of(generation), deadline);
  }

  private void put(
      TenantId tenant, List<EmbeddedPattern> patterns, List<Long> to, Deadline deadline) {
    List<List<Object>> rows =
        to.stream()
            .flatMap(
                generation ->
                    patterns.stream().map(it -> PatternRows.row(tenant, it, generation)))
            .toList();
    writes.insert(
        List.of(new ClickHouseWrites.Rows(PatternTables.PATTERNS, rows, "storing patterns")),
        deadline);
  }

  @Override
  public void remove(TenantId tenant, Set<PatternId> patterns, Deadline deadline) {
    if (patterns.isEmpty()) {
      return;
    }
    String ids = Statement.array(patterns.stream().map(PatternId::value));
    writes.change(
        tenant,
        new Statement("take out patterns", REMOVE, Map.of("ids", ids), List.of()),
        deadline);
  }

  @Override
  public SimilarPatterns search(
      Viewer viewer, PatternQuery query, @Nullable Cursor after, int limit, Deadline deadline) {
    List<PatternSearch> searches =
        List.of(
            new PatternSearch(reads, viewer, query, deadline),
            new PatternSearch(reads, Viewer.of(GLOBAL), query, deadline));
    return new SimilarPatterns(
        Nearest.page(viewer, query, after, limit, most -> nearest(searches, most)),
        query.total() ? searches.stream().mapToLong(PatternSearch::total).sum() : null);
  }

  private static List<SimilarPattern> nearest(List<PatternSearch> searches, int most) {
    List<SimilarPattern> all = new ArrayList<>();
    searches.forEach(it -> all.addAll(it.nearest(most)));
    return all;
  }

  @Override
  public long count(TenantId tenant, EmbeddingModel model, Deadline deadline) {
    return reads
        .list(
            Viewer.of(tenant),
            new Statement(
                "count patterns", COUNT, Map.of("model", model.toString()), List.of("patterns")),
            deadline,
            (found, row) -> found.number(0, row))
        .getFirst();
  }
}
