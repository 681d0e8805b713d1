package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.DecisionLogContract.decision;
import static dev.quintet.adapters.out.contract.DecisionLogContract.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.decisions.Decision;
import dev.quintet.domain.decisions.DecisionFilter;
import dev.quintet.domain.decisions.DecisionIndex;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link DecisionIndex} does. */
public interface DecisionIndexContract extends PagingContract {

  UserId ANN = new UserId("ann");
  Instant AT = UsersContract.AT;

  DecisionIndex index();

  static RecordedDecision recorded(String id, @Nullable UserId user, int second) {
    return new RecordedDecision(decision(id, user, second), Tier.PRO, AT, Outcome.NONE);
  }

  private void put(TenantId tenant, RecordedDecision... decisions) {
    index().put(tenant, List.of(decisions), Fresh.deadline());
  }

  private List<RecordedDecision> list(Viewer viewer, DecisionFilter filter) {
    return index().list(viewer, filter, null, 100, Fresh.deadline()).items();
  }

  private static List<DecisionFilter> filters() {
    return List.of(
        DecisionFilter.ALL.of(ANN),
        new DecisionFilter(null, "trend", null, null, null, null, null, null),
        new DecisionFilter(null, null, DecisionLogContract.EURUSD, null, null, null, null, null),
        new DecisionFilter(null, null, null, Decision.Type.BUY, null, null, null, null),
        new DecisionFilter(null, null, null, null, Outcome.Result.PENDING, null, null, null),
        new DecisionFilter(null, null, null, null, null, "m 1.2", null, null),
        new DecisionFilter(null, null, null, null, null, null, AT, null),
        new DecisionFilter(null, null, null, null, null, null, null, AT.plusSeconds(3)));
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      TenantId tenant = Fresh.tenant();
      put(
          tenant,
          recorded("b", ANN, 1),
          recorded("a", ANN, 1),
          recorded("c", ANN, 0),
          recorded("D", ANN, 1),
          recorded("e", ANN, 2));
      List<DecisionFilter> all = new ArrayList<>(filters());
      all.add(DecisionFilter.ALL);
      for (DecisionFilter filter : all) {
        listings.add(
            (after, limit) ->
                index().list(Viewer.of(tenant), filter, after, limit, Fresh.deadline()));
      }
      listings.add(
          (after, limit) ->
              index()
                  .list(
                      new Viewer(tenant, ANN), DecisionFilter.ALL, after, limit, Fresh.deadline()));
    }
    return listings;
  }

  @Test
  default void decisionsAreThereOnceAsTheyWerePut() {
    TenantId tenant = Fresh.tenant();
    RecordedDecision extreme =
        new RecordedDecision(
            DecisionLogContract.extreme().decision(), null, Instant.EPOCH, Outcome.NONE);
    RecordedDecision settled =
        recorded("b", ANN, 1)
            .with(
                new Outcome(
                    Outcome.MOST_VERSIONS,
                    Outcome.Result.LOSS,
                    new Money(new BigDecimal("-9999999999999999.9999"), UsersContract.EUR),
                    AT));
    put(tenant, extreme, recorded("a", null, 0), settled);
    put(tenant, settled, extreme);
    assertThat(list(Viewer.of(tenant), DecisionFilter.ALL))
        .containsExactly(extreme, recorded("a", null, 0), settled);
    assertThat(list(Viewer.of(Fresh.tenant()), DecisionFilter.ALL)).isEmpty();
    assertThat(list(new Viewer(tenant, ANN), DecisionFilter.ALL)).containsExactly(settled);
    assertThat(list(new Viewer(tenant, new UserId("bob")), DecisionFilter.ALL)).isEmpty();
  }

  @Test
  default void theOutcomeOfTheHighestVersionStaysWhateverOrderTheyComeIn() {
    TenantId tenant = Fresh.tenant();
    RecordedDecision decision = recorded("a", ANN, 1);
    RecordedDecision second = decision.with(outcome(2, "3.5"));
    put(tenant, second);
    put(tenant, decision.with(outcome(1, "-1")));
    put(tenant, decision);
    assertThat(list(Viewer.of(tenant), DecisionFilter.ALL)).containsExactly(second);
    RecordedDecision third =
        decision.with(new Outcome(3, Outcome.Result.PENDING, null, AT.plusSeconds(9)));
    put(tenant, third, second);
    assertThat(list(Viewer.of(tenant), DecisionFilter.ALL)).containsExactly(third);
    assertThat(
            list(
                Viewer.of(tenant),
                new DecisionFilter(
                    null, null, null, null, Outcome.Result.PROFITABLE, null, null, null)))
        .as("what does not count any more")
        .isEmpty();
  }

  @Test
  default void aFilterLetsThroughWhatItNames() {
    TenantId tenant = Fresh.tenant();
    Viewer viewer = Viewer.of(tenant);
    Decision other =
        new Decision(
            recorded("b", null, 5).id(),
            new UserId("bob"),
            "news",
            Decision.Type.SELL,
            new Symbol("DAX"),
            decision("b", null, 5).timeframe(),
            BigDecimal.ZERO,
            null,
            "",
            AT.minusSeconds(5));
    RecordedDecision one = recorded("a", ANN, 1);
    RecordedDecision two =
        new RecordedDecision(other, Tier.FREE, AT, outcome(1, "0"));
    put(tenant, one, two);
    for (DecisionFilter filter : filters().subList(0, 7)) {
      assertThat(list(viewer, filter)).as("%s", filter).containsExactly(one);
    }
    assertThat(
            list(viewer, new DecisionFilter(null, null, null, null, null, null, null, AT)))
        .containsExactly(two);
    assertThat(
            list(viewer, new DecisionFilter(null, null, null, null, null, "", null, null)))
        .as("of an unknown model")
        .containsExactly(two);
    assertThat(
            list(
                viewer,
                new DecisionFilter(
                    null, null, null, null, Outcome.Result.BREAKEVEN, null, null, null)))
        .containsExactly(two);
  }
}
