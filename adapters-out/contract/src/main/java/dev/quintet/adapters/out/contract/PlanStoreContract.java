package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.DefaultPlans;
import dev.quintet.domain.subscriptions.Limit;
import dev.quintet.domain.subscriptions.Plan;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.PlanStore;
import dev.quintet.domain.subscriptions.PriceVersion;
import dev.quintet.domain.subscriptions.UsagePrice;
import dev.quintet.domain.subscriptions.UsagePrice.Tier;
import dev.quintet.domain.subscriptions.UsagePrice.Tiering;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link PlanStore} does. */
public interface PlanStoreContract {

  PlanStore plans();

  private static PlanId newPlan() {
    return new PlanId("p" + Fresh.unique());
  }

  private static PriceVersion version(
      PlanId plan, int version, String from, @Nullable String existing, String price) {
    return new PriceVersion(
        plan,
        version,
        Instant.parse(from),
        existing == null ? null : Instant.parse(existing),
        Map.of(CycleLength.MONTHLY, Money.parse("price", price, "EUR")),
        Money.parse("minimum", "0", "EUR"),
        List.of(),
        List.of());
  }

  private PriceVersion add(PriceVersion version) {
    return plans().add("A plan", version, Fresh.deadline()).versions().get(version.version() - 1);
  }

  @Test
  default void threePlansAreThereFromTheBeginning() {
    assertThat(plans().list(Fresh.deadline())).containsAll(DefaultPlans.all());
  }

  @Test
  default void versionsAreAddedAndReadAsTheyWereAdded() {
    PlanId id = newPlan();
    PriceVersion first = version(id, 1, "2026-01-01T00:00:00.123456Z", null, "0.01");
    PriceVersion second =
        version(id, 2, "2026-01-01T00:00:00.123457Z", "2027-01-01T00:00:00Z", "12.34");
    assertThat(add(first)).isEqualTo(first);
    assertThat(add(second)).isEqualTo(second);
    assertThat(plans().find(id, Fresh.deadline()))
        .contains(new Plan(id, "A plan", List.of(first, second)));
    assertThat(plans().list(Fresh.deadline())).isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
  }

  @Test
  default void theLeastAndTheMostThatAVersionSaysIsKept() {
    PlanId least = newPlan();
    PriceVersion nothing = version(least, 1, "1970-01-01T00:00:00Z", null, "0");
    assertThat(add(nothing)).isEqualTo(nothing);
    PlanId most = newPlan();
    List<Tier> tiers =
        List.of(
            new Tier(1, new BigDecimal("9999999.9999999999")),
            new Tier(Long.MAX_VALUE - 1, new BigDecimal("0.0000000001")),
            Tier.unbounded(BigDecimal.ZERO));
    PriceVersion everything =
        new PriceVersion(
            most,
            1,
            Instant.parse("2399-12-31T23:59:59.999999Z"),
            Instant.parse("2399-12-31T23:59:59.999999Z"),
            Map.of(
                CycleLength.MONTHLY, Money.parse("price", "9999999999999999", "JPY"),
                CycleLength.QUARTERLY, Money.parse("price", "1", "JPY"),
                CycleLength.YEARLY, Money.parse("price", "0", "JPY")),
            Money.parse("minimum", "9999999999999999", "JPY"),
            Arrays.stream(UsageType.values())
                .map(it -> new UsagePrice(it, Long.MAX_VALUE, true, Tiering.VOLUME, tiers))
                .toList(),
            Arrays.stream(Limit.Name.values())
                .map(it -> new Limit(it, it.ordinal() == 0 ? 0 : Long.MAX_VALUE, it.ordinal() < 3))
                .toList());
    assertThat(add(everything)).isEqualTo(everything);
    assertThat(plans().find(most, Fresh.deadline()).orElseThrow().versions())
        .containsExactly(everything);
  }

  @Test
  default void theSameVersionAgainChangesNothingAndAnotherContentIsRefused() {
    PlanId id = newPlan();
    PriceVersion first = version(id, 1, "2026-01-01T00:00:00Z", null, "10");
    PriceVersion second = version(id, 2, "2026-02-01T00:00:00Z", null, "11");
    add(first);
    add(second);
    assertThat(add(first)).isEqualTo(first);
    assertThat(add(second)).isEqualTo(second);
    assertProblem(
        Problem.AlreadyExists.class,
        () -> add(version(id, 1, "2026-01-01T00:00:00Z", null, "10.01")));
    assertProblem(
        Problem.AlreadyExists.class,
        () -> add(version(id, 2, "2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z", "11")));
    assertThat(plans().find(id, Fresh.deadline()).orElseThrow().versions())
        .containsExactly(first, second);
  }

  @Test
  default void whatDoesNotFollowTheLastVersionIsRefused() {
    PlanId id = newPlan();
    assertProblem(
        Problem.Invalid.class, () -> add(version(id, 2, "2026-01-01T00:00:00Z", null, "1")));
    PriceVersion first = add(version(id, 1, "2026-01-01T00:00:00Z", null, "1"));
    assertProblem(
        Problem.Invalid.class, () -> add(version(id, 3, "2026-02-01T00:00:00Z", null, "1")));
    assertProblem(
        Problem.Invalid.class, () -> add(version(id, 2, "2026-01-01T00:00:00Z", null, "1")));
    assertThat(plans().find(id, Fresh.deadline()).orElseThrow().versions()).containsExactly(first);
  }

  @Test
  default void ofThoseThatAddOneVersionAtTheSameTimeOneDoes() throws Exception {
    PlanId id = newPlan();
    add(version(id, 1, "2026-01-01T00:00:00Z", null, "1"));
    List<Boolean> added =
        Together.call(
            8,
            i ->
                () -> {
                  try {
                    add(version(id, 2, "2026-02-01T00:00:00Z", null, "1" + i));
                    return true;
                  } catch (ProblemException e) {
                    assertThat(e.problem()).isInstanceOf(Problem.AlreadyExists.class);
                    return false;
                  }
                });
    assertThat(added).containsOnlyOnce(true);
  }

  @Test
  default void afterItsDeadlineNoPlanIsAdded() {
    PlanId id = newPlan();
    assertUnavailable(
        () -> plans().list(Fresh.expired()),
        () ->
            plans()
                .add("A plan", version(id, 1, "2026-01-01T00:00:00Z", null, "1"), Fresh.expired()));
    assertThat(plans().find(id, Fresh.deadline())).isEmpty();
  }
}
