package dev.quintet.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ListingTest {

  private static final Listing LISTING = Listing.of("notes", "acme", null, 7);

  private static void assertRefused(Listing listing, Cursor cursor, int parts) {
    Refused.field("cursor", () -> listing.position(cursor, parts, Function.identity()));
  }

  @Test
  void aPositionIsReadBackByTheSameListing() {
    for (List<String> position :
        List.of(List.of("a"), List.of("", "é€", "a~b\0c", "z".repeat(255)), List.<String>of())) {
      Listing same = Listing.of("notes", "acme", null, 7);
      assertThat(
              same.position(LISTING.behind(position), position.size(), Function.identity()))
          .isEqualTo(position);
    }
  }

  /** However its parts are drawn together. */
  @Test
  void everyOtherNameOrQuestionIsAnotherListing() {
    Cursor cursor = LISTING.behind(List.of("a"));
    for (Listing other :
        List.of(
            Listing.of("note", "acme", null, 7),
            Listing.of("notes", "other", null, 7),
            Listing.of("notes", "acme", "null", 7),
            Listing.of("notes", "acme", "", 7),
            Listing.of("notes", "acme", null, 8),
            Listing.of("notes", "acme", null),
            Listing.of("notes", "acmenull", 7),
            Listing.of("notes", "acme", null, 7, null))) {
      assertRefused(other, cursor, 1);
    }
  }

  @Test
  void aCursorIsOfOneVersionAndHasAllOfItsParts() {
    Cursor cursor = LISTING.behind(List.of("a", "b"));
    byte[] bytes = Base64.getUrlDecoder().decode(cursor.value());
    bytes[0]++;
    assertRefused(LISTING, new Cursor(Base64.getUrlEncoder().encodeToString(bytes)), 2);
    assertRefused(LISTING, cursor, 1);
    assertRefused(LISTING, cursor, 3);
    assertRefused(LISTING, new Cursor(cursor.value().substring(0, cursor.value().length() - 2)), 2);
  }

  @Test
  void aPositionThatItsReaderRefusesIsNoCursor() {
    Cursor cursor = LISTING.behind(List.of("seven"));
    Refused.field("cursor", () -> LISTING.position(cursor, 1, it -> Integer.parseInt(it.getFirst())));
  }

  @Test
  void aCursorNeedsNoEscapeInAUrl() {
    assertThat(LISTING.behind(List.of("a b/c?d&e=f", "ü")).value()).matches("[A-Za-z0-9_-]+");
  }
}
