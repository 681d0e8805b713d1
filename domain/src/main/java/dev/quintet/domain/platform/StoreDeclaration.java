package dev.quintet.domain.platform;

import dev.quintet.domain.shared.StoreName;
import java.util.Comparator;
import java.util.List;

/**
 * What a store is, whether it answers or not.
 *
 * @param figures that it gives of itself, in the order in which they are shown
 */
public record StoreDeclaration(StoreName name, Loss loss, List<Figure> figures) {

  /** In the order in which a person reads them. */
  public static final Comparator<StoreDeclaration> MOST_MISSED_FIRST =
      Comparator.comparing(StoreDeclaration::loss).thenComparing(store -> store.name().word());

  /** What happens to calls while the store is away, the worst first. */
  public enum Loss {
    /** None is served: without this store nobody is known. */
    STOPS_ALL_CALLS,
    /** Those that need it fail, and the service is not ready; the others go on. */
    STOPS_SOME_CALLS,
    /** All are served. */
    SLOWS_CALLS
  }

  public StoreDeclaration {
    figures = List.copyOf(figures);
    if (figures.stream().map(Figure::key).distinct().count() < figures.size()) {
      throw new IllegalArgumentException(name + " declares a figure twice");
    }
  }
}
