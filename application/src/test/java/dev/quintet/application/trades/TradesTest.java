package dev.quintet.application.trades;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.trades.Setting.ACME;
import static dev.quintet.application.trades.Setting.ANN;
import static dev.quintet.application.trades.Setting.ANNS;
import static dev.quintet.application.trades.Setting.BOB;
import static dev.quintet.application.trades.Setting.EUR;
import static dev.quintet.application.trades.Setting.NOW;
import static dev.quintet.application.trades.Setting.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.operations.Receipts;
import dev.quintet.application.users.TradingAccounts;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.Signal;
import dev.quintet.domain.trades.SignalChange;
import dev.quintet.domain.trades.SignalFilter;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TradesTest {

  private static final Position.Key DAX = new Position.Key(ANNS, new Symbol("DAX"), "");

  private final Setting setting = new Setting(Clock.fixed(NOW, ZoneOffset.UTC));
  private final TradeRecording recording = setting.get(TradeRecording.class);
  private final TradeReading reading = setting.get(TradeReading.class);

  private static Fill fill(String account, String id, Side side, String price, Instant at) {
    return new Fill(
        new TradeId(id),
        new AccountId(account),
        new Symbol("DAX"),
        side,
        BigDecimal.ONE,
        new BigDecimal(price),
        Costs.none(EUR),
        at,
        Fill.Origin.NONE);
  }

  private List<TradeRecording.Outcome> record(@Nullable UserId user, Fill... fills) {
    return recording.record(key(Role.SERVICE, user), List.of(fills), Fresh.deadline());
  }

  @Test
  void theStoresThatDeriveFillsHaveThemAndTheReceiptSaysSo() {
    Deliveries deliveries = setting.get(Deliveries.class);
    deliveries.begin();
    try {
      assertThat(
              record(
                  null,
                  fill("anns", "1", Side.BUY, "10", NOW),
                  fill("anns", "2", Side.SELL, "12", NOW)))
          .extracting(TradeRecording.Outcome::refused)
          .containsOnlyNulls();
      Receipt receipt =
          setting
              .get(Receipts.class)
              .await(
                  key(Role.SERVICE, ANN),
                  new OperationId("fill:2@anns"),
                  List.of(),
                  Awaiting.LONGEST,
                  Fresh.deadline());
      assertThat(receipt.settled(List.of())).isTrue();
      LocalDate day = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
      List<RecordedFill> recorded =
          reading
              .fills(key(Role.SERVICE, null), TradeFilter.ALL, null, 10, Fresh.deadline())
              .items();
      assertThat(
              setting.port(FillIndex.class)
                  .check(ACME, day, day.plusDays(1), Fresh.deadline()))
          .isEqualTo(DayCheck.byDay(recorded))
          .hasSize(1);
      assertThat(
              reading
                  .performance(
                      key(Role.READER, null),
                      TradeFilter.ALL,
                      Performance.Grouping.ACCOUNT,
                      null,
                      Fresh.deadline())
                  .rows()
                  .getFirst()
                  .net()
                  .plain())
          .isEqualTo("2.00");
    } finally {
      deliveries.close();
    }
  }

  private Optional<PositionReading.Found> indexed(@Nullable UserId user) {
    List<Optional<PositionReading.Found>> answers = new ArrayList<>();
    setting.get(PositionReading.class).indexed(key(Role.READER, user), DAX, answers::add);
    return answers.getFirst();
  }

  private PositionReading.Found find(@Nullable UserId user, @Nullable OperationId operation) {
    return setting
        .get(PositionReading.class)
        .find(key(Role.READER, user), DAX, operation, Fresh.deadline());
  }

  @Test
  void aPositionIsReadFromTheIndexOrFromTheRecordWhichGivesItToTheIndex() {
    assertProblem(new Problem.NotFound("position", "DAX"), () -> find(null, null));
    assertThat(record(null, fill("anns", "1", Side.BUY, "10", NOW)).getFirst().refused()).isNull();
    assertThat(indexed(null)).as("nothing is delivered").isEmpty();
    OperationId first = FillChange.operation(fill("anns", "1", Side.BUY, "10", NOW));
    assertThat(find(null, first).store()).isEqualTo("memory");
    assertThat(indexed(null)).as("a reader puts it there").isPresent();
    assertProblem(new Problem.NotFound("account", "anns"), () -> find(BOB, null));
    assertProblem(Problem.NotFound.class, () -> find(BOB, first));
    assertThat(indexed(BOB)).as("a user that is known by now").isEmpty();
    Deliveries deliveries = setting.get(Deliveries.class);
    deliveries.begin();
    try {
      Awaiting.Awaited<List<TradeRecording.Outcome>> written =
          recording.record(
              key(Role.SERVICE, ANN),
              List.of(fill("anns", "2", Side.BUY, "10", NOW)),
              new Awaiting.Wanted(List.of(), Awaiting.LONGEST),
              Fresh.deadline());
      Receipt receipt = written.receipts().getFirst();
      assertThat(receipt.settled(List.of())).isTrue();
      PositionReading.Found found = find(ANN, receipt.operation());
      assertThat(found.store()).isEqualTo("cache");
      assertThat(found.current().version()).isEqualTo(2);
      assertThat(found.current().position().quantity()).isEqualByComparingTo("2");
      assertThat(indexed(ANN)).contains(found);
      List<TradeEvent> events =
          List.of(
              new TradeEvent.Bust(new TradeId("b"), ANNS, new TradeId("2"), NOW),
              new TradeEvent.Dividend(
                  new TradeId("d"), ANNS, new Symbol("AEX"), BigDecimal.ONE, NOW),
              new TradeEvent.Bust(new TradeId("none"), ANNS, new TradeId("9"), NOW));
      Awaiting.Awaited<List<TradeRecording.Outcome>> recorded =
          recording.recordEvents(
              key(Role.SERVICE, ANN),
              events,
              new Awaiting.Wanted(List.of("cache"), Awaiting.LONGEST),
              Fresh.deadline());
      assertThat(recorded.receipts())
          .as("of what was recorded")
          .extracting(it -> it.operation().value(), it -> it.legs().size())
          .containsExactly(tuple("event:b@anns", 3), tuple("event:d@anns", 1));
      assertThat(recorded.receipts().getFirst().has("cache")).isTrue();
      assertThat(indexed(ANN).orElseThrow().current().position().quantity())
          .isEqualByComparingTo("1");
    } finally {
      deliveries.close();
    }
  }

  private static Signal signal(String id, Instant at) {
    return new Signal(
        new TradeId(id),
        null,
        new Symbol("DAX"),
        Interval.HOUR,
        Signal.Type.BUY,
        BigDecimal.ONE,
        BigDecimal.ONE,
        "grid",
        List.of("trend"),
        at);
  }

  private boolean recordSignal(@Nullable UserId user, Signal signal) {
    return setting
        .get(Signals.class)
        .record(
            key(Role.SERVICE, user), signal, Awaiting.Wanted.NOTHING, Fresh.deadline())
        .answer();
  }

  private Signal latest(@Nullable UserId user) {
    return setting
        .get(Signals.class)
        .latest(key(Role.READER, user), new Symbol("DAX"), null, Fresh.deadline())
        .recorded()
        .signal();
  }

  @Test
  void aSignalIsThatOfTheUserForWhomItIsSent() {
    Problem none = new Problem.NotFound("signal", "of DAX");
    assertProblem(none, () -> latest(null));
    assertThat(recordSignal(ANN, signal("1", NOW))).isFalse();
    assertThat(recordSignal(ANN, signal("1", NOW))).isTrue();
    assertThat(recordSignal(null, signal("2", NOW.minusSeconds(1)))).isFalse();
    assertThat(latest(ANN).user()).isEqualTo(ANN);
    assertThat(latest(null).id().value()).isEqualTo("1");
    assertProblem(none, () -> latest(BOB));
    assertProblem(Problem.Conflict.class, () -> recordSignal(BOB, signal("1", NOW)));
    assertProblem(
        Problem.Invalid.class, () -> recordSignal(ANN, signal("3", NOW.plusSeconds(86_401))));
    Deliveries deliveries = setting.get(Deliveries.class);
    deliveries.begin();
    try {
      OperationId first = SignalChange.operation(new TradeId("1"));
      assertThat(signals(ANN, first)).extracting(it -> it.signal().id().value()).containsExactly("1");
      assertProblem(Problem.NotFound.class, () -> signals(BOB, first));
      assertThat(signals(null, SignalChange.operation(new TradeId("2")))).isNotEmpty();
    } finally {
      deliveries.close();
    }
  }

  private List<RecordedSignal> signals(@Nullable UserId user, OperationId operation) {
    return setting
        .get(Signals.class)
        .list(
            key(Role.READER, user), SignalFilter.ALL, operation, null, 10, Fresh.deadline())
        .items();
  }

  @Test
  void equityIsAtTheClosesOfDays() {
    List<TradeRecording.Outcome> unused =
        record(
            null,
            fill("anns", "1", Side.BUY, "10", NOW),
            fill("anns", "2", Side.BUY, "20", NOW.plusSeconds(60)));
    setting.ticks.append(
        List.of(
            Batch.trades("feed")
                .trade("DAX", NOW, "11", "1")
                .trade("DAX", NOW.plusSeconds(600), "18", "1")
                .of(ACME, NOW)),
        Fresh.deadline());
    EquityReading equity = setting.get(EquityReading.class);
    LocalDate day = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    assertThat(
            equity
                .curve(
                    key(Role.READER, null),
                    ANNS,
                    day.minusDays(1),
                    day.plusDays(12),
                    dev.quintet.domain.marketdata.Side.TRADE,
                    Fresh.deadline())
                .days())
        .extracting(it -> it.unrealised().plain(), it -> it.unpriced().size())
        .startsWith(tuple("0.00", 0), tuple("6.00", 0), tuple("6.00", 0))
        .endsWith(tuple("6.00", 0), tuple("0.00", 1));
    assertProblem(
        new Problem.NotFound("account", "anns"),
        () ->
            equity.curve(
                key(Role.SERVICE, BOB),
                ANNS,
                day,
                day.plusDays(1),
                dev.quintet.domain.marketdata.Side.TRADE,
                Fresh.deadline()));
    assertProblem(
        new Problem.Invalid("to", "must be at most 1000 days after from"),
        () ->
            equity.curve(
                key(Role.READER, null),
                ANNS,
                day,
                day.plusDays(1_001),
                dev.quintet.domain.marketdata.Side.TRADE,
                Fresh.deadline()));
  }

  @Test
  void eachFillIsRecordedOrRefusedByItself() {
    List<TradeRecording.Outcome> outcomes =
        record(
            null,
            fill("anns", "1", Side.BUY, "10", NOW),
            fill("nobodys", "1", Side.BUY, "10", NOW),
            fill("anns", "1", Side.BUY, "10", NOW),
            fill("anns", "1", Side.BUY, "11", NOW),
            fill("anns", "2", Side.SELL, "12", NOW));
    assertThat(outcomes)
        .containsExactly(
            new TradeRecording.Outcome(false, null),
            new TradeRecording.Outcome(false, new Problem.NotFound("account", "nobodys")),
            new TradeRecording.Outcome(true, null),
            new TradeRecording.Outcome(false, new Problem.Conflict("fill", "anns/1")),
            new TradeRecording.Outcome(false, null));
  }

  @Test
  void aCallOfOneFaultyTimeOrSizeRecordsNothing() {
    Fill good = fill("anns", "1", Side.BUY, "10", NOW);
    for (Instant at : List.of(NOW.plusSeconds(86_401), Instant.EPOCH.minusSeconds(1))) {
      assertProblem(
          new Problem.Invalid("at", "must be from 1970 to a day ahead of now"),
          () -> record(null, good, fill("anns", "2", Side.BUY, "10", at)));
    }
    assertProblem(new Problem.Invalid("fills", "must be 1 to 500"), () -> record(null));
    Fill[] many = Collections.nCopies(501, good).toArray(Fill[]::new);
    assertProblem(new Problem.Invalid("fills", "must be 1 to 500"), () -> record(null, many));
    assertThat(fills(null, TradeFilter.ALL)).isZero();
  }

  private int fills(@Nullable UserId user, TradeFilter filter) {
    return reading.fills(key(Role.READER, user), filter, null, 10, Fresh.deadline()).items().size();
  }

  @Test
  void aUserReachesItsOwnAccountsOnly() {
    assertThat(record(ANN, fill("anns", "1", Side.BUY, "10", NOW)).getFirst().refused()).isNull();
    Problem missing = new Problem.NotFound("account", "anns");
    for (String price : List.of("10", "11")) {
      assertThat(record(BOB, fill("anns", "1", Side.BUY, price, NOW)).getFirst().refused())
          .as("nor does it learn of ids that are there")
          .isEqualTo(missing);
    }
    assertThat(fills(ANN, TradeFilter.ALL)).isEqualTo(1);
    assertThat(fills(BOB, TradeFilter.ALL)).isZero();
    assertProblem(missing, () -> fills(BOB, TradeFilter.ALL.of(ANNS)));
    assertProblem(
        new Problem.NotFound("user", "ann"), () -> fills(BOB, TradeFilter.ALL.of(ANN)));
    assertProblem(
        missing,
        () ->
            recording.set(
                key(Role.SERVICE, BOB), ANNS, PositionRules.STANDARD, Fresh.deadline()));
  }

  @Test
  void entriesOfFillsCannotBeMadeByCallers() {
    Money one = Money.parse("amount", "1", "EUR");
    AccountEntry.Change change =
        new AccountEntry.Change(
            "fill:1:fee", AccountEntry.Reason.DEPOSIT, one, Money.zero(EUR), "", NOW);
    assertProblem(
        new Problem.Invalid("entry_id", "begins like those of fills, events of trading and margins"),
        () ->
            setting
                .get(TradingAccounts.class)
                .append(key(Role.SERVICE, null), ANNS, change, Fresh.deadline()));
  }
}
