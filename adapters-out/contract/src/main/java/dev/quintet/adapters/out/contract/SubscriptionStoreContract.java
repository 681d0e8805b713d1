package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static dev.quintet.adapters.out.contract.Subscriptions.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.CycleLength;
import dev.quintet.domain.subscriptions.PlanId;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionId;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.subscriptions.SubscriptionState;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link SubscriptionStore} does. */
public interface SubscriptionStoreContract extends SubscriptionPaymentsContract, PagingContract {

  UserId ANN = new UserId("ann");

  private Subscriptions some() {
    return new Subscriptions(subscriptions());
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (TenantId tenant : List.of(newTenant(), newTenant())) {
      some().begin(tenant, null, ID);
      for (int i = 0; i < 4; i++) {
        SubscriptionId of = new SubscriptionId("u" + i);
        some().begin(tenant, ANN, of);
        some().ask(tenant, of, new SubscriptionRequest.Cancel(false), BEGIN);
        some().ask(tenant, ID, new SubscriptionRequest.Cancel(true), BEGIN);
        some().ask(tenant, ID, new SubscriptionRequest.Keep(), BEGIN);
      }
      listings.add((after, limit) -> subscriptions().list(tenant, null, after, limit, Fresh.deadline()));
      listings.add((after, limit) -> subscriptions().list(tenant, ANN, after, limit, Fresh.deadline()));
      listings.add((after, limit) -> subscriptions().history(tenant, ID, after, limit, Fresh.deadline()));
    }
    return listings;
  }

  @Test
  default void whatWasDecidedIsFoundWithItsHistory() {
    TenantId tenant = newTenant();
    List<SubscriptionChange> made =
        Subscriptions.beginning(tenant, ANN, ID, Subscriptions.atOnce()).apply(java.util.Optional.empty());
    some().begin(tenant, ANN, ID);
    assertThat(some().found(tenant, ID)).isEqualTo(made.getLast().after());
    assertThat(some().history(tenant, ID)).isEqualTo(made);
    some()
        .ask(
            tenant,
            ID,
            new SubscriptionRequest.ChangePlan(PlanId.FREE, CycleLength.YEARLY, true),
            BEGIN.plusSeconds(60));
    Subscription changed = some().found(tenant, ID);
    assertThat(changed.next())
        .isEqualTo(
            new Subscription.PlanChange(
                PlanId.FREE, CycleLength.YEARLY, Instant.parse("2026-02-28T00:00:00Z")));
    assertThat(some().history(tenant, ID)).hasSize(made.size() + 1).startsWith(made.toArray(SubscriptionChange[]::new));
    assertThat(some().history(tenant, ID).getLast().after()).isEqualTo(changed);
  }

