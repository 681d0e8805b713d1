package dev.quintet.adapters.out.clickhouse.marketdata;

import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseReads;
import dev.quintet.adapters.out.clickhouse.kernel.ClickHouseWrites;
import dev.quintet.adapters.out.clickhouse.kernel.Reading;
import dev.quintet.adapters.out.clickhouse.kernel.Statement;
import dev.quintet.domain.marketdata.StoredTick;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickVersionStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.writes.ProcessId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Finds versions by the primary key. The counts of the hours say which symbols have anything in the
 * period, and how much: about as much as is asked for is read as a whole; of more, only the places where
 * the instants are.
 */
@Singleton
final class ClickHouseTickVersionStore implements TickVersionStore {

  /** So many times are written in one statement, which may have 256 KiB. */
  private static final int MOST_TIMES = 8_192;

  /** Looking for so few takes no longer than counting what is there. */
  private static final int FEW_TIMES = 1_024;

  /** Reading so many rows takes no longer than looking for some of them. */
  private static final long FEW_ROWS = 16_384;

  private final ClickHouseReads reads;
  private final ClickHouseWrites writes;
  private final ProcessId process;

  ClickHouseTickVersionStore(
      ClickHouseReads reads, ClickHouseWrites writes, ProcessId process) {
    this.reads = reads;
    this.writes = writes;
    this.process = process;
  }

  /** From the counts by hour. */
  @Override
  public Map<Symbol, Extent> extents(
      Origin feed, Collection<Symbol> symbols, long from, Deadline deadline) {
    String within = TimeSql.HOUR + " >= " + from / Period.HOUR;
    return extents("find extents of feed", feed, symbols, within, deadline);
  }

  /** By the index of times of receipt. */
  @Override
  public Map<Symbol, Extent> extentsOfOthers(
      Origin feed,
      Collection<Symbol> symbols,
      Instant receivedSince,
      Deadline deadline) {
    String others =
        "%s AND writer != toUInt32(%s)"
            .formatted(
                TimeSql.since(receivedSince), Integer.toUnsignedString(process.value()));
    return extents("find extents of others", feed, symbols, others, deadline);
  }

  private Map<Symbol, Extent> extents(
      String operation,
      Origin feed,
      Collection<Symbol> symbols,
      String condition,
      Deadline deadline) {
    Map<Symbol, Extent> extents = new HashMap<>();
    reads.each(
        viewer(feed),
        new Statement(
            operation,
            """
            SELECT symbol, min(event_time) AS first_tick, max(event_time) AS last_tick
            FROM ticks
            WHERE tenant_id = {tenant:String} AND symbol IN {symbols:Array(String)}
              AND source = {source:String} AND user_id = {owner:String} AND %s
            GROUP BY symbol"""
                .formatted(condition),
            values(feed, symbols),
            List.of("symbol", "first_tick", "last_tick")),
        deadline,
        (found, row) ->
            extents.put(
                new Symbol(found.text(0, row)),
                new Extent(found.number(1, row), found.number(2, row))));
    return extents;
  }

  @Override
  public void find(
      Origin feed,
      TickKind kind,
      SequencedMap<Symbol, long[]> instants,
      Consumer<StoredTick> sink,
      Deadline deadline) {
    long first = instants.values().stream().mapToLong(times -> times[0]).min().orElseThrow();
    long last =
        instants.values().stream().mapToLong(times -> times[times.length - 1]).max().orElseThrow();
    long[] all = times(instants, instants.keySet());
    if (all.length <= FEW_TIMES) {
      findAmong(feed, kind, instants.keySet(), all, sink, deadline);
      return;
    }
    Map<Symbol, Long> rows = new LinkedHashMap<>();
    reads.each(
        viewer(feed),
        counts(feed, instants.keySet(), first, last),
        deadline,
        (found, row) -> rows.put(new Symbol(found.text(0, row)), found.number(1, row)));
    if (rows.isEmpty()) {
      return;
    }
    long[] times = times(instants, rows.keySet());
    long stored = rows.values().stream().mapToLong(Long::longValue).sum();
    if (stored <= FEW_ROWS || stored <= 2L * times.length) {
      read(feed, versions(feed, kind, rows.keySet(), first, last, ""), sink, deadline);
    } else {
      findAmong(feed, kind, rows.keySet(), times, sink, deadline);
    }
  }

