package dev.quintet.application.trades;

import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.PriceRange;
import dev.quintet.domain.marketdata.PriceRangeStore;
import dev.quintet.domain.marketdata.PriceSpan;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.Excursion;
import dev.quintet.domain.trades.ExcursionSummary;
import dev.quintet.domain.trades.HeldLot;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.TradeFilter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far prices went against closed lots and for them, by our own bars of one minute as they are when it
 * is asked: ticks that come late are in the next answer.
 *
 * <p>Every method throws what {@link TradeReading#closedLots} does, Denied without the right to read bars, and
 * LimitExceeded while the tenant has too many such reads at the same time.
 */
public final class ExcursionReading {

  /** Most closed lots whose excursions are averaged in one call. */
  public static final int MOST_AVERAGED = Page.MAX_SIZE;

  private final TradeReading trades;
  private final PriceRangeStore ranges;
  private final FairShares reads;
  private final Access access;
  private final int mostAveraged;

  /**
   * @param reads of the store that go on at the same time
   */
  public ExcursionReading(
      TradeReading trades, PriceRangeStore ranges, FairShares reads, Access access) {
    this(trades, ranges, reads, access, MOST_AVERAGED);
  }

  ExcursionReading(
      TradeReading trades,
      PriceRangeStore ranges,
      FairShares reads,
      Access access,
      int mostAveraged) {
    this.mostAveraged = mostAveraged;
    this.trades = trades;
    this.ranges = ranges;
    this.reads = reads;
    this.access = access;
  }

  /**
   * Which prices a word stands for.
   *
   * @throws ProblemException Invalid, of {@code prices}
   */
  public static TickKind prices(String word) {
    return Words.find("prices", word, TickKind.values(), Words::of);
  }

  /** The excursions of closed lots, in the order of {@link TradeReading#closedLots}. */
  public Page<Excursion> list(
      Principal principal,
      TradeFilter filter,
      TickKind prices,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.BARS_READ, deadline);
    Page<HeldLot> page = trades.closedLots(principal, filter, after, limit, deadline);
    return new Page<>(of(viewer, page.items(), prices, deadline), page.nextCursor());
  }

  /**
   * What the excursions of closed lots add up to, by key and then currency.
   *
   * @throws ProblemException also Invalid, of {@code from}, when the filter lets more than {@value
   *     #MOST_AVERAGED} lots through
   */
  public List<ExcursionSummary> averages(
      Principal principal,
      TradeFilter filter,
      TickKind prices,
      Performance.Grouping by,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.BARS_READ, deadline);
    Page<HeldLot> page = trades.closedLots(principal, filter, null, mostAveraged, deadline);
    if (page.nextCursor() != null) {
      throw ProblemException.invalid(
          "from", "lets more than " + mostAveraged + " closed lots through; ask for less time");
    }
    return ExcursionSummary.of(of(viewer, page.items(), prices, deadline), by);
  }

  private List<Excursion> of(
      Viewer viewer, List<HeldLot> lots, TickKind prices, Deadline deadline) {
    List<PriceSpan> spans =
        lots.stream()
            .filter(held -> !held.split())
            .map(held -> Excursion.span(held.lot(), prices))
            .toList();
    Map<PriceSpan, PriceRange> found =
        spans.isEmpty()
            ? Map.of()
            : reads.within(
                viewer.tenant(), 1, deadline, () -> ranges.read(viewer, spans, deadline));
    return lots.stream()
        .map(
            held -> {
              PriceSpan span = Excursion.span(held.lot(), prices);
              return Excursion.of(held, span, found.get(span));
            })
        .toList();
  }
}
