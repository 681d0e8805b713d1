package dev.quintet.application.trades;

import dev.quintet.application.operations.Derived;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.FillPrint;
import dev.quintet.domain.trades.RecordedFill;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fills that a store derives. The record is read before the store, and what differs is read of the
 * record again: what was recorded, delivered or changed in between is no difference.
 */
public final class DerivedFills implements Derived {

  private static final Logger LOG = LoggerFactory.getLogger(DerivedFills.class);

  /** Of each side in memory; of a day that has more, shorter times are compared. */
  private static final int MOST = 10_000;

  private static final int BLOCK = 500;

  private final FillAuditLog record;
  private final FillIndex index;
  private final int most;

  public DerivedFills(FillAuditLog record, FillIndex index) {
    this(record, index, MOST);
  }

  DerivedFills(FillAuditLog record, FillIndex index, int most) {
    this.record = record;
    this.index = index;
    this.most = most;
  }

  @Override
  public String store() {
    return index.store().word();
  }

  @Override
  public String projection() {
    return "fills";
  }

  @Override
  public Optional<LocalDate> next(TenantId tenant, LocalDate from, Deadline deadline) {
    return Stream.of(
            record.next(tenant, start(from), deadline), index.next(tenant, start(from), deadline))
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .map(it -> LocalDate.ofInstant(it, ZoneOffset.UTC));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  @Override
  public Compared compare(TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
    Map<LocalDate, DayCheck> recorded = record.check(tenant, from, to, deadline);
    Map<LocalDate, DayCheck> derived = index.check(tenant, from, to, deadline);
    Set<LocalDate> days = new HashSet<>(recorded.keySet());
    days.addAll(derived.keySet());
    return new Compared(
        to,
        days.size(),
        days.stream()
            .filter(day -> !Objects.equals(recorded.get(day), derived.get(day)))
            .sorted()
            .toList());
  }

  @Override
  public Mended mend(TenantId tenant, LocalDate day, Deadline deadline) {
    return mend(tenant, start(day), start(day.plusDays(1)), deadline);
  }

  private Mended mend(TenantId tenant, Instant from, Instant to, Deadline deadline) {
    List<FillPrint> recorded = record.prints(tenant, store(), from, to, most + 1, deadline);
    List<FillPrint> derived = index.prints(tenant, from, to, most + 1, deadline);
    if (recorded.size() <= most && derived.size() <= most) {
      return mend(tenant, from, to, recorded, derived, deadline);
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
      List<FillPrint> derived,
      Deadline deadline) {
    Set<Long> known = distinct(recorded.stream(), FillPrint::hash);
    Set<Long> present = distinct(derived.stream(), FillPrint::hash);
    Set<String> pending = distinct(recorded.stream().filter(FillPrint::pending), FillPrint::key);
    long surplus =
        inBlocks(
            derived.stream()
                .filter(it -> !known.contains(it.hash()) && !pending.contains(it.key()))
                .toList(),
            some -> takeOut(tenant, from, to, some, deadline));
    long lost =
        inBlocks(
            recorded.stream()
                .filter(it -> !present.contains(it.hash()) && !it.pending())
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
   * What they may have taken the place of, at whatever time, is put
   * again: the store may have forgotten it.
   */
  private int takeOut(
      TenantId tenant, Instant from, Instant to, List<FillPrint> some, Deadline deadline) {
    List<RecordedFill> recorded = find(tenant, some, deadline);
    Set<Long> known = recorded.stream().map(DayCheck::hash).collect(Collectors.toSet());
    Set<String> pending = record.pending(tenant, store(), deadline);
    List<FillPrint> surplus =
        some.stream()
            .filter(it -> !known.contains(it.hash()) && !pending.contains(it.account()))
            .toList();
    if (!surplus.isEmpty()) {
      index.remove(tenant, from, to, surplus, deadline);
    }
    if (!surplus.isEmpty() && !recorded.isEmpty()) {
      index.put(
          tenant,
          recorded.stream().map(it -> new FillChange.Recorded(it, List.of())).toList(),
          deadline);
    }
    return surplus.size();
  }

  private List<RecordedFill> find(TenantId tenant, List<FillPrint> some, Deadline deadline) {
    // Whatever a store holds may be asked about, but no text of the record has a NUL in it.
    return record.find(
        tenant, some.stream().filter(it -> it.key().indexOf('\0') < 0).toList(), deadline);
  }

  /** These were to be in the store a moment ago, and were not. */
  private int putAgain(TenantId tenant, List<FillPrint> some, Deadline deadline) {
    Set<Long> missing = distinct(some.stream(), FillPrint::hash);
    List<RecordedFill> lost = new ArrayList<>(find(tenant, some, deadline));
    lost.removeIf(it -> !missing.contains(DayCheck.hash(it)));
    if (!lost.isEmpty()) {
      index.put(
          tenant,
          lost.stream().map(it -> new FillChange.Recorded(it, List.of())).toList(),
          deadline);
    }
    return lost.size();
  }
}
