package dev.quintet.application.trades;

import dev.quintet.application.operations.Derived;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.FillAuditLog;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionIndex;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.TradeFilter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The positions that an index has. What is not there says nothing, so only what is there is compared: all of a
 * tenant at once, as one day.
 */
public final class DerivedPositions implements Derived {

  /** Positions have no day of their own. */
  private static final LocalDate DAY = LocalDate.EPOCH;

  private final PositionStore record;
  private final FillAuditLog log;
  private final PositionIndex index;

  /**
   * @param log says of which accounts something waits
   */
  public DerivedPositions(PositionStore record, FillAuditLog log, PositionIndex index) {
    this.record = record;
    this.log = log;
    this.index = index;
  }

  @Override
  public String store() {
    return index.store().word();
  }

  @Override
  public String projection() {
    return "positions";
  }

  @Override
  public Optional<LocalDate> next(TenantId tenant, LocalDate from, Deadline deadline) {
    return from.isAfter(DAY) ? Optional.empty() : Optional.of(DAY);
  }

  @Override
  public Compared compare(TenantId tenant, LocalDate from, LocalDate to, Deadline deadline) {
    boolean any = false;
    boolean differs = false;
    String after = null;
    do {
      PositionIndex.Step step = index.walk(tenant, after, deadline);
      any |= !step.keys().isEmpty();
      differs |= !differing(tenant, step.keys(), deadline).isEmpty();
      after = step.next();
    } while (after != null && !differs);
    return new Compared(to, any ? 1 : 0, differs ? List.of(DAY) : List.of());
  }

  @Override
  public Mended mend(TenantId tenant, LocalDate day, Deadline deadline) {
    Mended mended = Mended.NOTHING;
    String after = null;
    do {
      PositionIndex.Step step = index.walk(tenant, after, deadline);
      Set<Position.Key> wrong = differing(tenant, step.keys(), deadline);
      if (!wrong.isEmpty()) {
        index.remove(tenant, wrong, deadline);
        List<CurrentPosition> right = record.current(tenant, null, wrong, deadline);
        index.put(tenant, right, deadline);
        mended = mended.plus(new Mended(right.size(), wrong.size(), true));
      }
      after = step.next();
    } while (after != null);
    return mended;
  }

  /**
   * Those that are not there as they are recorded, although nothing of their account waits. The record is read
   * first, then what waits, then the index, so that whatever the record had by then is there. What is there of
   * a later version was put meanwhile, if the record has that version by now.
   */
  private Set<Position.Key> differing(
      TenantId tenant, List<Position.Key> keys, Deadline deadline) {
    if (keys.isEmpty()) {
      return Set.of();
    }
    Map<Position.Key, CurrentPosition> recorded = recorded(tenant, keys, deadline);
    Set<String> pending = log.pending(tenant, store(), deadline);
    Map<Position.Key, Optional<CurrentPosition>> held =
        new HashMap<>(index.held(tenant, keys, deadline));
    held.keySet().removeIf(it -> pending.contains(it.account().value()));
    held.entrySet().removeIf(it -> agrees(it.getValue(), recorded.get(it.getKey())));
    if (!held.isEmpty()) {
      Map<Position.Key, CurrentPosition> since = recorded(tenant, held.keySet(), deadline);
      held.entrySet()
          .removeIf(
              it ->
                  isLater(
                      it.getValue(), recorded.get(it.getKey()), since.get(it.getKey())));
    }
    return held.keySet();
  }

  private Map<Position.Key, CurrentPosition> recorded(
      TenantId tenant, Collection<Position.Key> keys, Deadline deadline) {
    return record.current(tenant, null, keys, deadline).stream()
        .collect(Collectors.toMap(it -> it.position().key(), Function.identity()));
  }

  /** The version of what is recorded may be higher: it is that of the account. */
  private static boolean agrees(
      Optional<CurrentPosition> held, @Nullable CurrentPosition recorded) {
    return recorded != null
        && held.filter(
                it ->
                    it.position().equals(recorded.position())
                        && it.user().equals(recorded.user())
                        && it.version() <= recorded.version())
            .isPresent();
  }

  private static boolean isLater(
      Optional<CurrentPosition> held,
      @Nullable CurrentPosition recorded,
      @Nullable CurrentPosition since) {
    return since != null
        && held.filter(
                it ->
                    (recorded == null || it.version() > recorded.version())
                        && it.version() <= since.version())
            .isPresent();
  }

  @Override
  public long count(TenantId tenant, Deadline deadline) {
    long rows = 0;
    Cursor after = null;
    do {
      Page<PositionSummary> page = open(tenant, after, deadline);
      rows += page.items().size();
      after = page.nextCursor();
    } while (after != null);
    return rows;
  }

  private Page<PositionSummary> open(
      TenantId tenant, @Nullable Cursor after, Deadline deadline) {
    return record.list(tenant, TradeFilter.ALL, true, after, Page.MAX_SIZE, deadline);
  }

  /** All that is there is taken out first: until a position is put again, the record answers. */
  @Override
  public Built build(
      TenantId tenant, long generation, @Nullable String after, Deadline deadline) {
    if (after == null) {
      takeOut(tenant, deadline);
    }
    Page<PositionSummary> page =
        open(tenant, after == null ? null : new Cursor(after), deadline);
    List<Position.Key> keys = page.items().stream().map(PositionSummary::key).toList();
    if (!keys.isEmpty()) {
      index.put(tenant, record.current(tenant, null, keys, deadline), deadline);
    }
    Cursor next = page.nextCursor();
    return new Built(keys.size(), next == null ? null : next.value());
  }

  private void takeOut(TenantId tenant, Deadline deadline) {
    String after = null;
    do {
      PositionIndex.Step step = index.walk(tenant, after, deadline);
      if (!step.keys().isEmpty()) {
        index.remove(tenant, step.keys(), deadline);
      }
      after = step.next();
    } while (after != null);
  }
}
