package dev.quintet.client;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** A listing that is fetched page by page as it is walked. */
final class Paged {

  private Paged() {}

  /**
   * Part of a listing.
   *
   * @param nextCursor empty on the last page
   */
  record Page<T>(List<T> items, String nextCursor) {}

  static <T> Iterable<T> of(Function<String, Page<T>> fetch) {
    return () -> new Walk<>(fetch);
  }

  private static final class Walk<T> implements Iterator<T> {
    private final Function<String, Page<T>> fetch;
    private Iterator<T> items = Collections.emptyIterator();
    private String cursor = "";
    private boolean last;

    private Walk(Function<String, Page<T>> fetch) {
      this.fetch = fetch;
    }

    @Override
    public boolean hasNext() {
      while (!items.hasNext() && !last) {
        Page<T> page = fetch.apply(cursor);
        items = page.items().iterator();
        cursor = page.nextCursor();
        last = cursor.isEmpty();
      }
      return items.hasNext();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return items.next();
    }
  }
}
