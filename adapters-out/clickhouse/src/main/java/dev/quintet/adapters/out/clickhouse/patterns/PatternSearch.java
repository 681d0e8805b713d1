package dev.quintet.adapters.out.clickhouse.patterns;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.patterns.PatternFilter;
import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.patterns.PatternQuery;
import dev.quintet.domain.patterns.RecordedPattern;
import dev.quintet.domain.patterns.SimilarPattern;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Viewer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/** The answers to one query among the patterns of one viewer. */
final class PatternSearch {

  private static final String COMPARED =
      """
      WITH toUnixTimestamp64Micro(seen_at) AS seen,
           toFloat64(cosineDistance(embedding, {embedding:Array(Float32)})) AS distance
      SELECT %s
      FROM patterns
      WHERE tenant_id = {tenant:String} AND model = {model:String}
        AND ({symbol:String} = '' OR symbol = {symbol:String})
        AND ({type:String} = '' OR type = {type:String})
        AND ({timeframe:UInt64} = 0 OR timeframe = {timeframe:UInt64})
        AND ({outcome:String} = '' OR outcome = {outcome:String})
        AND seen >= {from:Int64} AND seen < {to:Int64}
        AND distance <= {farthest:Float64}""";

  private static final String NEAREST =
      COMPARED.formatted("pattern_id, distance")
          + "\nORDER BY distance, pattern_id LIMIT {most:UInt64}";

  private static final String TOTAL = COMPARED.formatted("count() AS patterns");

  /** Whole rows of the nearest only: features are long. */
  private static final String THESE =
      PatternRows.SELECT
          + """

          WHERE tenant_id = {tenant:String} AND model = {model:String}
            AND pattern_id IN {ids:Array(String)}""";

  private final ClickHouseReads reads;
  private final Viewer viewer;
  private final Deadline deadline;
  private final Map<String, Object> values;

  PatternSearch(ClickHouseReads reads, Viewer viewer, PatternQuery query, Deadline deadline) {
    this.reads = reads;
    this.viewer = viewer;
    this.deadline = deadline;
    this.values = values(query);
  }

  private static Map<String, Object> values(PatternQuery query) {
    PatternFilter filter = query.filter();
    StringJoiner embedding = new StringJoiner(",", "[", "]");
    for (float value : query.embedding().unit()) {
      embedding.add(Float.toString(value));
    }
    return Map.of(
        "embedding", embedding.toString(),
        "model", query.embedding().model().toString(),
        "symbol", filter.symbol() == null ? "" : filter.symbol().value(),
        "type", Objects.requireNonNullElse(filter.type(), ""),
        "timeframe", filter.timeframe() == null ? 0L : filter.timeframe().seconds(),
        "outcome", filter.outcome() == null ? "" : Words.of(filter.outcome()),
        "from", filter.from() == null ? 0L : PatternRows.micros(filter.from()),
        "to", filter.to() == null ? Long.MAX_VALUE : PatternRows.micros(filter.to()),
        "farthest", query.distance());
  }

  private Map<String, Object> with(String name, Object value) {
    Map<String, Object> all = new HashMap<>(values);
    all.put(name, value);
    return all;
  }

  /** So many of the nearest, in any order; those that are taken out meanwhile give way to others. */
  List<SimilarPattern> nearest(int most) {
    while (true) {
      Map<String, Double> distances = distances(most);
      List<SimilarPattern> found = distances.isEmpty() ? List.of() : these(distances);
      if (found.size() == distances.size()) {
        return found;
      }
    }
  }

  private Map<String, Double> distances(int most) {
    Map<String, Double> distances = new LinkedHashMap<>();
    reads.each(
        viewer,
        new Statement(
            "find similar patterns", NEAREST, with("most", most), List.of("pattern_id", "distance")),
        deadline,
        (found, row) ->
            distances.put(
                found.text(0, row),
                Math.clamp(Double.longBitsToDouble(found.number(1, row)), 0, 2)));
    return distances;
  }

  private List<SimilarPattern> these(Map<String, Double> distances) {
    String ids = Statement.array(distances.keySet().stream());
    return reads.list(
        viewer,
        new Statement("read patterns", THESE, with("ids", ids), PatternRows.COLUMNS),
        deadline,
        (found, row) -> {
          RecordedPattern recorded = PatternRows.recorded(found, row);
          return new SimilarPattern(
              recorded,
              viewer.tenant().equals(PatternIndex.GLOBAL),
              Objects.requireNonNull(distances.get(recorded.pattern().id().value())));
        });
  }

  /** How many there are. */
  long total() {
    return reads
        .list(
            viewer,
            new Statement("count similar patterns", TOTAL, values, List.of("patterns")),
            deadline,
            (found, row) -> found.number(0, row))
        .getFirst();
  }
}
