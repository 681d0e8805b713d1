package dev.quintet.application.marketdata;

import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.ImportedBar;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.marketdata.TradingDays;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Viewer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads bars, for callers that may read bars. */
public final class BarReading {

  /** Most starts of bars in the range of one call, whether they have ticks or not. */
  public static final long MAX_STARTS = 5_000_000;

  /** Takes every instant but a whole second to the next one. */
  private static final long NANOS_TO_NEXT_SECOND = 999_999_999;

  /** The last is read in longer and longer periods. */
  private static final List<Interval> STEPS =
      List.of(Interval.SECOND, Interval.MINUTE, Interval.HOUR, Interval.DAY);

  /** A read of bars asks the store two things side by side. */
  private static final long WEIGHT = 2;

  private final BarStore bars;
  private final FairShares reads;
  private final Access access;
  private final Clock clock;

  /**
   * @param reads of the store that go on at the same time
   */
  public BarReading(BarStore bars, FairShares reads, Access access, Clock clock) {
    this.bars = bars;
    this.reads = reads;
    this.access = access;
    this.clock = clock;
  }

  /**
   * Hands the bars of the query to the sink, by start, empty intervals as {@code fill} says. A bar
   * whose interval ends after now is marked as being built; for a query as known at an earlier
   * instant, that instant is now. The sink may block; an exception from it ends the read and passes
   * through.
   *
   * @throws ProblemException Invalid when the range holds more than {@value #MAX_STARTS} starts
   */
  public void bars(
      Principal principal, BarQuery query, Fill fill, Consumer<BarRow> sink, Deadline deadline) {
    Viewer viewer = reader(principal, deadline);
    checkStarts(query.interval(), query.range());
    Interval interval = query.interval();
    Instant first = interval.nextStart(query.range().from());
    UnaryOperator<Instant> startAfter = start -> start.plus(interval.duration());
    BarFilling filling =
        new BarFilling(first, query.range().to(), startAfter, fill, now(query), sink);
    read(viewer, query, first, fill, filling, filling::stored, deadline);
    filling.end();
  }

  /**
   * {@link #bars} of trading days, or weeks, instead of those of the query's interval. They are made of
   * bars of an hour or less, and so are read more slowly than those of days of UTC.
   */
  public void tradingDays(
      Principal principal,
      BarQuery query,
      TradingDays days,
      Fill fill,
      Consumer<BarRow> sink,
      Deadline deadline) {
    Viewer viewer = reader(principal, deadline);
    Instant first = days.nextStart(query.range().from());
    Instant end = days.nextStart(query.range().to());
    end = end.isAfter(EventTime.END) ? EventTime.END : end;
    if (!first.isBefore(end)) {
      return;
    }
    TimeRange range = new TimeRange(first, end);
    checkStarts(days.parts(), range);
    BarQuery parts =
        new BarQuery(
            query.symbol(), query.source(), days.parts(), query.side(), range, query.knownAt());
    BarFilling filling =
        new BarFilling(first, query.range().to(), days::startAfter, fill, now(query), sink);
    TradingDayBars made = new TradingDayBars(days, filling::stored);
    read(viewer, parts, first, fill, filling, made, deadline);
    made.end();
    filling.end();
  }

  private Instant now(BarQuery query) {
    Instant now = clock.instant();
    Instant knownAt = query.knownAt();
    return knownAt != null && knownAt.isBefore(now) ? knownAt : now;
  }

  private void read(
      Viewer viewer,
      BarQuery query,
      Instant first,
      Fill fill,
      BarFilling filling,
      Consumer<Bar> sink,
      Deadline deadline) {
    reads.during(
        viewer.tenant(),
        WEIGHT,
        deadline,
        () -> {
          if (fill == Fill.CARRY) {
            priceBefore(viewer, query, first, deadline).ifPresent(filling::carry);
          }
          bars.read(viewer, query, sink, deadline);
        });
  }

  /**
   * The close of the last bar before the first one, looked for in bars of seconds, minutes, hours
   * and days, so that few are read however long ago it was.
   */
  private Optional<BigDecimal> priceBefore(
      Viewer viewer, BarQuery query, Instant first, Deadline deadline) {
    Instant end = first;
    for (int step = 0; end.isAfter(EventTime.MIN); step++) {
      Interval interval = STEPS.get(Math.min(step, STEPS.size() - 1));
      Instant begin =
          step < STEPS.size() - 1
              ? STEPS.get(step + 1).startOf(end)
              : end.minus(Duration.ofDays(8L << 3 * (step - STEPS.size() + 1)));
      begin = begin.isBefore(EventTime.MIN) ? EventTime.MIN : begin;
      if (begin.isBefore(end)) {
        Last last = new Last();
        BarQuery before =
            new BarQuery(
                query.symbol(),
                query.source(),
                interval,
                query.side(),
                new TimeRange(begin, end),
                query.knownAt());
        bars.read(viewer, before, last, deadline);
        if (last.close != null) {
          return Optional.of(last.close);
        }
      }
      end = begin;
    }
    return Optional.empty();
  }

  /** Keeps the close of the last bar. */
  private static final class Last implements Consumer<Bar> {
    private @Nullable BigDecimal close;

    @Override
    public void accept(Bar bar) {
      Bar.Prices prices = bar.prices();
      close = prices == null ? close : prices.close();
    }
  }

  /**
   * Hands the bars imported from a source to the sink, by start, the latest import of each.
   *
   * @throws ProblemException Invalid when the range holds more than {@value #MAX_STARTS} starts, or bars
   *     were imported, but none of that interval
   */
  public void imported(
      Principal principal,
      Symbol symbol,
      Source source,
      Interval interval,
      TimeRange range,
      Consumer<ImportedBar> sink,
      Deadline deadline) {
    Viewer viewer = reader(principal, deadline);
    checkStarts(interval, range);
    reads.during(
        viewer.tenant(),
        1,
        deadline,
        () -> {
          AtomicBoolean any = new AtomicBoolean();
          bars.readImported(
              viewer,
              symbol,
              source,
              interval,
              range,
              bar -> {
                any.set(true);
                sink.accept(bar);
              },
              deadline);
          if (!any.get()) {
            checkImported(bars.importedIntervals(viewer, symbol, source, deadline), interval);
          }
        });
  }

  /** Imported bars are not made into others: an empty answer would say that there are none. */
  private static void checkImported(List<Interval> intervals, Interval asked) {
    if (!intervals.isEmpty() && !intervals.contains(asked)) {
      throw ProblemException.invalid(
          "interval",
          "is none in which these bars were imported, which are "
              + intervals.stream().map(Interval::text).collect(Collectors.joining(", ")));
    }
  }

  private Viewer reader(Principal principal, Deadline deadline) {
    return access.viewer(principal, Permission.BARS_READ, deadline);
  }

  private static void checkStarts(Interval interval, TimeRange range) {
    Instant first = interval.nextStart(range.from());
    long seconds = range.to().plusNanos(NANOS_TO_NEXT_SECOND).getEpochSecond();
    if (Math.ceilDiv(seconds - first.getEpochSecond(), interval.seconds()) > MAX_STARTS) {
      throw ProblemException.invalid(
          "interval", "gives more than " + MAX_STARTS + " bars in this range; split the range");
    }
  }
}
