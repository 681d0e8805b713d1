package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.PatternIndexContract.direction;
import static dev.quintet.adapters.out.contract.PatternIndexContract.embedding;
import static dev.quintet.adapters.out.contract.PatternIndexContract.pattern;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.patterns.EmbeddedPattern;
import dev.quintet.domain.patterns.Embedding;
import dev.quintet.domain.patterns.Pattern.Outcome;
import dev.quintet.domain.patterns.PatternFilter;
import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.patterns.PatternQuery.Diversity;
import dev.quintet.domain.patterns.PatternQuery;
import dev.quintet.domain.patterns.SimilarPattern;
import dev.quintet.domain.patterns.SimilarPatterns;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How every {@link PatternIndex} searches. */
public interface PatternSearchContract {

  UserId ANN = new UserId("ann");
  UserId BOB = new UserId("bob");
  Symbol EURUSD = new Symbol("EURUSD");

  /** Single precision, as stores have it. */
  double NEAR = 1e-6;

  PatternIndex index();

  /** How much of the nearest it finds at least, of some hundred patterns. */
  default double recall() {
    return 1;
  }

  default void put(TenantId tenant, EmbeddedPattern... patterns) {
    index().put(tenant, List.of(patterns), Fresh.deadline());
  }

  default List<SimilarPattern> search(Viewer viewer, PatternQuery query) {
    return index().search(viewer, query, null, 100, Fresh.deadline()).page().items();
  }

  default List<String> ids(Viewer viewer, PatternQuery query) {
    return search(viewer, query).stream().map(it -> it.recorded().pattern().id().value()).toList();
  }

  default List<String> ids(TenantId tenant) {
    return ids(Viewer.of(tenant), PatternQuery.of(direction(0)));
  }

  default long total(TenantId tenant, PatternQuery query) {
    Long total =
        index().search(Viewer.of(tenant), query.counted(), null, 1, Fresh.deadline()).total();
    return total == null ? -1 : total;
  }

