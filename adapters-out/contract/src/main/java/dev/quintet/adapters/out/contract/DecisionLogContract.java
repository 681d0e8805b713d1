package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.decisions.Decision;
import dev.quintet.domain.decisions.DecisionChange;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.DecisionLog;
import dev.quintet.domain.decisions.Grounds;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.decisions.RecordedDecision;
import dev.quintet.domain.decisions.StatedDecision;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link DecisionLog} does. */
public interface DecisionLogContract extends UsersContract {

  Symbol EURUSD = new Symbol("EURUSD");

  /** Of EURUSD, some seconds after {@link UsersContract#AT}. */
  static Decision decision(String id, @Nullable UserId user, int second) {
    return new Decision(
        new DecisionId(id),
        user,
        "trend",
        Decision.Type.BUY,
        EURUSD,
        Interval.of("15m"),
        new BigDecimal("0.75"),
        new BigDecimal("0.12345678"),
        "m 1.2",
        AT.plusSeconds(second));
  }

  /** Each value as small, or as large, as it may be. */
  static StatedDecision extreme() {
    return new StatedDecision(
        new Decision(
            new DecisionId("i".repeat(100)),
            new UserId("u".repeat(64)),
            "a".repeat(64),
            Decision.Type.HOLD,
            EURUSD,
            new Interval(4 * 604_800L),
            BigDecimal.ONE,
            null,
            "",
            Instant.EPOCH),
        new Grounds(
            "r\n".repeat(Grounds.LONGEST / 2),
            new JsonText("\"" + "c".repeat(JsonText.LONGEST - 2) + "\""),
            new JsonText("{ \"b\" : 1.50, \"a\" : [] }")));
  }

  static Outcome outcome(long version, String profit) {
    Money money = UsersContract.eur(profit);
    Outcome.Result result =
        money.isZero()
            ? Outcome.Result.BREAKEVEN
            : money.isNegative() ? Outcome.Result.LOSS : Outcome.Result.PROFITABLE;
    return new Outcome(version, result, money, AT.plusSeconds(version));
  }

  private DecisionLog log() {
    return port(DecisionLog.class);
  }

  private List<Answer> append(TenantId tenant, @Nullable UserId user, StatedDecision... some) {
    List<Write> writes =
        each(some, it -> UsersContract.write(tenant, user, "decision", it.id().value(), it));
    return log().append(tenant, List.of(some), Set.of("index"), writes, Fresh.deadline());
  }

  private List<Answer> settle(TenantId tenant, RecordedDecision... some) {
    List<Write> writes =
        each(
            some,
            it ->
                UsersContract.write(
                    tenant, null, "outcome", it.id() + "/" + it.outcome().version(), it.outcome()));
    return log().settle(tenant, List.of(some), Set.of("index"), writes, Fresh.deadline());
  }

  private Map<DecisionId, RecordedDecision> recorded(
      TenantId tenant, @Nullable UserId user, String... ids) {
    return log().recorded(tenant, user, each(ids, DecisionId::new), Fresh.deadline());
  }

  private RecordedDecision one(TenantId tenant, String id) {
    return recorded(tenant, null, id).values().iterator().next();
  }

  private Optional<Grounds> grounds(TenantId tenant, @Nullable UserId user, String id) {
    return log().grounds(tenant, user, new DecisionId(id), Fresh.deadline());
  }

  private static <S, T> List<T> each(S[] some, Function<S, T> of) {
    return Arrays.stream(some).map(of).toList();
  }

  private static StatedDecision stated(Decision decision) {
    return new StatedDecision(decision, Grounds.NONE);
  }

  private static boolean fresh(Answer answer) {
    return answer instanceof Answer.Recorded recorded && !recorded.repeated();
  }

  private static boolean repeated(Answer answer) {
    return answer instanceof Answer.Recorded recorded && recorded.repeated();
  }

  @Test
  default void eachOfABlockIsRecordedRepeatedOrInConflictByItself() {
    TenantId tenant = newTenant();
    StatedDecision first = stated(decision("1", null, 1));
    assertThat(append(tenant, null, first)).allMatch(DecisionLogContract::fresh);
    List<Answer> answers =
        append(
            tenant,
            null,
            first,
            stated(decision("2", null, 2)),
            stated(decision("1", null, 9)),
            stated(decision("3", null, 3)),
            stated(decision("3", null, 3)));
    assertThat(answers.get(0)).matches(DecisionLogContract::repeated);
    assertThat(answers.get(1)).matches(DecisionLogContract::fresh);
    assertThat(answers.get(2)).isEqualTo(new Answer.Conflict());
    assertThat(answers.get(3)).matches(DecisionLogContract::fresh);
    assertThat(answers.get(4)).matches(DecisionLogContract::repeated);
    assertThat(recorded(tenant, null, "1", "2", "3", "4")).hasSize(3);
    assertThat(one(tenant, "1").decision()).isEqualTo(first.decision());
    assertThat(append(newTenant(), null, first)).allMatch(DecisionLogContract::fresh);
  }

