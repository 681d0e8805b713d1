package dev.quintet.domain.patterns;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.Viewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the nearest patterns, from a store that knows only how to find so many of them. A page goes on
 * behind the last pattern of the one before, so that what is put or taken out meanwhile moves no other.
 */
public final class Nearest {

  private static final int PARTS = 3;

  /** How many more are asked for at once where some will be left out. */
  private static final int MORE = 4;

  private final PatternQuery query;
  private final Listing listing;

  private record Place(SimilarPattern pattern, int rank) {

    List<String> position() {
      return List.of(
          Long.toHexString(Double.doubleToLongBits(pattern.distance())),
          (pattern.global() ? "+" : "-") + pattern.recorded().pattern().id(),
          Integer.toString(rank));
    }
  }

  private record Last(double distance, PatternId id, boolean global, int rank) {

    static Last of(List<String> parts) {
      return new Last(
          Double.longBitsToDouble(Long.parseUnsignedLong(parts.get(0), 16)),
          new PatternId(parts.get(1).substring(1)),
          parts.get(1).charAt(0) == '+',
          Math.clamp(Integer.parseInt(parts.get(2)), 0, PatternQuery.DEEPEST));
    }

    boolean isBefore(SimilarPattern it) {
      int order = Double.compare(distance, it.distance());
      order = order == 0 ? id.compareTo(it.recorded().pattern().id()) : order;
      return order < 0 || (order == 0 && !global && it.global());
    }
  }

  private Nearest(PatternQuery query, Listing listing) {
    this.query = query;
    this.listing = listing;
  }

  /**
   * A page of them.
   *
   * @param nearest finds so many of the nearest, in any order, that pass the filter of the query and are
   *     certain enough; fewer only if there are no more
   */
  public static Page<SimilarPattern> page(
      Viewer viewer,
      PatternQuery query,
      @Nullable Cursor after,
      int limit,
      IntFunction<List<SimilarPattern>> nearest) {
    Listing listing = query.listing(viewer);
    Last last = after == null ? null : listing.position(after, PARTS, Last::of);
    return new Nearest(query, listing).page(last, limit, nearest);
  }

  private Page<SimilarPattern> page(
      @Nullable Last last, int limit, IntFunction<List<SimilarPattern>> nearest) {
    // One more tells whether there is another page, and one more whether others are as far as that.
    int wanted = limit + 2 + (last == null ? 0 : last.rank);
    int asked = query.diversity() == null ? wanted : MORE * wanted;
    while (true) {
      asked = Math.min(asked, PatternQuery.DEEPEST);
      List<SimilarPattern> found =
          nearest.apply(asked).stream().sorted(SimilarPattern.ORDER).limit(asked).toList();
      boolean all = found.size() < asked || asked == PatternQuery.DEEPEST;
      List<Place> places =
          diverse(all ? found : surelyInOrder(found)).stream()
              .filter(it -> last == null || last.isBefore(it.pattern))
              .toList();
      if (all || places.size() > limit) {
        Page<Place> page =
            listing.page(places.subList(0, Math.min(places.size(), limit + 1)), limit, Place::position);
        return new Page<>(page.items().stream().map(Place::pattern).toList(), page.nextCursor());
      }
      asked *= MORE;
    }
  }

  /** Without the farthest: others that are as far may belong before them. */
  private static List<SimilarPattern> surelyInOrder(List<SimilarPattern> found) {
    double farthest = found.getLast().distance();
    return found.stream().filter(it -> it.distance() < farthest).toList();
  }

  private List<Place> diverse(List<SimilarPattern> found) {
    Map<String, Integer> groups = new HashMap<>();
    List<Place> places = new ArrayList<>();
    for (int rank = 0; rank < found.size(); rank++) {
      SimilarPattern it = found.get(rank);
      PatternQuery.Diversity diversity = query.diversity();
      if (diversity == null
          || groups.merge(diversity.group(it.recorded().pattern()), 1, Integer::sum)
              <= diversity.most()) {
        places.add(new Place(it, rank));
      }
    }
    return places;
  }
}
