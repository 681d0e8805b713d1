package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quintet.domain.patterns.EmbeddedPattern;
import dev.quintet.domain.patterns.Embedding;
import dev.quintet.domain.patterns.EmbeddingModel;
import dev.quintet.domain.patterns.Pattern.Outcome;
import dev.quintet.domain.patterns.PatternFilter;
import dev.quintet.domain.patterns.PatternId;
import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.patterns.PatternQuery.Diversity;
import dev.quintet.domain.patterns.PatternQuery;
import dev.quintet.domain.patterns.SimilarPattern;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link PatternIndex} does. */
public interface PatternIndexContract extends PatternSearchContract, PagingContract {

  static EmbeddingModel model(int dimension) {
    return new EmbeddingModel("test-" + dimension, dimension);
  }

  static Embedding embedding(float... values) {
    return new Embedding(model(values.length), values);
  }

  static PatternFixture pattern(String id) {
    return PatternFixture.of(id);
  }

  /** Directions on a quarter of a circle: the lower the number the nearer to the first. */
  static Embedding direction(int number) {
    double angle = Math.PI / 2 * number / 100;
    return embedding((float) Math.cos(angle), (float) Math.sin(angle));
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      TenantId tenant = Fresh.tenant();
      put(
          tenant,
          pattern("far").user(ANN).at(direction(50)),
          pattern("same-2").user(ANN).at(direction(20)),
          pattern("near").user(ANN).at(direction(1)),
          pattern("same-1").user(ANN).at(direction(20)),
          pattern("same-3").user(ANN).at(direction(20)));
      PatternQuery first = PatternQuery.of(direction(0));
      for (PatternQuery query :
          List.of(
              first,
              PatternQuery.of(direction(2)),
              first.atLeast(0.75),
              first.diverse(new Diversity(Diversity.By.SYMBOL, 10)),
              first.passing(new PatternFilter(EURUSD, null, null, null, null, null)))) {
        listings.add(
            (after, limit) ->
                index().search(Viewer.of(tenant), query, after, limit, Fresh.deadline()).page());
      }
      listings.add(
          (after, limit) ->
              index()
                  .search(new Viewer(tenant, ANN), first, after, limit, Fresh.deadline())
                  .page());
    }
    return listings;
  }

  @Test
  default void thePatternsComeBackAsTheyWerePutTheNearestFirst() {
    TenantId tenant = Fresh.tenant();
    EmbeddedPattern near = PatternFixture.least().at(direction(1));
    EmbeddedPattern far = PatternFixture.greatest().at(direction(99));
    put(tenant, far, near, pattern("middle").at(direction(50)));
    put(tenant, far);
    List<SimilarPattern> found = search(Viewer.of(tenant), PatternQuery.of(direction(0)));
    assertThat(found.stream().map(SimilarPattern::recorded))
        .containsExactly(near.recorded(), pattern("middle").recorded(), far.recorded());
    assertThat(found.get(1).distance()).isEqualTo(1 - Math.sqrt(0.5), within(NEAR));
    assertThat(found.get(1).certainty()).isEqualTo(0.5 + Math.sqrt(0.5) / 2, within(NEAR));
    assertThat(found).noneMatch(SimilarPattern::global);
  }

  @Test
  default void theLengthOfAnEmbeddingSaysNothing() {
    TenantId tenant = Fresh.tenant();
    put(
        tenant,
        pattern("huge").at(embedding(Float.MAX_VALUE, 0)),
        pattern("tiny").at(embedding(0, Float.MIN_VALUE)),
        pattern("opposite").at(embedding(-3, 0)));
    List<SimilarPattern> found =
        search(Viewer.of(tenant), PatternQuery.of(embedding(1e-30f, 0)));
    assertThat(found.stream().map(it -> it.recorded().pattern().id().value()))
        .containsExactly("huge", "tiny", "opposite");
    assertThat(found.get(0).distance()).isEqualTo(0, within(NEAR));
    assertThat(found.get(1).distance()).isEqualTo(1, within(NEAR));
    assertThat(found.get(2).distance()).isEqualTo(2, within(NEAR));
  }

  @Test
  default void theHighestVersionStaysInWhateverOrderTheyCome() {
    TenantId tenant = Fresh.tenant();
    EmbeddedPattern first = pattern("a").at(direction(3));
    EmbeddedPattern second =
        pattern("a").version(2).outcome(Outcome.PROFITABLE).at(direction(3));
    PatternQuery pending =
        PatternQuery.of(direction(0))
            .passing(new PatternFilter(null, null, null, Outcome.PENDING, null, null));
    put(tenant, first);
    assertThat(ids(Viewer.of(tenant), pending)).containsExactly("a");
    put(tenant, second);
    put(tenant, first);
    put(tenant, second);
    assertThat(search(Viewer.of(tenant), PatternQuery.of(direction(0))))
        .extracting(SimilarPattern::recorded)
        .containsExactly(second.recorded());
    assertThat(ids(Viewer.of(tenant), pending)).isEmpty();
    assertThat(index().count(tenant, model(2), Fresh.deadline())).isEqualTo(1);
    TenantId other = Fresh.tenant();
    put(other, second, first);
    assertThat(ids(Viewer.of(other), pending)).isEmpty();
  }

  @Test
  default void eachModelHasItsOwn() {
    TenantId tenant = Fresh.tenant();
    EmbeddingModel twin = new EmbeddingModel("twin.of-it", 2);
    put(
        tenant,
        pattern("a").at(direction(1)),
        pattern("a").at(embedding(1, 2, 3)),
        pattern("b").at(new Embedding(twin, new float[] {1, 0})));
    assertThat(ids(tenant)).containsExactly("a");
    assertThat(ids(Viewer.of(tenant), PatternQuery.of(embedding(3, 2, 1)))).containsExactly("a");
    assertThat(ids(Viewer.of(tenant), PatternQuery.of(new Embedding(twin, new float[] {1, 1}))))
        .containsExactly("b");
    assertThat(index().count(tenant, twin, Fresh.deadline())).isEqualTo(1);
    EmbeddingModel unused = new EmbeddingModel("nobody_has_it", 5);
    assertThat(search(Viewer.of(tenant), PatternQuery.of(new Embedding(unused, new float[] {1, 0, 0, 0, 0}))))
        .isEmpty();
    assertThat(index().count(tenant, unused, Fresh.deadline())).isZero();
  }

  @Test
  default void nobodySeesAnotherTenantsOrUsers() {
    TenantId tenant = Fresh.tenant();
    TenantId other = Fresh.tenant();
    put(
        tenant,
        pattern("common").at(direction(1)),
        pattern("anns").user(ANN).at(direction(2)),
        pattern("bobs").user(BOB).at(direction(3)));
    put(other, pattern("common").version(7).user(ANN).at(direction(1)));
    PatternQuery all = PatternQuery.of(direction(0));
    assertThat(ids(Viewer.of(tenant), all)).containsExactly("common", "anns", "bobs");
    assertThat(ids(new Viewer(tenant, ANN), all)).containsExactly("anns");
    assertThat(ids(new Viewer(tenant, new UserId("carl")), all)).isEmpty();
    assertThat(ids(Viewer.of(Fresh.tenant()), all)).isEmpty();
    assertThat(ids(new Viewer(other, BOB), all)).isEmpty();
    assertThat(index().count(other, model(2), Fresh.deadline())).isEqualTo(1);
    assertThat(index().count(Fresh.tenant(), model(2), Fresh.deadline())).isZero();
  }

  @Test
  default void thePatternsOfThePlatformAreSeenByAll() {
    TenantId tenant = Fresh.tenant();
    String id = "global-" + Fresh.unique();
    EmbeddingModel model = new EmbeddingModel("g" + Fresh.unique().substring(0, 8), 2);
    Embedding here = new Embedding(model, new float[] {1, 0.5f});
    put(PatternIndex.GLOBAL, pattern(id).at(here));
    put(tenant, pattern("own").user(ANN).at(new Embedding(model, new float[] {1, 0.4f})));
    for (Viewer viewer : List.of(Viewer.of(tenant), new Viewer(tenant, ANN))) {
      List<SimilarPattern> found = search(viewer, PatternQuery.of(here).counted());
      assertThat(found.stream().map(it -> it.recorded().pattern().id().value()))
          .containsExactly(id, "own");
      assertThat(found.stream().map(SimilarPattern::global)).containsExactly(true, false);
    }
    assertThat(ids(Viewer.of(Fresh.tenant()), PatternQuery.of(here))).containsExactly(id);
    assertThat(index().count(tenant, model, Fresh.deadline())).isEqualTo(1);
    assertThat(total(tenant, PatternQuery.of(here))).isEqualTo(2);
    index().remove(PatternIndex.GLOBAL, Set.of(new PatternId(id)), Fresh.deadline());
    assertThat(ids(Viewer.of(tenant), PatternQuery.of(here))).containsExactly("own");
  }

  @Test
  default void whatIsRemovedIsGoneUntilItIsPutAgain() {
    TenantId tenant = Fresh.tenant();
    TenantId other = Fresh.tenant();
    EmbeddedPattern gone = pattern("gone").version(3).at(direction(1));
    put(tenant, gone, pattern("gone").at(embedding(1, 2, 3)), pattern("stays").at(direction(2)));
    put(other, gone);
    Set<PatternId> removed = Set.of(new PatternId("gone"), new PatternId("unknown"));
    index().remove(tenant, removed, Fresh.deadline());
    index().remove(tenant, removed, Fresh.deadline());
    index().remove(Fresh.tenant(), removed, Fresh.deadline());
    assertThat(ids(tenant)).containsExactly("stays");
    assertThat(ids(Viewer.of(tenant), PatternQuery.of(embedding(1, 2, 3)))).isEmpty();
    assertThat(ids(other)).containsExactly("gone");
    put(tenant, pattern("gone").at(direction(1)));
    assertThat(ids(tenant)).containsExactly("gone", "stays");
  }

  @Test
  default void nothingIsPutAndRemoved() {
    TenantId tenant = Fresh.tenant();
    put(tenant);
    index().remove(tenant, Set.of(), Fresh.deadline());
    assertThat(ids(tenant)).isEmpty();
  }

  @Test
  default void aCallThatComesTooLateDoesNothing() {
    TenantId tenant = Fresh.tenant();
    EmbeddedPattern late = pattern("late").at(direction(1));
    assertProblem(
        Problem.Unavailable.class, () -> index().put(tenant, List.of(late), Fresh.expired()));
    assertThat(ids(tenant)).isEmpty();
  }
}