  @Test
  default void aDecisionAndItsGroundsAreReadByItsOwnerOnly() {
    TenantId tenant = newTenant();
    UserId ann = newUser(tenant);
    UserId bob = newUser(tenant);
    StatedDecision extreme = extreme();
    append(tenant, ann, new StatedDecision(decision("1", ann, 1), extreme.grounds()));
    append(tenant, null, extreme, stated(decision("2", null, 1)));
    assertThat(recorded(tenant, null, "1", "2", extreme.id().value())).hasSize(3);
    assertThat(recorded(tenant, ann, "1", "2", extreme.id().value()).keySet())
        .containsExactly(new DecisionId("1"));
    assertThat(recorded(tenant, bob, "1", "2")).isEmpty();
    assertThat(recorded(newTenant(), null, "1", "2")).isEmpty();
    assertThat(one(tenant, extreme.id().value()).decision()).isEqualTo(extreme.decision());
    assertThat(grounds(tenant, null, "1")).contains(extreme.grounds());
    assertThat(grounds(tenant, ann, "1")).contains(extreme.grounds());
    assertThat(grounds(tenant, bob, "1")).isEmpty();
    assertThat(grounds(tenant, ann, "2")).isEmpty();
    assertThat(grounds(newTenant(), null, "1")).isEmpty();
    assertThat(grounds(tenant, null, "2")).contains(Grounds.NONE);
  }

  @Test
  default void theTierIsThatOfTheUserThen() {
    TenantId tenant = newTenant();
    UserId ann = newUser(tenant);
    append(
        tenant,
        null,
        stated(decision("1", ann, 1)),
        stated(decision("2", null, 1)),
        stated(decision("3", UsersContract.freshUser(), 1)));
    assertThat(one(tenant, "1").tier()).isEqualTo(Tier.PRO);
    assertThat(one(tenant, "2").tier()).isNull();
    assertThat(one(tenant, "3").tier()).isNull();
  }

  @Test
  default void theOutcomeOfTheHighestVersionCountsWhateverOrderTheyComeIn() {
    TenantId tenant = newTenant();
    append(tenant, null, stated(decision("1", null, 1)), stated(decision("2", null, 1)));
    RecordedDecision first = one(tenant, "1");
    assertThat(first.outcome()).isEqualTo(Outcome.NONE);
    Outcome third = outcome(3, "-9999999999999999.9999");
    assertThat(settle(tenant, first.with(third), first.with(outcome(1, "0"))))
        .allMatch(DecisionLogContract::fresh);
    assertThat(one(tenant, "1").outcome()).isEqualTo(third);
    assertThat(settle(tenant, first.with(outcome(2, "0.0001")), first.with(third)))
        .satisfiesExactly(
            it -> assertThat(it).matches(DecisionLogContract::fresh),
            it -> assertThat(it).matches(DecisionLogContract::repeated));
    assertThat(settle(tenant, first.with(outcome(3, "1"))))
        .containsExactly(new Answer.Conflict());
    assertThat(one(tenant, "1")).isEqualTo(first.with(third));
    Outcome pending = new Outcome(Outcome.MOST_VERSIONS, Outcome.Result.PENDING, null, Instant.EPOCH);
    settle(tenant, first.with(pending));
    assertThat(one(tenant, "1").outcome()).isEqualTo(pending);
    assertThat(one(tenant, "2").outcome()).isEqualTo(Outcome.NONE);
  }

  @Test
  default void whatOtherStoresAreToHaveIsRecordedWithEach() {
    TenantId tenant = newTenant();
    UserId ann = newUser(tenant);
    append(tenant, ann, stated(decision("1", ann, 1)), stated(decision("2", ann, 2)));
    RecordedDecision first = one(tenant, "1");
    RecordedDecision settled = first.with(outcome(7, "1.5"));
    settle(tenant, settled);
    for (var operation :
        List.of(
            DecisionChange.operation(first.id()),
            DecisionChange.operation(new DecisionId("2")),
            DecisionChange.operation(first.id(), 7))) {
      Receipt receipt =
          port(ReceiptStore.class).find(tenant, ann, operation, Fresh.deadline()).orElseThrow();
      assertThat(receipt.settled(Set.of("index"))).isFalse();
      assertThat(receipt.legs()).hasSize(2);
    }
    List<RecordedDecision> given = new ArrayList<>();
    OutboxStore.Turn unused =
        port(OutboxStore.class)
            .deliver(
                new OutboxStore.Lane(tenant, "index"),
                Set.of(DecisionChange.KIND),
                10,
                rows -> {
                  rows.forEach(row -> given.add(DecisionChange.decision(row.change())));
                  return new Delivery(rows, List.of(), List.of(), null);
                },
                Fresh.deadline());
    assertThat(given).containsExactly(first, one(tenant, "2"), settled);
  }

  @Test
  default void aBlockMayHaveAThousand() {
    TenantId tenant = newTenant();
    StatedDecision[] many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> stated(decision("d" + i, null, i)))
            .toArray(StatedDecision[]::new);
    assertThat(append(tenant, null, many)).hasSize(1_000).allMatch(DecisionLogContract::fresh);
    assertThat(append(tenant, null, many)).allMatch(DecisionLogContract::repeated);
    assertThat(recorded(tenant, null, each(many, it -> it.id().value()).toArray(String[]::new)))
        .hasSize(1_000);
  }
}
