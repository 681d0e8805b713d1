package dev.quintet.application.marketdata;

import dev.quintet.application.shared.FairShares;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.BarStore;
import dev.quintet.domain.marketdata.Coverage;
import dev.quintet.domain.marketdata.MarketSessionStore;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what was received of a period, and why there is nothing where there is nothing.
 *
 * <p>A hole is a run of whole UTC minutes without a tick of either kind, cut at the ends of the
 * range and wherever the market opens or closes (as the tenant has said in {@link
 * MarketScheduling}), so each has one reason:
 *
 * <ul>
 *   <li>the market was closed: MARKET_CLOSED, whether or not anything was ever received around it;
 *   <li>nobody has said when it is open, or nothing is known of that time: SESSION_UNKNOWN;
 *   <li>it was open, between the first and the last tick of the symbol (of the source, if one is
 *       asked for), and not for longer than this class of symbols is ever quiet: NO_TICKS;
 *   <li>else NEVER_RECEIVED.
 * </ul>
 *
 * <p>How long a market was quiet is measured inside the range: ask for whole sessions. What is after
 * now is no hole.
 */
public final class CoverageReading {

  /** Longest range of one call. */
  public static final Duration MAX_RANGE = Duration.ofDays(400);

  /** Most holes of one answer. */
  public static final int MAX_HOLES = Holes.MAX;

  private final BarStore bars;
  private final TickStore ticks;
  private final MarketSessionStore sessions;
  private final FairShares reads;
  private final Access access;
  private final Clock clock;

  /**
   * @param reads of the store that go on at the same time; each weighs 1
   */
  public CoverageReading(
      BarStore bars,
      TickStore ticks,
      MarketSessionStore sessions,
      FairShares reads,
      Access access,
      Clock clock) {
    this.sessions = sessions;
    this.reads = reads;
    this.bars = bars;
    this.ticks = ticks;
    this.access = access;
    this.clock = clock;
  }

  /**
   * The coverage of a symbol.
   *
   * @param source null: by the ticks of every feed together
   * @param range at most 400 days
   * @param minMinutes holes shorter than this are not listed; at least 1
   * @throws ProblemException Denied unless the call may read ticks; Invalid when the range is too long or
   *     the answer would list more than {@link #MAX_HOLES} holes
   */
  public Coverage coverage(
      Principal principal,
      Symbol symbol,
      @Nullable Source source,
      TimeRange range,
      int minMinutes,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.TICKS_READ, deadline);
    TenantId tenant = viewer.tenant();
    if (Duration.between(range.from(), range.to()).compareTo(MAX_RANGE) > 0) {
      throw ProblemException.invalid("to", "must be within " + MAX_RANGE.toDays() + " days of from");
    }
    if (minMinutes < 1) {
      throw ProblemException.invalid("min_minutes", "must be at least 1");
    }
    Instant now = clock.instant();
    if (!range.from().isBefore(now)) {
      return new Coverage(List.of(), 0);
    }
    TimeRange past = range.to().isAfter(now) ? new TimeRange(range.from(), now) : range;
    return reads.within(
        tenant,
        1,
        deadline,
        () -> {
          Holes holes =
              new Holes(
                  sessions.find(tenant, deadline).hours(symbol, source).orElse(null),
                  past,
                  ticks.summary(viewer, symbol, source, deadline).orElse(null),
                  Duration.ofMinutes(minMinutes));
          bars.minutesWithTicks(viewer, symbol, source, past, holes::minute, deadline);
          return holes.end();
        });
  }
}
