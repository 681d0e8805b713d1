package dev.quintet.domain.shared;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a listing.
 *
 * @param items in the listing's order; may be empty
 * @param nextCursor where the next page starts, null on the last page
 */
public record Page<T>(List<T> items, @Nullable Cursor nextCursor) {

  /** Most items that a caller may ask for. */
  public static final int MAX_SIZE = 1_000;

  public Page {
    items = List.copyOf(items);
  }

  /**
   * The page that holds the first {@code limit} of what was found, with a cursor if there was more.
   *
   * @param found up to {@code limit + 1} items
   * @param behind where the listing goes on behind an item
   */
  public static <T> Page<T> of(List<T> found, int limit, Function<T, Cursor> behind) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, limit);
    return new Page<>(items, behind.apply(items.getLast()));
  }

  /**
   * Checks how many items a caller asks for.
   *
   * @throws ProblemException Invalid unless it is 1 to {@value #MAX_SIZE}
   */
  public static void checkSize(int size) {
    if (size < 1 || size > MAX_SIZE) {
      throw ProblemException.invalid("page_size", "must be 1 to " + MAX_SIZE);
    }
  }

  public Optional<Cursor> next() {
    return Optional.ofNullable(nextCursor);
  }
}