  @Test
  default void aWriteThatComesAgainDecidesNothing() {
    TenantId tenant = newTenant();
    some().begin(tenant, null, ID);
    Write pause = Subscriptions.write(tenant, "pause");
    List<SubscriptionState> decided = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      assertThat(
              subscriptions()
                  .change(
                      tenant,
                      pause,
                      ID,
                      before -> {
                        decided.add(before.orElseThrow().state());
                        return SubscriptionCourse.of(before.orElseThrow(), "test", BEGIN)
                            .ask(new SubscriptionRequest.Pause())
                            .changes();
                      },
                      Fresh.deadline())
                  .repeated())
          .isEqualTo(i > 0);
    }
    assertThat(decided).containsExactly(SubscriptionState.ACTIVE);
    assertThat(some().found(tenant, ID).state()).isEqualTo(SubscriptionState.PAUSED);
  }

  @Test
  default void whatADecisionThrowsPassesThroughAndNothingIsRecorded() {
    TenantId tenant = newTenant();
    some().begin(tenant, null, ID);
    List<SubscriptionChange> before = some().history(tenant, ID);
    Write resume = Subscriptions.write(tenant, "resume");
    for (int i = 0; i < 2; i++) {
      assertProblem(
          Problem.NotReady.class,
          () ->
              subscriptions()
                  .change(
                      tenant,
                      resume,
                      ID,
                      it ->
                          SubscriptionCourse.of(it.orElseThrow(), "test", BEGIN)
                              .ask(new SubscriptionRequest.Resume())
                              .changes(),
                      Fresh.deadline()));
    }
    assertThat(some().history(tenant, ID)).isEqualTo(before);
  }

  @Test
  default void anOwnerHasOneSubscriptionThatIsNotOver() {
    TenantId tenant = newTenant();
    some().begin(tenant, null, ID);
    some().begin(tenant, ANN, new SubscriptionId("ann-1"));
    some().begin(tenant, new UserId("bob"), new SubscriptionId("bob-1"));
    some().begin(newTenant(), null, ID);
    assertProblem(
        Problem.AlreadyExists.class, () -> some().begin(tenant, null, new SubscriptionId("s-2")));
    assertProblem(
        Problem.AlreadyExists.class, () -> some().begin(tenant, ANN, new SubscriptionId("ann-2")));
    some().ask(tenant, ID, new SubscriptionRequest.Cancel(false), BEGIN);
    some().begin(tenant, null, new SubscriptionId("s-2"));
    assertThat(some().found(tenant, ID).state()).isEqualTo(SubscriptionState.CANCELLED);
  }

  @Test
  default void ofThoseThatBeginAtTheSameTimeOneDoes() throws Exception {
    TenantId tenant = newTenant();
    List<Boolean> begun =
        Together.call(
            8,
            i ->
                () -> {
                  try {
                    some().begin(tenant, ANN, new SubscriptionId("s" + i));
                    return true;
                  } catch (ProblemException e) {
                    assertThat(e.problem()).isInstanceOf(Problem.AlreadyExists.class);
                    return false;
                  }
                });
    assertThat(begun).containsOnlyOnce(true);
  }

  @Test
  default void decisionsAboutOneSubscriptionComeOneAfterTheOther() throws Exception {
    TenantId tenant = newTenant();
    some().begin(tenant, null, ID);
    int before = some().found(tenant, ID).version();
    Together.call(
        8, i -> () -> some().ask(tenant, ID, new SubscriptionRequest.Cancel(true), BEGIN));
    assertThat(some().found(tenant, ID).version()).isEqualTo(before + 8);
    assertThat(some().history(tenant, ID))
        .extracting(it -> it.after().version())
        .containsExactly(java.util.stream.IntStream.rangeClosed(1, before + 8).boxed().toArray(Integer[]::new));
  }

  @Test
  default void whatIsDueIsFoundAndAdvancedOnce() throws Exception {
    TenantId tenant = newTenant();
    TenantId other = newTenant();
    some().begin(tenant, null, ID);
    some().begin(other, null, ID);
    some().begin(tenant, ANN, new SubscriptionId("over"));
    some().ask(tenant, new SubscriptionId("over"), new SubscriptionRequest.Cancel(false), BEGIN);
    Instant renewal = Instant.parse("2026-02-28T00:00:00Z");
    assertThat(
            subscriptions().due(Set.of(tenant), renewal.minusNanos(1_000), 10, Fresh.deadline()))
        .isEmpty();
    assertThat(subscriptions().due(Set.of(tenant), renewal, 10, Fresh.deadline()))
        .containsExactly(new SubscriptionStore.Due(tenant, ID, renewal));
    assertThat(subscriptions().due(Set.of(tenant, other), renewal, 10, Fresh.deadline())).hasSize(2);
    assertThat(subscriptions().due(Set.of(tenant, other), renewal, 1, Fresh.deadline())).hasSize(1);
    List<List<SubscriptionChange>> advanced =
        Together.call(
            4,
            i ->
                () ->
                    subscriptions()
                        .advance(
                            tenant,
                            ID,
                            it ->
                                SubscriptionCourse.of(it, "time", renewal.plus(Duration.ofDays(40)))
                                    .changes(),
                            Fresh.deadline()));
    assertThat(advanced.stream().flatMap(List::stream))
        .extracting(SubscriptionChange::at)
        .containsExactly(renewal, Instant.parse("2026-03-31T00:00:00Z"));
    assertThat(subscriptions().due(Set.of(tenant), renewal, 10, Fresh.deadline())).isEmpty();
  }

  @Test
  default void nothingIsAdvancedThatIsNotThere() {
    TenantId tenant = newTenant();
    some().begin(newTenant(), null, ID);
    assertThat(
            subscriptions()
                .advance(
                    tenant,
                    ID,
                    it -> {
                      throw new IllegalStateException("decided about " + it);
                    },
                    Fresh.deadline()))
        .isEmpty();
    assertThat(subscriptions().find(tenant, ID, Fresh.deadline())).isEmpty();
    assertThat(subscriptions().history(tenant, ID, null, 10, Fresh.deadline()).items()).isEmpty();
  }

  @Test
  default void anotherTenantsSubscriptionsAreNotSeen() {
    TenantId tenant = newTenant();
    some().begin(tenant, null, ID);
    TenantId other = newTenant();
    assertThat(subscriptions().find(other, ID, Fresh.deadline())).isEmpty();
    assertThat(subscriptions().list(other, null, null, 10, Fresh.deadline()).items()).isEmpty();
    assertThat(subscriptions().history(other, ID, null, 10, Fresh.deadline()).items()).isEmpty();
    assertThat(
            subscriptions().due(Set.of(other), Instant.parse("2100-01-01T00:00:00Z"), 9, Fresh.deadline()))
        .isEmpty();
  }

  @Test
  default void afterItsDeadlineNothingIsRecorded() {
    TenantId tenant = newTenant();
    assertUnavailable(
        () ->
            subscriptions()
                .change(
                    tenant,
                    Subscriptions.write(tenant, "1"),
                    ID,
                    Subscriptions.beginning(tenant, null, ID, Subscriptions.atOnce()),
                    Fresh.expired()),
        () -> subscriptions().advance(tenant, ID, it -> List.of(), Fresh.expired()),
        () -> subscriptions().find(tenant, ID, Fresh.expired()),
        () -> subscriptions().list(tenant, null, null, 1, Fresh.expired()),
        () -> subscriptions().history(tenant, ID, null, 1, Fresh.expired()),
        () -> subscriptions().due(Set.of(tenant), BEGIN, 1, Fresh.expired()));
    assertThat(subscriptions().find(tenant, ID, Fresh.deadline())).isEmpty();
  }
}