  @Test
  default void whatIsFoundIsWhatAnExactComputationFinds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TenantId tenant = Fresh.tenant();
    List<float[]> centers = Stream.generate(() -> vector(random, new float[24], 1)).limit(6).toList();
    List<EmbeddedPattern> all =
        IntStream.range(0, 400)
            .mapToObj(i -> pattern("p" + i).at(embedding(vector(random, centers.get(i % 6), 0.3))))
            .toList();
    index().put(tenant, all, Fresh.deadline());
    int hits = 0;
    for (int round = 0; round < 20; round++) {
      Embedding asked = embedding(vector(random, centers.get(round % 6), 0.4));
      double[] exact =
          all.stream().mapToDouble(it -> exactly(asked, it.embedding())).sorted().limit(10).toArray();
      double[] found =
          index()
              .search(Viewer.of(tenant), PatternQuery.of(asked), null, 10, Fresh.deadline())
              .page()
              .items()
              .stream()
              .mapToDouble(SimilarPattern::distance)
              .toArray();
      assertThat(found).hasSize(10).isSorted();
      for (double distance : found) {
        hits += distance <= exact[9] + NEAR ? 1 : 0;
      }
      assertThat(found[0]).isCloseTo(exact[0], within(recall() == 1 ? NEAR : 2));
    }
    assertThat(hits / 200.0).as("seed " + seed).isGreaterThanOrEqualTo(recall());
  }

  @Test
  default void aFilterLetsThroughWhatItNames() {
    TenantId tenant = Fresh.tenant();
    put(
        tenant,
        pattern("a").at(direction(1)),
        pattern("b").type("wedge").timeframe(Interval.DAY).at(direction(2)),
        pattern("c").symbol("DAX").outcome(Outcome.LOSS).seen(60).at(direction(3)));
    assertThat(filtered(tenant, new PatternFilter(EURUSD, null, null, null, null, null)))
        .containsExactly("a", "b");
    assertThat(filtered(tenant, new PatternFilter(null, "wedge", null, null, null, null)))
        .containsExactly("b");
    assertThat(filtered(tenant, new PatternFilter(null, null, Interval.HOUR, null, null, null)))
        .containsExactly("a", "c");
    assertThat(filtered(tenant, new PatternFilter(null, null, null, Outcome.LOSS, null, null)))
        .containsExactly("c");
    var from = PatternFixture.AT.plusSeconds(60);
    assertThat(filtered(tenant, new PatternFilter(null, null, null, null, from, null)))
        .containsExactly("c");
    assertThat(filtered(tenant, new PatternFilter(null, null, null, null, null, from)))
        .containsExactly("a", "b");
    assertThat(
            filtered(
                tenant,
                new PatternFilter(
                    new Symbol("DAX"), "double_top", Interval.HOUR, Outcome.LOSS, from, from.plusNanos(1000))))
        .containsExactly("c");
    assertThat(filtered(tenant, new PatternFilter(new Symbol("dax"), null, null, null, null, null)))
        .isEmpty();
    assertThat(filtered(tenant, new PatternFilter(null, "wedg", null, null, null, null))).isEmpty();
  }

  @Test
  default void whatIsNotCertainEnoughIsNotFound() {
    TenantId tenant = Fresh.tenant();
    put(
        tenant,
        pattern("same").at(embedding(2, 0)),
        pattern("right").at(embedding(0, 1)),
        pattern("opposite").at(embedding(-1, 0)));
    PatternQuery query = PatternQuery.of(embedding(1, 0));
    assertThat(ids(Viewer.of(tenant), query)).containsExactly("same", "right", "opposite");
    assertThat(ids(Viewer.of(tenant), query.atLeast(0.49))).containsExactly("same", "right");
    assertThat(ids(Viewer.of(tenant), query.atLeast(0.51))).containsExactly("same");
    assertThat(ids(Viewer.of(tenant), query.atLeast(1))).containsExactly("same");
    assertThat(total(tenant, query)).isEqualTo(3);
    assertThat(total(tenant, query.atLeast(0.49))).isEqualTo(2);
    assertThat(
            index().search(Viewer.of(tenant), query, null, 1, Fresh.deadline()).total())
        .isNull();
  }

  @Test
  default void ofEachSymbolOrDayThereAreAtMostSoMany() {
    TenantId tenant = Fresh.tenant();
    List<EmbeddedPattern> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      all.add(pattern("e%02d".formatted(i)).seen(86_400 * (i / 10)).at(direction(i)));
    }
    all.add(pattern("dax").symbol("DAX").seen(-86_400).at(direction(60)));
    index().put(tenant, all, Fresh.deadline());
    PatternQuery query = PatternQuery.of(direction(0));
    assertThat(ids(Viewer.of(tenant), query.diverse(new Diversity(Diversity.By.SYMBOL, 2))))
        .containsExactly("e00", "e01", "dax");
    PatternQuery daily = query.diverse(new Diversity(Diversity.By.DAY, 1));
    assertThat(ids(Viewer.of(tenant), daily)).containsExactly("e00", "e10", "e20", "dax");
    assertThat(total(tenant, daily)).isEqualTo(31);
    SimilarPatterns first = index().search(Viewer.of(tenant), daily, null, 2, Fresh.deadline());
    assertThat(
            index()
                .search(Viewer.of(tenant), daily, first.page().nextCursor(), 9, Fresh.deadline())
                .page()
                .items()
                .stream()
                .map(it -> it.recorded().pattern().id().value()))
        .containsExactly("e20", "dax");
  }

  @Test
  default void manyOfOneEmbeddingAreAllOnSomePage() {
    TenantId tenant = Fresh.tenant();
    Set<String> all = IntStream.range(0, 40).mapToObj(i -> "p" + i).collect(toSet());
    index()
        .put(
            tenant,
            all.stream().map(id -> pattern(id).at(direction(7))).toList(),
            Fresh.deadline());
    List<SimilarPattern> found =
        PagingContract.all(
            (after, limit) ->
                index()
                    .search(
                        Viewer.of(tenant),
                        PatternQuery.of(direction(7)),
                        after,
                        limit,
                        Fresh.deadline())
                    .page(),
            7);
    assertThat(found.stream().map(it -> it.recorded().pattern().id().value()))
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(found).isSortedAccordingTo(comparing(SimilarPattern::distance));
  }

  private static float[] vector(Random random, float[] center, double spread) {
    float[] vector = new float[center.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (center[i] + spread * random.nextGaussian());
    }
    return vector;
  }

  /** By decimals, from the definition of the cosine. */
  private static double exactly(Embedding one, Embedding other) {
    MathContext digits = MathContext.DECIMAL64;
    BigDecimal product = BigDecimal.ZERO;
    BigDecimal first = BigDecimal.ZERO;
    BigDecimal second = BigDecimal.ZERO;
    float[] a = one.values();
    float[] b = other.values();
    for (int i = 0; i < a.length; i++) {
      BigDecimal x = new BigDecimal(a[i]);
      BigDecimal y = new BigDecimal(b[i]);
      product = product.add(x.multiply(y), digits);
      first = first.add(x.multiply(x), digits);
      second = second.add(y.multiply(y), digits);
    }
    BigDecimal lengths = first.multiply(second).sqrt(digits);
    return BigDecimal.ONE.subtract(product.divide(lengths, digits)).doubleValue();
  }

  private List<String> filtered(TenantId tenant, PatternFilter filter) {
    PatternQuery query = PatternQuery.of(direction(0)).passing(filter);
    List<String> ids = ids(Viewer.of(tenant), query);
    assertThat(total(tenant, query)).isEqualTo(ids.size());
    return ids;
  }
}
