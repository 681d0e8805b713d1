package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Effect;
import dev.quintet.domain.writes.ProcessId;
import dev.quintet.domain.writes.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.quintet.domain.writes.Once} does when an effect fails that may be there. */
interface UnfinishedWritesContract extends WritesContract {

  String OPERATION = "write notes";

  UsageLedger usage();

  /** A store that keeps some of what it is given, and does not say so. */
  final class Forgetful implements Effect {
    final List<Write> given;
    final Set<Write> stored = new HashSet<>();
    final List<List<Write>> asked = new ArrayList<>();
    RuntimeException failure = new IllegalStateException("no answer");
    boolean away;

    Forgetful(List<Write> given) {
      this.given = given;
    }

    Forgetful keeping(Write... some) {
      stored.addAll(List.of(some));
      return this;
    }

    @Override
    public void apply(int[] fresh) {
      throw failure;
    }

    @Override
    public Set<Write> applied(ProcessId process, List<Write> unfinished, Deadline deadline) {
      if (away) {
        throw new ProblemException(new Problem.Unavailable(new StoreName("store", "store.ask")));
      }
      asked.add(unfinished);
      Set<Write> found = new HashSet<>(unfinished);
      found.retainAll(stored);
      return found;
    }
  }

  private static List<Write> writes(TenantId tenant, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Write(
                    Fresh.subject(tenant),
                    "note",
                    Fresh.unique(),
                    "0".repeat(64),
                    OnceContract.TAKEN.plusSeconds(i),
                    "1",
                    new Write.Usage(UsageType.TICKS_PROCESSED, 10)))
        .toList();
  }

  private Forgetful unfinished(Forgetful effect) {
    assertThatThrownBy(() -> record(effect.given, effect)).isSameAs(effect.failure);
    return effect;
  }

  private int settle(TenantId tenant, Effect effect) {
    return once().settle(Set.of(tenant), Map.of(OPERATION, effect), Fresh.deadline());
  }

  private long metered(TenantId tenant) {
    Instant now = Instant.now();
    UsageQuery query =
        new UsageQuery(
            tenant,
            null,
            null,
            null,
            now.minus(Duration.ofDays(1)),
            now.plus(Duration.ofDays(1)),
            Set.of());
    return usage().totals(query, null, 100, Fresh.deadline()).page().items().stream()
        .mapToLong(UsageTotal::count)
        .sum();
  }

  @Test
  default void whatHasItsEffectIsRecordedAndMeteredAndTheRestForgotten() {
    TenantId tenant = newTenant();
    List<Write> given = writes(tenant, 3);
    Forgetful effect = unfinished(new Forgetful(given).keeping(given.get(0), given.get(2)));
    assertThat(metered(tenant)).isZero();

    assertThat(settle(tenant, effect)).isZero();

    assertThat(effect.asked).containsExactly(given);
    assertThat(metered(tenant)).isEqualTo(20);
    List<int[]> effects = new ArrayList<>();
    assertThat(record(given, effects::add))
        .extracting(answer -> ((Answer.Recorded) answer).repeated())
        .containsExactly(true, false, true);
    assertThat(effects).containsExactly(new int[] {1});
    assertThat(metered(tenant)).isEqualTo(30);
    assertThat(settle(tenant, effect)).isZero();
    assertThat(effect.asked).hasSize(1);
  }

  @Test
  default void aKeyThatIsUnfinishedIsSettledBeforeItIsWrittenAgain() {
    TenantId tenant = newTenant();
    List<Write> given = writes(tenant, 2);
    Forgetful effect = unfinished(new Forgetful(given).keeping(given.get(0)));

    List<Answer> again = record(List.of(given.get(0)), effect);

    assertThat(again)
        .containsExactly(
            new Answer.Recorded(given.get(0).at(), given.get(0).outcome(), true));
    assertThat(metered(tenant)).isEqualTo(10);
  }

  @Test
  default void otherContentUnderAnUnfinishedKeyIsAConflictIfTheFirstIsThere() {
    TenantId tenant = newTenant();
    List<Write> given = writes(tenant, 2);
    Forgetful effect = unfinished(new Forgetful(given).keeping(given.get(0)));
    List<Write> others =
        given.stream()
            .map(
                it ->
                    new Write(
                        it.subject(), "note", it.id(), "f".repeat(64), it.at(), "1", it.usage()))
            .toList();
    List<int[]> effects = new ArrayList<>();
    Effect working =
        new Effect() {
          @Override
          public void apply(int[] fresh) {
            effects.add(fresh);
          }

          @Override
          public Set<Write> applied(ProcessId process, List<Write> some, Deadline deadline) {
            return effect.applied(process, some, deadline);
          }
        };

    assertThat(record(others, working))
        .containsExactly(new Answer.Conflict(), Answer.Recorded.fresh(others.get(1)));
    assertThat(effects).containsExactly(new int[] {1});
  }

  @Test
  default void whileNobodyCanSayWhetherItIsThereNothingIsDoneUnderItsKey() {
    TenantId tenant = newTenant();
    List<Write> given = writes(tenant, 1);
    Forgetful effect = unfinished(new Forgetful(given).keeping(given.get(0)));
    effect.away = true;

    assertUnavailable(() -> record(given, effect));
    assertThat(settle(tenant, effect)).isOne();
    assertThat(once().settle(Set.of(tenant), Map.of(), Fresh.deadline())).isOne();
    assertThat(once().settle(Set.of(newTenant()), Map.of(), Fresh.deadline())).isZero();

    effect.away = false;
    assertThat(settle(tenant, effect)).isZero();
    assertThat(metered(tenant)).isEqualTo(10);
  }

  @Test
  default void anEffectThatDidNothingLeavesNothing() {
    TenantId tenant = newTenant();
    List<Write> given = writes(tenant, 1);
    Forgetful effect = new Forgetful(given);
    Problem away = new Problem.Unavailable(new StoreName("store", "store.ask"));
    effect.failure = new ProblemException(away);

    assertProblem(away, () -> record(given, effect));

    assertThat(settle(tenant, effect)).isZero();
    assertThat(effect.asked).isEmpty();
  }
}
