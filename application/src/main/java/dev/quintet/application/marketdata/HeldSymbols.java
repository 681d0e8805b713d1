package dev.quintet.application.marketdata;

import dev.quintet.application.shared.Parallel;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.SymbolLedger;
import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts the symbols of an owner of ticks or bars, before they are stored. A symbol that was counted
 * stays so, hence what is remembered of an owner needs no question; what is forgotten costs one.
 */
public final class HeldSymbols {

  /** Symbols of all owners that are remembered, about 100 bytes each. */
  private static final int MOST = 262_144;

  static final int MOST_OF_OWNER = 32_768;

  private final SymbolLedger ledger;
  private final TickStore ticks;
  private final UsageAdmission quotas;
  private final Map<Viewer, Set<Symbol>> remembered = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<TenantId> begun = new HashSet<>();
  private int size;

  /**
   * @param quotas is told how many there are
   */
  public HeldSymbols(SymbolLedger ledger, TickStore ticks, UsageAdmission quotas) {
    this.ledger = ledger;
    this.ticks = ticks;
    this.quotas = quotas;
  }

  /** Whether all symbols of the batch are known to be counted, or none of it is to be. */
  boolean knows(PendingBatch batch) {
    return batch.beyondLimit() != null
        || batch.batch().terms().annuls()
        || unknown(batch.subject(), List.of(batch.batch().columns().symbols())).isEmpty();
  }

  /**
   * Counts the symbols of batches; what would be too many is marked as beyond the limit.
   *
   * @return without those that could not be counted: they are ended
   */
  List<PendingBatch> count(List<PendingBatch> batches, Deadline deadline) {
    Map<Viewer, List<PendingBatch>> owners =
        batches.stream()
            .collect(
                Collectors.groupingBy(
                    each -> owner(each.subject()), LinkedHashMap::new, Collectors.toList()));
    Set<PendingBatch> failed = ConcurrentHashMap.newKeySet();
    Parallel.forEach(
        List.copyOf(owners.values()),
        ofOwner -> {
          try {
            count(ofOwner.getFirst().subject(), ofOwner, deadline);
          } catch (RuntimeException e) {
            ofOwner.forEach(batch -> KnownTicks.fail(batch, e));
            failed.addAll(ofOwner);
          }
        });
    return batches.stream().filter(batch -> !failed.contains(batch)).toList();
  }

  /** All together, and if those are too many, one batch after the other. */
  private void count(Subject subject, List<PendingBatch> batches, Deadline deadline) {
    Set<Symbol> all = new LinkedHashSet<>();
    batches.forEach(batch -> all.addAll(symbols(batch)));
    if (batches.size() > 1 && exceeds(subject, all, deadline) == null) {
      return;
    }
    for (PendingBatch batch : batches) {
      Problem problem = exceeds(subject, symbols(batch), deadline);
      if (problem != null) {
        batch.beyond(problem);
      }
    }
  }

  private @Nullable Problem exceeds(
      Subject subject, Collection<Symbol> symbols, Deadline deadline) {
    try {
      add(subject, symbols, deadline);
      return null;
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.LimitExceeded) {
        return e.problem();
      }
      throw e;
    }
  }

  /** Those that have rows. */
  private static Set<Symbol> symbols(PendingBatch batch) {
    Symbol[] offered = batch.batch().columns().symbols();
    int[] indexes = batch.batch().columns().symbolIndexes();
    if (batch.rows() == 0) {
      return Set.of();
    }
    return indexes == null
        ? Set.of(offered[0])
        : Arrays.stream(indexes)
            .limit(batch.rows())
            .distinct()
            .mapToObj(index -> offered[index])
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Those of the symbols that are not known to be counted. */
  private synchronized List<Symbol> unknown(Subject subject, Collection<Symbol> symbols) {
    Set<Symbol> known = remembered.get(owner(subject));
    return known == null
        ? List.copyOf(symbols)
        : symbols.stream().filter(symbol -> !known.contains(symbol)).toList();
  }

  /**
   * Counts symbols, all of them or none.
   *
   * @throws dev.quintet.domain.shared.ProblemException LimitExceeded: the owner may not have so many;
   *     Unavailable
   */
  void add(Subject subject, Collection<Symbol> symbols, Deadline deadline) {
    List<Symbol> added = unknown(subject, symbols);
    if (added.isEmpty()) {
      return;
    }
    begin(subject.tenant(), deadline);
    long held = ledger.add(subject.tenant(), subject.user(), added, deadline);
    remember(owner(subject), added);
    quotas.held(subject, held);
  }

  /** What a tenant stored when nobody counted is its own. */
  private void begin(TenantId tenant, Deadline deadline) {
    synchronized (this) {
      if (begun.contains(tenant)) {
        return;
      }
    }
    if (!ledger.begun(tenant, deadline)) {
      ledger.begin(tenant, stored(tenant, deadline), deadline);
    }
    synchronized (this) {
      if (begun.size() == MOST) {
        begun.clear();
      }
      begun.add(tenant);
    }
  }

  private List<Symbol> stored(TenantId tenant, Deadline deadline) {
    List<Symbol> stored = new ArrayList<>();
    @Nullable Cursor next = null;
    do {
      Page<SymbolSummary> page =
          ticks.symbols(Viewer.of(tenant), next, Page.MAX_SIZE, deadline);
      page.items().forEach(symbol -> stored.add(symbol.symbol()));
      next = page.nextCursor();
    } while (next != null);
    return stored;
  }

  private synchronized void remember(Viewer owner, List<Symbol> symbols) {
    Set<Symbol> known = remembered.computeIfAbsent(owner, it -> new HashSet<>());
    size -= known.size();
    if (known.size() + symbols.size() > MOST_OF_OWNER) {
      known.clear();
    }
    known.addAll(symbols);
    size += known.size();
    Iterator<Set<Symbol>> eldest = remembered.values().iterator();
    while (size > MOST && eldest.hasNext()) {
      size -= eldest.next().size();
      eldest.remove();
    }
  }

  private static Viewer owner(Subject subject) {
    @Nullable UserId user = subject.user();
    return new Viewer(subject.tenant(), user);
  }
}
