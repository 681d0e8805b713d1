package dev.quintet.client;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Part of a listing that is fetched page by page as it is walked.
 *
 * @param nextCursor empty on the last page
 */
record Paged<T>(List<T> items, String nextCursor) {

  /** All items of the listing; each walk fetches the pages anew. */
  static <T> Iterable<T> all(Function<String, Paged<T>> fetch) {
    return () ->
        Stream.iterate(
                Optional.of(fetch.apply("")),
                Optional::isPresent,
                page -> page.map(Paged::nextCursor).filter(next -> !next.isEmpty()).map(fetch))
            .flatMap(page -> page.orElseThrow().items().stream())
            .iterator();
  }
}