  private static long[] times(Map<Symbol, long[]> instants, Set<Symbol> symbols) {
    return symbols.stream()
        .flatMapToLong(symbol -> Arrays.stream(instants.getOrDefault(symbol, new long[0])))
        .sorted()
        .distinct()
        .toArray();
  }

  private void findAmong(
      Origin feed,
      TickKind kind,
      Set<Symbol> symbols,
      long[] times,
      Consumer<StoredTick> sink,
      Deadline deadline) {
    for (int from = 0; from < times.length; from += MOST_TIMES) {
      int to = Math.min(from + MOST_TIMES, times.length);
      String among =
          LongStream.of(Arrays.copyOfRange(times, from, to))
              .mapToObj(Long::toString)
              .collect(
                  Collectors.joining(
                      ",",
                      " AND event_time IN (SELECT fromUnixTimestamp64Nano(arrayJoin([",
                      "]), 'UTC'))"));
      read(feed, versions(feed, kind, symbols, times[from], times[to - 1], among), sink, deadline);
    }
  }

  @Override
  public Set<Instant> stored(
      TenantId tenant, ProcessId by, Set<Instant> receivedAt, Deadline deadline) {
    writes.awaitInserts(MarketDataTables.TICKS, by, deadline);
    return Set.copyOf(
        reads.list(
            Viewer.of(tenant), TickSql.received(by, receivedAt), deadline, TickSql::receivedOf));
  }

  private void read(
      Origin feed, Statement statement, Consumer<StoredTick> sink, Deadline deadline) {
    reads.each(viewer(feed), statement, deadline, (found, row) -> sink.accept(stored(found, row)));
  }

  /** Rows of each symbol in the hours of the period, from the projection. */
  private static Statement counts(
      Origin feed, Collection<Symbol> symbols, long first, long last) {
    return new Statement(
        "count versions of feed",
        """
        SELECT symbol, count() AS rows
        FROM ticks
        WHERE tenant_id = {tenant:String} AND symbol IN {symbols:Array(String)}
          AND source = {source:String} AND user_id = {owner:String} AND %1$s >= %2$d AND %1$s <= %3$d
        GROUP BY symbol"""
            .formatted(TimeSql.HOUR, first / Period.HOUR, last / Period.HOUR),
        values(feed, symbols),
        List.of("symbol", "rows"));
  }

  private static Statement versions(
      Origin feed,
      TickKind kind,
      Collection<Symbol> symbols,
      long first,
      long last,
      String among) {
    return new Statement(
        "find versions",
        """
        SELECT symbol, event_time, sequence, if(kind = 'quote', bid, price) AS first, ask, volume,
          annulled
        FROM ticks
        WHERE tenant_id = {tenant:String} AND symbol IN {symbols:Array(String)}
          AND event_time >= %s AND event_time <= %s%s
          AND source = {source:String} AND user_id = {owner:String} AND kind = '%s'
        ORDER BY symbol DESC, event_time DESC, sequence DESC, source DESC, received_time DESC,
          writer DESC
        LIMIT 1 BY symbol, event_time, sequence"""
            .formatted(TimeSql.time(first), TimeSql.time(last), among, Words.of(kind)),
        values(feed, symbols),
        List.of("symbol", "event_time", "sequence", "first", "ask", "volume", "annulled"));
  }

  private static Map<String, Object> values(Origin feed, Collection<Symbol> symbols) {
    return Map.of(
        "source",
        feed.source().value(),
        "owner",
        feed.owner() == null ? "" : feed.owner().value(),
        "symbols",
        Statement.array(symbols.stream().map(Symbol::value)));
  }

  /** What a user owns is looked for with that user's rights. */
  private static Viewer viewer(Origin feed) {
    return new Viewer(feed.tenant(), feed.owner());
  }

  private static StoredTick stored(Reading found, int row) {
    return new StoredTick(
        new Symbol(found.text(0, row)),
        found.number(1, row),
        (int) found.number(2, row),
        new StoredTick.Values(
            found.number(3, row),
            found.number(4, row),
            found.column(5).highs[row],
            found.number(5, row)),
        found.number(6, row) != 0);
  }
}
