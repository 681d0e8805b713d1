package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every listing does whose pages are asked for by cursor; part of the contract of its port.
 */
public interface PagingContract {

  /** A listing with a question of its own. */
  interface Paged<T> {
    Page<? extends T> page(@Nullable Cursor after, int limit);
  }

  /** Most pages that are compared: a listing of all tenants may be long. */
  int MOST_PAGES = 12;

  /** Each with four items or more; no two with the same question, tenants included. */
  List<Paged<?>> listings();

  /** The first pages of that size, or all. */
  private static <T> List<Page<? extends T>> pages(Paged<T> listing, int limit, int most) {
    List<Page<? extends T>> pages = new ArrayList<>();
    Cursor after = null;
    do {
      Page<? extends T> page = listing.page(after, limit);
      pages.add(page);
      after = page.nextCursor();
    } while (after != null && pages.size() < most);
    return pages;
  }

  /** The items of all pages, each of which keeps to its size. */
  static <T> List<T> all(Paged<T> listing, int limit) {
    List<T> items = new ArrayList<>();
    for (Page<? extends T> page : pages(listing, limit, Integer.MAX_VALUE)) {
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      items.addAll(page.items());
    }
    return items;
  }

  @Test
  default void pagesOfAnySizeHaveEveryItemOnceInOrder() {
    for (Paged<?> listing : listings()) {
      List<?> all = all(listing, Page.MAX_SIZE);
      assertThat(all).hasSizeGreaterThanOrEqualTo(4).doesNotHaveDuplicates();
      for (int limit : new int[] {1, 2, 3, 4, 100}) {
        List<Object> items = new ArrayList<>();
        for (Page<?> page : pages(listing, limit, MOST_PAGES)) {
          assertThat(page.items()).hasSizeBetween(1, limit);
          assertThat(page.items().size() == limit || page.next().isEmpty())
              .as("only the last page is short")
              .isTrue();
          items.addAll(page.items());
        }
        assertThat(items).isEqualTo(all.subList(0, Math.min(all.size(), limit * MOST_PAGES)));
      }
    }
  }

  @Test
  default void whatFitsIsTheLastPage() {
    for (Paged<?> listing : listings()) {
      int size = all(listing, Page.MAX_SIZE).size();
      assertThat(listing.page(null, size).next()).isEmpty();
      assertThat(listing.page(null, size - 1).next()).isPresent();
    }
  }

  @Test
  default void behindTheLastItemThereIsAnEmptyPage() {
    for (Paged<?> listing : listings()) {
      int size = all(listing, Page.MAX_SIZE).size();
      Cursor beforeLast = listing.page(null, size - 1).nextCursor();
      assertThat(listing.page(beforeLast, 1).items()).hasSize(1);
      assertThat(listing.page(beforeLast, 1).next()).isEmpty();
    }
  }

  @Test
  default void aCursorOfAnotherListingTenantOrQuestionIsRefused() {
    List<Paged<?>> listings = listings();
    List<Cursor> cursors =
        listings.stream().map(listing -> listing.page(null, 1).next().orElseThrow()).toList();
    for (int asked = 0; asked < listings.size(); asked++) {
      for (int of = 0; of < cursors.size(); of++) {
        if (asked != of) {
          assertRefused(listings.get(asked), cursors.get(of));
        }
      }
      for (int parts = 0; parts < 7; parts++) {
        List<String> position = Stream.generate(() -> "a").limit(parts).toList();
        assertRefused(listings.get(asked), Listing.of("another").behind(position));
      }
    }
  }

  @Test
  default void whatIsNoCursorIsRefused() {
    for (Paged<?> listing : listings()) {
      String own = listing.page(null, 1).next().orElseThrow().value();
      for (String forged :
          List.of(
              "' OR 1=1 --",
              "~~~~~~~",
              "-1",
              "9".repeat(30),
              "a~b\0c",
              "A",
              "AQ",
              "=".repeat(512),
              own + "A",
              own + own,
              own.substring(1),
              own.substring(0, own.length() - 2),
              "_" + own.substring(1))) {
        assertRefused(listing, new Cursor(forged));
      }
    }
  }

  private static void assertRefused(Paged<?> listing, Cursor cursor) {
    assertProblem(Problem.Invalid.class, () -> listing.page(cursor, 10));
  }
}
