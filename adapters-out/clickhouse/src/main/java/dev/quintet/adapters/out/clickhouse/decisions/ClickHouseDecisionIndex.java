package dev.quintet.adapters.out.clickhouse.decisions;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.RowBlock;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.decisions.DecisionFilter;
import dev.quintet.domain.decisions.DecisionIndex;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decisions in {@code decisions}, of which the view shows each with the outcome that counts. */
@Singleton
final class ClickHouseDecisionIndex implements DecisionIndex {

  /** With the parameters of {@link #values}. */
  static final String MATCHING =
      """
      FROM decisions
      WHERE tenant_id = {tenant:String}
        AND ({user:String} = '' OR user_id = {user:String})
        AND ({agent:String} = '' OR agent = {agent:String})
        AND ({symbol:String} = '' OR symbol = {symbol:String})
        AND ({type:String} = '' OR toString(type) = {type:String})
        AND ({outcome:String} = '' OR toString(outcome) = {outcome:String})
        AND ({any:UInt8} = 1 OR model = {model:String})
        AND toUnixTimestamp64Micro(decided_at) >= {from:Int64}
        AND toUnixTimestamp64Micro(decided_at) < {to:Int64}
      """;

  private static final String LIST =
      DecisionRow.SELECT
          + MATCHING
          + """
            AND (toUnixTimestamp64Micro(decided_at), decision_id) > ({last:Int64}, {behind:String})
            ORDER BY toUnixTimestamp64Micro(decided_at), decision_id LIMIT {most:UInt64}""";

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;

  ClickHouseDecisionIndex(ClickHouseReads reads, ClickHouseWrites writes) {
    this.reads = reads;
    this.writes = writes;
  }

  @Override
  public StoreName store() {
    return ClickHouseFailures.STORE;
  }

  @Override
  public void put(TenantId tenant, List<RecordedDecision> decisions, Deadline deadline) {
    writes.insert(
        DecisionTables.DECISIONS,
        RowBlock.encode(
            DecisionTables.DECISIONS,
            decisions.stream().map(it -> DecisionRow.row(tenant, it)).toList()),
        "storing decisions",
        deadline);
  }

  @Override
  public Page<RecordedDecision> list(
      Viewer viewer, DecisionFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = filter.listing(viewer);
    Last last = after == null ? Last.NONE : listing.position(after, 2, Last::of);
    Map<String, Object> values = values(filter);
    values.put("last", last.time);
    values.put("behind", last.id);
    values.put("most", limit + 1L);
    List<RecordedDecision> found =
        reads.list(
            viewer,
            new Statement("list decisions", LIST, values, DecisionRow.COLUMNS),
            deadline,
            DecisionRow::recorded);
    return listing.page(
        found,
        limit,
        it ->
            List.of(
                Long.toString(DecisionRow.micros(it.decision().at())), it.id().value()));
  }

  static Map<String, Object> values(DecisionFilter filter) {
    Map<String, Object> values = new HashMap<>();
    values.put("user", filter.user() == null ? "" : filter.user().value());
    values.put("agent", Objects.requireNonNullElse(filter.agent(), ""));
    values.put("symbol", filter.symbol() == null ? "" : filter.symbol().value());
    values.put("type", filter.type() == null ? "" : Words.of(filter.type()));
    values.put("outcome", filter.outcome() == null ? "" : Words.of(filter.outcome()));
    values.put("any", filter.model() == null ? 1 : 0);
    values.put("model", Objects.requireNonNullElse(filter.model(), ""));
    values.put("from", filter.from() == null ? 0L : DecisionRow.micros(filter.from()));
    values.put("to", filter.to() == null ? Long.MAX_VALUE : DecisionRow.micros(filter.to()));
    return values;
  }

  /** Where a page begins behind. */
  private record Last(long time, String id) {
    static final Last NONE = new Last(-1, "");

    static Last of(List<String> parts) {
      return new Last(Long.parseLong(parts.get(0)), parts.get(1));
    }
  }
}
