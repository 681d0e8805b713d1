package dev.quintet.domain.trades;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which signals are asked for. A null filter lets everything through.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record SignalFilter(
    @Nullable Symbol symbol,
    @Nullable String strategy,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Lets everything through. */
  public static final SignalFilter ALL = new SignalFilter(null, null, null, null);

  public SignalFilter {
    if (from != null && to != null && !from.isBefore(to)) {
      throw ProblemException.invalid("to", "must be after from");
    }
  }

  /** Of what it lets through for that viewer. */
  public Listing listing(Viewer viewer) {
    return Listing.of(
        SignalIndex.LISTING, viewer.tenant(), viewer.user(), symbol, strategy, from, to);
  }
}
