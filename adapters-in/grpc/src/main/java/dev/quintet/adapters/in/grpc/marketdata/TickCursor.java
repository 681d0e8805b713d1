package dev.quintet.adapters.in.grpc.marketdata;

import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.marketdata.v1.StreamTicksRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places in a stream of ticks, as text that callers only hand back. */
final class TickCursor {

  private TickCursor() {}

  /**
   * Not bound to the end of the range: a caller may go on behind what it has, to a later end.
   *
   * @param tenant null for a call that names none, which the read refuses
   */
  static Listing listing(@Nullable TenantId tenant, StreamTicksRequest request) {
    return Listing.of(
        "ticks",
        tenant,
        request.getSymbol(),
        request.getSource(),
        request.getFromNanos(),
        request.getKnownAtMicros());
  }

  static String text(Listing listing, TickPosition position) {
    return listing
        .behind(
            List.of(
                Long.toString(position.eventTime()),
                Integer.toString(position.sequence()),
                position.source().value()))
        .value();
  }

  /** Null for none: from the start. */
  static @Nullable TickPosition position(Listing listing, String text) {
    return text.isEmpty()
        ? null
        : listing.position(
            new Cursor(text),
            3,
            parts ->
                new TickPosition(
                    Long.parseUnsignedLong(parts.get(0)),
                    Integer.parseUnsignedInt(parts.get(1)),
                    new Source(parts.get(2))));
  }
}
