package dev.quintet.domain.shared;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Part of a listing.
 *
 * @param items in the listing's order; may be empty
 * @param nextCursor where the next page starts, null on the last page
 */
public record Page<T>(List<T> items, @Nullable Cursor nextCursor) {

  public Page {
    items = List.copyOf(items);
  }

  public Optional<Cursor> next() {
    return Optional.ofNullable(nextCursor);
  }
}
