package dev.quintet.application.trades;

import dev.quintet.application.operations.Derived;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillAuditIndex;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fills that a store derives, or the trades: what they closed. The record is read before the store, and
 * what differs is read of the record again: what was recorded, delivered or changed in between is no
 * difference.
 */
public final class DerivedFills implements Derived {

  private static final Logger LOG = LoggerFactory.getLogger(DerivedFills.class);

  /** Of each side in memory; of a day that has more, shorter times are compared. */
  private static final int MOST = 10_000;

  private static final int BLOCK = 500;

  private final Audited what;
  private final FillLog log;
  private final FillAuditLog record;
  private final FillIndex index;
  private final FillAuditIndex derived;
  private final int most;

  /** Where fills are recorded, and where derived. */
  public record Places(
      FillLog log, FillAuditLog record, FillIndex index, FillAuditIndex derived) {}

  public DerivedFills(Audited what, Places places) {
    this(what, places, MOST);
  }

  DerivedFills(Audited what, Places places, int most) {
    this.what = what;
    this.derived = places.derived;
    this.log = places.log;
    this.record = places.record;
    this.index = places.index;
    this.most = most;
  }

  @Override
  public String store() {
    return index.store().word();
  }

  @Override
  public String projection() {
    return Words.of(what);
  }

  @Override
  public Optional<LocalDate> next(TenantId tenant, LocalDate from, Deadline deadline) {
    return Stream.of(
            record.next(tenant, what, start(from), deadline),
            derived.next(tenant, what, start(from), deadline))
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .map(it -> LocalDate.ofInstant(it, ZoneOffset.UTC));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  @Override
  public Compared compare(TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
    Map<LocalDate, DayCheck> recorded = record.check(tenant, what, from, to, deadline);
    Map<LocalDate, DayCheck> present = derived.check(tenant, what, from, to, deadline);
    Set<LocalDate> days = new HashSet<>(recorded.keySet());
    days.addAll(present.keySet());
    return new Compared(
        to,
        days.size(),
        days.stream()
            .filter(day -> !Objects.equals(recorded.get(day), present.get(day)))
            .sorted()
            .toList());
  }

  @Override
  public long count(TenantId tenant, Deadline deadline) {
    return record.count(tenant, deadline);
  }

  @Override
  public Built build(
      TenantId tenant, long generation, @Nullable String after, Deadline deadline) {
    Page<RecordedFill> page =
        log.list(
            tenant,
            TradeFilter.ALL,
            after == null ? null : new Cursor(after),
            Page.MAX_SIZE,
            deadline);
    if (!page.items().isEmpty()) {
      index.build(
          tenant, generation, withTrades(tenant, page.items(), deadline), deadline);
    }
    Cursor next = page.nextCursor();
    return new Built(page.items().size(), next == null ? null : next.value());
  }

  private List<FillChange.Recorded> withTrades(
      TenantId tenant, List<RecordedFill> fills, Deadline deadline) {
    if (fills.isEmpty()) {
      return List.of();
    }
    Map<String, List<Trade>> trades =
        record.trades(tenant, fills, deadline).stream()
            .collect(Collectors.groupingBy(it -> it.closed() + "@" + it.position().account()));
    return fills.stream()
        .map(
            it ->
                new FillChange.Recorded(
                    it, trades.getOrDefault(FillPrint.of(it, false).key(), List.of())))
        .toList();
  }

  @Override
  public Mended mend(TenantId tenant, LocalDate day, Deadline deadline) {
    return mend(tenant, start(day), start(day.plusDays(1)), deadline);
  }

  private Mended mend(TenantId tenant, Instant from, Instant to, Deadline deadline) {
    List<FillPrint> recorded =
        record.prints(tenant, what, store(), from, to, most + 1, deadline);
    List<FillPrint> present = derived.prints(tenant, what, from, to, most + 1, deadline);
    if (recorded.size() <= most && present.size() <= most) {
      return mend(tenant, from, to, recorded, present, deadline);
    }
    Duration half = Duration.between(from, to).dividedBy(2).truncatedTo(ChronoUnit.MICROS);
    if (half.isZero()) {
      LOG.error("tenant {} has more than {} fills at {}: not compared", tenant, most, from);
      return new Mended(0, 0, false);
    }
    return mend(tenant, from, from.plus(half), deadline)
        .plus(mend(tenant, from.plus(half), to, deadline));
  }

  private Mended mend(
      TenantId tenant,
      Instant from,
      Instant to,
      List<FillPrint> recorded,
      List<FillPrint> present,
      Deadline deadline) {
    Set<Long> known = distinct(recorded.stream(), FillPrint::hash);
    Set<Long> there = distinct(present.stream(), FillPrint::hash);
    Set<String> pending = distinct(recorded.stream().filter(FillPrint::pending), FillPrint::key);
    long surplus =
        inBlocks(
            present.stream()
                .filter(it -> !known.contains(it.hash()) && !pending.contains(it.key()))
                .toList(),
            some -> takeOut(tenant, from, to, some, deadline));
    long lost =
        inBlocks(
            recorded.stream()
                .filter(it -> !there.contains(it.hash()) && !it.pending())
                .toList(),
            some -> putAgain(tenant, some, deadline));
    return new Mended(lost, surplus, true);
  }

  private static <T> Set<T> distinct(Stream<FillPrint> prints, Function<FillPrint, T> of) {
    return prints.map(of).collect(Collectors.toSet());
  }

  private static long inBlocks(
      List<FillPrint> all, Function<List<FillPrint>, Integer> work) {
    long rows = 0;
    for (int i = 0; i < all.size(); i += BLOCK) {
      rows += work.apply(all.subList(i, Math.min(all.size(), i + BLOCK)));
    }
    return rows;
  }

  /**
   * None of these was recorded a moment ago; of those of an account that waits, one may have been annulled.
   * What they may have taken the place of, at whatever time, is put again: the store may have forgotten it.
   */
  private int takeOut(
      TenantId tenant, Instant from, Instant to, List<FillPrint> some, Deadline deadline) {
    List<FillChange.Recorded> recorded = find(tenant, some, deadline);
    Set<Long> known = hashes(recorded);
    Set<String> pending = record.pending(tenant, store(), deadline);
    List<FillPrint> surplus =
        some.stream()
            .filter(it -> !known.contains(it.hash()) && !pending.contains(it.account()))
            .toList();
    if (!surplus.isEmpty()) {
      derived.remove(tenant, what, from, to, surplus, deadline);
    }
    if (!surplus.isEmpty() && !recorded.isEmpty()) {
      index.put(tenant, recorded, deadline);
    }
    return surplus.size();
  }

  private Set<Long> hashes(List<FillChange.Recorded> recorded) {
    return recorded.stream().flatMap(this::hashes).collect(Collectors.toSet());
  }

  private Stream<Long> hashes(FillChange.Recorded recorded) {
    return switch (what) {
      case FILLS -> Stream.of(DayCheck.hash(recorded.fill()));
      case TRADES -> recorded.trades().stream().map(DayCheck::hash);
    };
  }

  private List<FillChange.Recorded> find(
      TenantId tenant, List<FillPrint> some, Deadline deadline) {
    // Whatever a store holds may be asked about, but no text of the record has a NUL in it.
    List<FillPrint> possible =
        some.stream().filter(it -> it.key().indexOf('\0') < 0).toList();
    return withTrades(tenant, record.find(tenant, possible, deadline), deadline);
  }

  /** These were to be in the store a moment ago, and were not. */
  private int putAgain(TenantId tenant, List<FillPrint> some, Deadline deadline) {
    Set<Long> missing = distinct(some.stream(), FillPrint::hash);
    List<FillChange.Recorded> lost =
        find(tenant, some, deadline).stream()
            .filter(it -> hashes(it).anyMatch(missing::contains))
            .toList();
    if (!lost.isEmpty()) {
      index.put(tenant, lost, deadline);
    }
    return lost.size();
  }
}
