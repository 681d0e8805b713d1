package dev.quintet.domain.patterns;

import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.Viewer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What patterns are to be similar to.
 *
 * @param certainty the least, 0 to 1
 * @param diversity null: none is asked for
 * @param total whether to count all
 */
public record PatternQuery(
    Embedding embedding,
    PatternFilter filter,
    double certainty,
    @Nullable Diversity diversity,
    boolean total) {

  /** How many are found if nobody says it. */
  public static final int USUAL = 10;

  /** Most that a caller may ask for. */
  public static final int MOST = 100;

  /** Distances that differ by less are the same. */
  public static final double PRECISION = 1e-6;

  /** Pages go through so many of the nearest; what is farther is on none. */
  public static final int DEEPEST = 1_000;

  /**
   * Leaves out what there is too much of: of each symbol, or day in UTC on which patterns were seen, only the
   * nearest are found.
   *
   * @param most of each, 1 to {@value PatternQuery#MOST}
   */
  public record Diversity(By by, int most) {

    /** What patterns have in common. */
    public enum By {
      SYMBOL,
      DAY;

      public static By of(String word) {
        return Words.find("diversity", word, values(), Words::of);
      }
    }

    public Diversity {
      if (most < 1 || most > MOST) {
        throw ProblemException.invalid("at_most", "must be 1 to " + MOST);
      }
    }

    String group(Pattern pattern) {
      return switch (by) {
        case SYMBOL -> pattern.symbol().value();
        case DAY -> LocalDate.ofInstant(pattern.at(), ZoneOffset.UTC).toString();
      };
    }
  }

  public PatternQuery {
    if (!(certainty >= 0 && certainty <= 1)) {
      throw ProblemException.invalid("certainty", "must be 0 to 1");
    }
  }

  /** Those most similar to it, of all. */
  public static PatternQuery of(Embedding embedding) {
    return new PatternQuery(embedding, PatternFilter.ALL, 0, null, false);
  }

  public PatternQuery passing(PatternFilter aFilter) {
    return new PatternQuery(embedding, aFilter, certainty, diversity, total);
  }

  public PatternQuery atLeast(double aCertainty) {
    return new PatternQuery(embedding, filter, aCertainty, diversity, total);
  }

  public PatternQuery diverse(Diversity aDiversity) {
    return new PatternQuery(embedding, filter, certainty, aDiversity, total);
  }

  public PatternQuery counted() {
    return new PatternQuery(embedding, filter, certainty, diversity, true);
  }

  /** The farthest that is certain enough; a little more, since stores compute in single precision. */
  public double distance() {
    return 2 * (1 - certainty) + PRECISION;
  }

  /**
   * Checks how many a caller asks for.
   *
   * @throws ProblemException Invalid unless it is 1 to {@value #MOST}
   */
  public static void checkLimit(int limit) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid("limit", "must be 1 to " + MOST);
    }
  }

  /** Of what that viewer finds. */
  Listing listing(Viewer viewer) {
    return Listing.of(
        PatternIndex.LISTING,
        viewer.tenant(),
        viewer.user(),
        embedding,
        filter,
        certainty,
        diversity);
  }
}
