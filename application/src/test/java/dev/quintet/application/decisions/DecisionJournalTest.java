package dev.quintet.application.decisions;

import static dev.quintet.application.trades.Setting.ACME;
import static dev.quintet.application.trades.Setting.ANN;
import static dev.quintet.application.trades.Setting.BOB;
import static dev.quintet.application.trades.Setting.NOW;
import static dev.quintet.application.trades.Setting.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.application.trades.Setting;
import dev.quintet.domain.decisions.Decision;
import dev.quintet.domain.decisions.DecisionChange;
import dev.quintet.domain.decisions.DecisionFilter;
import dev.quintet.domain.decisions.DecisionId;
import dev.quintet.domain.decisions.DecisionLog;
import dev.quintet.domain.decisions.Grounds;
import dev.quintet.domain.decisions.Outcome;
import dev.quintet.domain.decisions.StatedDecision;
import dev.quintet.domain.decisions.StatedOutcome;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.JsonText;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageSpan;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.UserId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DecisionJournalTest {

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Principal SERVICE = key(Role.SERVICE, null);
  private static final Principal FOR_ANN = key(Role.SERVICE, ANN);
  private static final Principal FOR_BOB = key(Role.SERVICE, BOB);

  private final Setting setting = new Setting(CLOCK);
  private final DecisionJournal journal = setting.get(DecisionJournal.class);
  private final OutcomeJournal outcomes = setting.get(OutcomeJournal.class);
  private final DecisionReading reading = setting.get(DecisionReading.class);

  /** Counts what is admitted, and refuses more than it has. */
  private static final class Counter implements UsageAdmission {
    private final long most;
    private long admitted;
    private long recorded;

    private Counter(long most) {
      this.most = most;
    }

    @Override
    public void admit(Subject subject, UsageType type, long count) {
      if (admitted + recorded + count > most) {
        throw new ProblemException(
            new Problem.LimitExceeded(type.word(), most, Duration.ZERO));
      }
      admitted += count;
    }

    @Override
    public void giveBack(Subject subject, UsageType type, long count) {
      admitted -= count;
    }

    @Override
    public void recorded(Subject subject, UsageType type, long count) {
      admitted -= count;
      recorded += count;
    }
  }

  private static StatedDecision stated(String id, @Nullable UserId user, String confidence) {
    return new StatedDecision(
        new Decision(
            new DecisionId(id),
            user,
            "trend",
            Decision.Type.BUY,
            new Symbol("DAX"),
            Interval.HOUR,
            new BigDecimal(confidence),
            null,
            "m1",
            NOW),
        new Grounds("because", null, null));
  }

  private static StatedOutcome outcome(String id, long version, String profit, Instant at) {
    return new StatedOutcome(
        new DecisionId(id),
        new Outcome(version, Outcome.Result.PROFITABLE, Money.parse("profit", profit, "EUR"), at));
  }

  private List<JournalEntry> record(Principal principal, StatedDecision... decisions) {
    return journal
        .record(principal, List.of(decisions), Awaiting.Wanted.NOTHING, Fresh.deadline())
        .answer();
  }

  private List<JournalEntry> settle(Principal principal, StatedOutcome... some) {
    return outcomes
        .settle(principal, List.of(some), Awaiting.Wanted.NOTHING, Fresh.deadline())
        .answer();
  }

  private long used() {
    return setting
        .port(UsageLedger.class)
        .used(
            List.of(new UsageSpan(ACME, null, LocalDate.EPOCH, LocalDate.of(2100, 1, 1))),
            Fresh.deadline())
        .getFirst()
        .getOrDefault(UsageType.AI_DECISIONS, 0L);
  }

  @Test
  void aDecisionIsRecordedAndCountedOnce() {
    assertThat(record(SERVICE, stated("1", null, "1"), stated("2", ANN, "1")))
        .allMatch(it -> it.refused() == null && !it.repeated());
    assertThat(record(SERVICE, stated("1", null, "1"), stated("3", null, "1")))
        .extracting(JournalEntry::repeated)
        .containsExactly(true, false);
    assertThat(used()).isEqualTo(3);
  }

  @Test
  void aConflictNamesTheFieldToWhoMayReadIt() {
    StatedDecision anns = stated("1", ANN, "1");
    record(SERVICE, anns);
    assertThat(record(SERVICE, stated("1", ANN, "0.5"), stated("2", null, "1")))
        .satisfiesExactly(
            it -> {
              assertThat(it.refused()).isEqualTo(new Problem.Conflict("decision", "1"));
              assertThat(it.field()).isEqualTo("confidence");
            },
            it -> assertThat(it.refused()).isNull());
    StatedDecision other =
        new StatedDecision(anns.decision(), new Grounds("because", new JsonText("{}"), null));
    assertThat(record(FOR_ANN, other)).extracting(JournalEntry::field).containsExactly("conditions");
    assertThat(record(FOR_BOB, stated("1", null, "1")))
        .as("what ann's says is nothing to bob")
        .containsExactly(
            new JournalEntry(false, new Problem.Conflict("decision", "1"), ""));
    assertThat(used()).isEqualTo(2);
  }

  @Test
  void aLimitRefusesTheWholeBlockAndWhatIsNotUsedIsGivenBack() {
    Counter counter = new Counter(3);
    DecisionJournal limited =
        new DecisionJournal(
            setting.get(Access.class),
            setting.port(DecisionLog.class),
            counter,
            setting.get(Deliveries.class),
            setting.get(Awaiting.class),
            CLOCK);
    List<StatedDecision> two = List.of(stated("1", null, "1"), stated("2", null, "1"));
    limited.record(SERVICE, two, Awaiting.Wanted.NOTHING, Fresh.deadline());
    assertThat(counter.recorded).isEqualTo(2);
    assertThatThrownBy(
            () -> limited.record(SERVICE, two, Awaiting.Wanted.NOTHING, Fresh.deadline()))
        .hasMessageContaining("ai_decisions");
    limited.record(SERVICE, two.subList(0, 1), Awaiting.Wanted.NOTHING, Fresh.deadline());
    assertThat(counter.recorded).isEqualTo(2);
    assertThat(counter.admitted).isZero();
  }

  @Test
  void aDecisionIsTheUsersWhomTheCallActsFor() {
    record(FOR_ANN, stated("1", null, "1"));
    assertThat(reading.get(SERVICE, new DecisionId("1"), Fresh.deadline()).recorded().decision().user())
        .isEqualTo(ANN);
    assertThatThrownBy(() -> record(FOR_ANN, stated("2", BOB, "1"))).hasMessageContaining("no user bob");
    assertThatThrownBy(() -> reading.get(FOR_BOB, new DecisionId("1"), Fresh.deadline()))
        .hasMessageContaining("no decision 1");
    assertThat(reading.get(FOR_ANN, new DecisionId("1"), Fresh.deadline()).grounds().reasoning())
        .isEqualTo("because");
  }

  @Test
  void anOutcomeOfAnothersDecisionIsAsOneOfNone() {
    record(SERVICE, stated("1", ANN, "1"), stated("2", BOB, "1"));
    List<JournalEntry> entries =
        settle(
            FOR_BOB,
            outcome("1", 1, "5", NOW),
            outcome("2", 1, "5", NOW),
            outcome("3", 1, "5", NOW),
            outcome("2", 2, "5", NOW.minusSeconds(1)));
    assertThat(entries)
        .extracting(JournalEntry::refused)
        .containsExactly(
            new Problem.NotFound("decision", "1"),
            null,
            new Problem.NotFound("decision", "3"),
            new Problem.Invalid("at", "is before the decision"));
    assertThat(entries.getLast().field()).isEqualTo("at");
    assertThat(settle(SERVICE, outcome("2", 1, "6", NOW), outcome("2", 3, "6", NOW)))
        .extracting(JournalEntry::refused)
        .containsExactly(new Problem.Conflict("decision_outcome", "2/1"), null);
    assertThat(
            reading.get(SERVICE, new DecisionId("2"), Fresh.deadline()).recorded().outcome().version())
        .isEqualTo(3);
  }

  @Test
  void whatIsRecordedIsAwaitedAndListed() {
    setting.get(Deliveries.class).begin();
    Awaiting.Wanted wanted = new Awaiting.Wanted(List.of(), Duration.ofSeconds(30));
    Awaiting.Awaited<List<JournalEntry>> recorded =
        journal.record(
            SERVICE,
            List.of(stated("1", ANN, "1"), stated("2", BOB, "1")),
            wanted,
            Fresh.deadline());
    assertThat(recorded.receipts())
        .hasSize(2)
        .allMatch(it -> it.settled(List.of("index")) && it.legs().size() == 2);
    assertThat(
            outcomes
                .settle(SERVICE, List.of(outcome("1", 4, "5", NOW)), wanted, Fresh.deadline())
                .receipts())
        .extracting(it -> it.operation())
        .containsExactly(DecisionChange.operation(new DecisionId("1"), 4));
    assertThat(
            reading
                .list(
                    FOR_ANN,
                    DecisionFilter.ALL,
                    DecisionChange.operation(new DecisionId("1")),
                    null,
                    10,
                    Fresh.deadline())
                .items())
        .singleElement()
        .satisfies(
            it ->
                assertThat(Objects.requireNonNull(it.outcome().profit()).plain()).isEqualTo("5.00"));
    assertThatThrownBy(
            () ->
                reading.list(
                    FOR_ANN, DecisionFilter.ALL.of(BOB), null, null, 10, Fresh.deadline()))
        .hasMessageContaining("no user bob");
    assertThatThrownBy(
            () ->
                reading.list(
                    FOR_ANN,
                    DecisionFilter.ALL,
                    DecisionChange.operation(new DecisionId("2")),
                    null,
                    10,
                    Fresh.deadline()))
        .hasMessageContaining("no operation");
  }

  @Test
  void whatMayNotBeSentIsRefusedBeforeAnythingIsRecorded() {
    assertThatThrownBy(() -> record(SERVICE)).hasMessageContaining("decisions: must be 1 to 1000");
    assertThatThrownBy(
            () ->
                record(
                    SERVICE,
                    Collections.nCopies(1_001, stated("1", null, "1")).toArray(StatedDecision[]::new)))
        .hasMessageContaining("decisions");
    Decision late = stated("1", null, "1").decision();
    Decision ahead =
        new Decision(
            late.id(),
            null,
            late.agent(),
            late.type(),
            late.symbol(),
            late.timeframe(),
            late.confidence(),
            null,
            late.model(),
            NOW.plus(Duration.ofDays(1)).plusMillis(1));
    assertThatThrownBy(
            () -> record(SERVICE, stated("2", null, "1"), new StatedDecision(ahead, Grounds.NONE)))
        .hasMessageContaining("decisions[1].at");
    assertThatThrownBy(() -> settle(SERVICE)).hasMessageContaining("outcomes");
    assertThatThrownBy(
            () -> settle(SERVICE, outcome("1", 1, "1", NOW.plus(Duration.ofDays(2)))))
        .hasMessageContaining("outcomes[0].at");
    assertThat(used()).isZero();
  }
}
