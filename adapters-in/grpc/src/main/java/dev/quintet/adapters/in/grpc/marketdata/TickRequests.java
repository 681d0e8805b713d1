package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests for ticks, checked. */
final class TickRequests {

  private TickRequests() {}

  static TickQuery query(Listing listing, StreamTicksRequest request) {
    return new TickQuery(
        new Symbol(request.getSymbol()),
        source(request.getSource()),
        Times.range(request.getFromNanos(), request.getToNanos()),
        TickCursor.position(listing, request.getCursor()),
        Times.knownAt(request.getKnownAtMicros()));
  }

  /** Null for none: every feed. */
  static @Nullable Source source(String name) {
    return name.isEmpty() ? null : new Source(name);
  }

  /** Refused by their number before each is looked at. */
  static List<Symbol> symbols(List<String> names, int most) {
    if (names.isEmpty() || names.size() > most) {
      throw ProblemException.invalid("symbols", "must be 1 to " + most);
    }
    return names.stream().map(Symbol::new).toList();
  }
}
