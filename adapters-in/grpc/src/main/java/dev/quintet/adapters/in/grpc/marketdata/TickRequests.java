package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Principal;
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
        position(listing, request.getCursor()),
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

  /**
   * The stream of a request. Not bound to the end of the range: a caller may go on behind what it has,
   * to a later end.
   *
   * @param principal a call that names no tenant is refused by the read
   */
  static Listing listing(Principal principal, StreamTicksRequest request) {
    return Listing.of(
        principal.user() == null ? "ticks" : "ticks of " + principal.user(),
        principal.onlyTenant().orElse(null),
        request.getSymbol(),
        request.getSource(),
        request.getFromNanos(),
        request.getKnownAtMicros());
  }

  /** Null for none: from the start. */
  private static @Nullable TickPosition position(Listing listing, String text) {
    return text.isEmpty()
        ? null
        : listing.position(
            new Cursor(text),
            4,
            parts ->
                new TickPosition(
                    Long.parseUnsignedLong(parts.get(0)),
                    Integer.parseUnsignedInt(parts.get(1)),
                    new Source(parts.get(2)),
                    Words.find("cursor", parts.get(3), TickKind.values(), Words::of)));
  }
}
