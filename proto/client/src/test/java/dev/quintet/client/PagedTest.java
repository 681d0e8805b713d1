package dev.quintet.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PagedTest {

  private static final Map<String, Paged<Integer>> PAGES =
      Map.of(
          "", new Paged<>(List.of(1, 2), "a"),
          "a", new Paged<>(List.of(), "b"),
          "b", new Paged<>(List.of(3), ""));

  private final List<String> fetched = new ArrayList<>();

  private Iterable<Integer> listing() {
    return Paged.all(
        cursor -> {
          fetched.add(cursor);
          return PAGES.get(cursor);
        });
  }

  @Test
  void everyPageIsWalkedAlsoBehindAnEmptyOneAndEachTimeAnew() {
    Iterable<Integer> listing = listing();

    assertThat(listing).containsExactly(1, 2, 3);
    assertThat(listing).containsExactly(1, 2, 3);
  }

  @Test
  void aPageIsFetchedWhenTheOneBeforeItIsUsedUp() {
    Iterator<Integer> walk = listing().iterator();

    assertThat(walk.next()).isEqualTo(1);
    assertThat(walk.next()).isEqualTo(2);
    assertThat(fetched).containsExactly("");
    assertThat(walk.next()).isEqualTo(3);
    assertThat(walk.hasNext()).isFalse();
    assertThat(fetched).containsExactly("", "a", "b");
  }
}
