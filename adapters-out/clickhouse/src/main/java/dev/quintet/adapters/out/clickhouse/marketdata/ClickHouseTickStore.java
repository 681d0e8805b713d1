package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseFailures;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickRows;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.ProcessId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ticks in {@code quintet.ticks}, every version of each; reads take the latest per identity. */
@Singleton
final class ClickHouseTickStore implements TickStore {

  /** Asked for in a statement of their own, which the engine begins to answer twice as soon. */
  private static final int FIRST_VERSIONS = 2_048;

  private final ClickHouseWrites writes;
  private final ClickHouseReads reads;
  private final Rollups rollups;
  private final Queue<TickBlock> blocks = new ConcurrentLinkedQueue<>();

  private final ProcessId process;

  ClickHouseTickStore(
      ClickHouseWrites writes, ClickHouseReads reads, Rollups rollups, ProcessId process) {
    this.writes = writes;
    this.reads = reads;
    this.rollups = rollups;
    this.process = process;
  }

  @Override
  public StoreName store() {
    return ClickHouseFailures.STORE;
  }

  @Override
  public void append(List<TenantTicks> batches, Deadline deadline) {
    if (TickBlock.rows(batches) == 0) {
      return;
    }
    TickBlock block = blocks.poll();
    block = block == null ? new TickBlock(process.value()) : block;
    try {
      writes.insert(MarketDataTables.TICKS, block.encode(batches), "storing ticks", deadline);
    } finally {
      blocks.add(block);
      // Also after a failure: some of the rows may be there.
      batches.forEach(rollups::touched);
    }
  }

  @Override
  public void read(
      Viewer viewer, TickQuery query, Consumer<TickRows> sink, Deadline deadline) {
    TickPages pages = new TickPages(sink);
    try (Reading first = reads.open(viewer, TickSql.range(query, FIRST_VERSIONS), deadline)) {
      if (pages.read(first) < FIRST_VERSIONS) {
        pages.end();
        return;
      }
    }
    TickQuery rest = pages.restOf(query);
    try (Reading reading =
        reads.open(viewer, TickSql.range(rest, TickSql.NO_LIMIT), deadline)) {
      pages.read(reading);
      pages.end();
    }
  }

  @Override
  public Optional<Tick> last(Viewer viewer, Symbol symbol, Deadline deadline) {
    return latest(viewer, List.of(symbol), EventTime.nanos(EventTime.END), deadline).stream()
        .findFirst();
  }

  @Override
  public List<Tick> asOf(
      Viewer viewer, List<Symbol> symbols, Instant at, Deadline deadline) {
    return latest(viewer, symbols, TimeSql.nanosWithinRange(at), deadline);
  }

  /** First the hour of each symbol's newest tick, from the counts; then the tick itself. */
  private List<Tick> latest(
      Viewer viewer, List<Symbol> symbols, long atNanos, Deadline deadline) {
    if (symbols.isEmpty()) {
      return List.of();
    }
    List<TickSql.SymbolHour> hours =
        reads.list(
            viewer, TickSql.latestHours(symbols, atNanos), deadline, TickSql::hourOf);
    if (hours.isEmpty()) {
      return List.of();
    }
    List<Tick> found = new ArrayList<>();
    List<String> annulled = new ArrayList<>();
    reads.each(
        viewer,
        TickSql.latest(hours, atNanos),
        deadline,
        (ticks, row) -> {
          if (TickSql.isAnnulled(ticks, row)) {
            annulled.add(ticks.text(0, row));
          } else {
            found.add(TickSql.tickOf(ticks, row));
          }
        });
    hours.stream()
        .filter(hour -> annulled.contains(hour.symbol()))
        .forEach(hour -> found.addAll(standing(viewer, hour, atNanos, deadline)));
    return found;
  }

  /** The newest that is not annulled, from that hour or from one before it. */
  private List<Tick> standing(
      Viewer viewer, TickSql.SymbolHour hour, long atNanos, Deadline deadline) {
    List<Tick> found =
        reads.list(viewer, TickSql.standing(hour, atNanos), deadline, TickSql::tickOf);
    return found.isEmpty()
        ? latest(viewer, List.of(new Symbol(hour.symbol())), hour.hour() * Period.HOUR - 1, deadline)
        : found;
  }

  @Override
  public Optional<SymbolSummary> summary(
      Viewer viewer, Symbol symbol, @Nullable Source source, Deadline deadline) {
    return reads
        .list(viewer, TickSql.summary(symbol, source), deadline, TickSql::summaryOf)
        .stream()
        .findFirst();
  }

  @Override
  public Page<SymbolSummary> symbols(
      Viewer viewer, @Nullable Cursor after, int limit, Deadline deadline) {
    Listing listing = TickStore.listing(viewer);
    List<SymbolSummary> found =
        reads.list(
            viewer,
            TickSql.symbols(listing.position(after), limit + 1),
            deadline,
            TickSql::summaryOf);
    return listing.page(found, limit, it -> List.of(it.symbol().value()));
  }
}
