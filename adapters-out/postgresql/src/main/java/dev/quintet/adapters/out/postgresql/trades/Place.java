package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.adapters.out.postgresql.kernel.Parameters;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Listing;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a page begins behind: a time, an account, and the number of what was recorded of it. */
record Place(Instant at, String account, long number) {

  private static final Place BEFORE_ALL = new Place(Instant.EPOCH.minusSeconds(1), "", 0);

  static Place of(Listing listing, @Nullable Cursor after) {
    return after == null
        ? BEFORE_ALL
        : listing.position(
            after,
            3,
            parts ->
                new Place(
                    Instant.parse(parts.get(0)), parts.get(1), Long.parseLong(parts.get(2))));
  }

  List<String> parts() {
    return List.of(at.toString(), account, Long.toString(number));
  }

  Parameters bind(Parameters parameters) throws SQLException {
    return parameters.time(at).text(account).number(number);
  }
}
