package dev.quintet.application.marketdata;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.marketdata.Setting.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Read;
import dev.quintet.adapters.out.memory.MemoryBarStore;
import dev.quintet.adapters.out.memory.MemoryMarketSessionStore;
import dev.quintet.domain.marketdata.Coverage;
import dev.quintet.domain.marketdata.Hole;
import dev.quintet.domain.marketdata.MarketSessions.Rule;
import dev.quintet.domain.marketdata.MarketSessions;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CoverageReadingTest {

  private final Setting setting = new Setting();
  private final MemoryBarStore bars = new MemoryBarStore(setting.ticks.ticks);
  private final MemoryMarketSessionStore sessions = new MemoryMarketSessionStore();
  private final TenantId acme = setting.tenant();

  @BeforeEach
  void saySessions() {
    sessions.put(
        acme,
        new MarketSessions(
            List.of(),
            List.of(
                new Rule("EURUSD", null, "forex"),
                new Rule("GBPUSD", null, "forex"),
                new Rule("XAUUSD", null, "metals"),
                new Rule("BTC*", null, "crypto"),
                new Rule("AAPL", null, "us-equities"))),
        Fresh.deadline());
  }

  private void trades(String symbol, String source, String... times) {
    Batch batch = Batch.trades(source);
    for (String time : times) {
      batch.trade(symbol, Instant.parse(time), "1", "1");
    }
    setting.ticks.append(List.of(batch.of(acme, NOW)), Fresh.deadline());
  }

  /** A trade in each minute of the range. */
  private void everyMinute(String symbol, TimeRange range) {
    Batch batch = Batch.trades("cme");
    for (Instant time = range.from(); time.isBefore(range.to()); time = time.plusSeconds(60)) {
      batch.trade(symbol, time, "1", "1");
    }
    setting.ticks.append(List.of(batch.of(acme, NOW)), Fresh.deadline());
  }

  private Coverage coverage(
      Instant now, String symbol, @Nullable String source, TimeRange range, int minMinutes) {
    return new CoverageReading(
            bars,
            setting.ticks,
            sessions,
            setting.reads,
            setting.access,
            Clock.fixed(now, ZoneOffset.UTC))
        .coverage(
            Setting.principal(Role.READER, acme),
            new Symbol(symbol),
            source == null ? null : new Source(source),
            range,
            minMinutes,
            Fresh.deadline());
  }

  private List<String> holes(String symbol, TimeRange range) {
    return coverage(NOW, symbol, null, range, 1).holes().stream()
        .map(hole -> hole.from() + " " + hole.to() + " " + hole.reason())
        .toList();
  }

  @Test
  void aQuietMinuteBetweenTicksHadNoTicks() {
    trades("EURUSD", "cme", "2024-05-08T09:30:10Z", "2024-05-08T09:32:59Z");
    TimeRange range = Read.range("2024-05-08T09:30:00Z", "2024-05-08T09:33:00Z");
    assertThat(holes("EURUSD", range))
        .containsExactly("2024-05-08T09:31:00Z 2024-05-08T09:32:00Z NO_TICKS");
    assertThat(coverage(NOW, "EURUSD", null, range, 1).coveredMinutes()).isEqualTo(2);
  }

  @Test
  void beforeTheFirstAndAfterTheLastTickNothingWasReceived() {
    trades("EURUSD", "cme", "2024-05-08T09:30:10Z", "2024-05-08T09:31:59Z");
    assertThat(holes("EURUSD", Read.range("2024-05-08T09:28:00Z", "2024-05-08T09:34:00Z")))
        .containsExactly(
            "2024-05-08T09:28:00Z 2024-05-08T09:30:00Z NEVER_RECEIVED",
            "2024-05-08T09:32:00Z 2024-05-08T09:34:00Z NEVER_RECEIVED");
  }

  @Test
  void anOpenMarketIsNeverQuietForLong() {
    trades("EURUSD", "cme", "2024-05-08T09:00:00Z", "2024-05-08T10:01:00Z");
    TimeRange range = Read.range("2024-05-08T09:00:00Z", "2024-05-08T10:02:00Z");
    assertThat(holes("EURUSD", range))
        .containsExactly("2024-05-08T09:01:00Z 2024-05-08T10:01:00Z NO_TICKS");
    trades("GBPUSD", "cme", "2024-05-08T09:00:00Z", "2024-05-08T10:02:00Z");
    assertThat(holes("GBPUSD", Read.range("2024-05-08T09:00:00Z", "2024-05-08T10:03:00Z")))
        .containsExactly("2024-05-08T09:01:00Z 2024-05-08T10:02:00Z NEVER_RECEIVED");
    trades("BTC/USDT", "cme", "2024-05-08T09:00:00Z", "2024-05-09T09:01:00Z");
    assertThat(holes("BTC/USDT", Read.range("2024-05-08T09:00:00Z", "2024-05-09T09:02:00Z")))
        .containsExactly("2024-05-08T09:01:00Z 2024-05-09T09:01:00Z NO_TICKS");
  }

  @Test
  void aWeekendIsCutOutOfTheHoleAroundIt() {
    trades("EURUSD", "cme", "2024-05-10T20:49:59Z", "2024-05-12T21:10:00Z");
    assertThat(holes("EURUSD", Read.range("2024-05-10T20:49:00Z", "2024-05-12T21:11:00Z")))
        .containsExactly(
            "2024-05-10T20:50:00Z 2024-05-10T21:00:00Z NO_TICKS",
            "2024-05-10T21:00:00Z 2024-05-12T21:00:00Z MARKET_CLOSED",
            "2024-05-12T21:00:00Z 2024-05-12T21:10:00Z NO_TICKS");
  }

  @Test
  void inWinterTheForexWeekEndsAnHourLater() {
    assertThat(holes("EURUSD", Read.range("2024-01-12T21:00:00Z", "2024-01-14T23:00:00Z")))
        .containsExactly(
            "2024-01-12T21:00:00Z 2024-01-12T22:00:00Z NEVER_RECEIVED",
            "2024-01-12T22:00:00Z 2024-01-14T22:00:00Z MARKET_CLOSED",
            "2024-01-14T22:00:00Z 2024-01-14T23:00:00Z NEVER_RECEIVED");
  }

  @Test
  void metalsPauseEveryDay() {
    assertThat(holes("XAUUSD", Read.range("2024-05-08T20:30:00Z", "2024-05-08T22:30:00Z")))
        .containsExactly(
            "2024-05-08T20:30:00Z 2024-05-08T21:00:00Z NEVER_RECEIVED",
            "2024-05-08T21:00:00Z 2024-05-08T22:00:00Z MARKET_CLOSED",
            "2024-05-08T22:00:00Z 2024-05-08T22:30:00Z NEVER_RECEIVED");
  }

  @Test
  void holidaysAndEarlyClosesAreKnown() {
    assertThat(holes("AAPL", Read.range("2024-07-03T16:30:00Z", "2024-07-05T14:00:00Z")))
        .containsExactly(
            "2024-07-03T16:30:00Z 2024-07-03T17:00:00Z NEVER_RECEIVED",
            "2024-07-03T17:00:00Z 2024-07-05T13:30:00Z MARKET_CLOSED",
            "2024-07-05T13:30:00Z 2024-07-05T14:00:00Z NEVER_RECEIVED");
    assertThat(holes("EURUSD", Read.range("2023-12-24T21:00:00Z", "2023-12-25T22:30:00Z")))
        .containsExactly(
            "2023-12-24T21:00:00Z 2023-12-24T22:00:00Z MARKET_CLOSED",
            "2023-12-24T22:00:00Z 2023-12-25T22:00:00Z SESSION_UNKNOWN",
            "2023-12-25T22:00:00Z 2023-12-25T22:30:00Z NEVER_RECEIVED");
  }

  /** Nothing is told from letters: these are futures, a share, and a suffix of a broker. */
  @Test
  void whatNobodyHasSaidIsNotGuessed() {
    for (String symbol : List.of("EURUSD.R", "ESH4", "MSFT", "USDJPY")) {
      trades(symbol, "cme", "2024-05-10T20:49:59Z", "2024-05-12T21:10:00Z");
      assertThat(holes(symbol, Read.range("2024-05-10T20:49:00Z", "2024-05-12T21:11:00Z")))
          .containsExactly("2024-05-10T20:50:00Z 2024-05-12T21:10:00Z SESSION_UNKNOWN");
    }
  }

  @Test
  void ticksWhileTheMarketIsClosedCoverTheirMinutes() {
    trades("EURUSD", "cme", "2024-05-11T12:00:00Z");
    Coverage coverage =
        coverage(
            NOW, "EURUSD", null, Read.range("2024-05-11T11:59:00Z", "2024-05-11T12:02:00Z"), 1);
    assertThat(coverage.coveredMinutes()).isEqualTo(1);
    assertThat(coverage.holes())
        .extracting(Hole::reason)
        .containsExactly(Hole.Reason.MARKET_CLOSED, Hole.Reason.MARKET_CLOSED);
  }

  @Test
  void aSourceHasItsOwnCoverage() {
    trades("EURUSD", "cme", "2024-05-08T09:30:00Z", "2024-05-08T09:32:00Z");
    trades("EURUSD", "ice", "2024-05-08T09:31:00Z");
    TimeRange range = Read.range("2024-05-08T09:30:00Z", "2024-05-08T09:33:00Z");
    assertThat(holes("EURUSD", range)).isEmpty();
    assertThat(coverage(NOW, "EURUSD", "cme", range, 1).holes())
        .containsExactly(
            new Hole(
                Instant.parse("2024-05-08T09:31:00Z"),
                Instant.parse("2024-05-08T09:32:00Z"),
                Hole.Reason.NO_TICKS));
    assertThat(coverage(NOW, "EURUSD", "ice", range, 1).holes())
        .extracting(Hole::reason)
        .containsExactly(Hole.Reason.NEVER_RECEIVED, Hole.Reason.NEVER_RECEIVED);
  }

  @Test
  void shortHolesAreLeftOut() {
    trades(
        "EURUSD",
        "cme",
        "2024-05-08T09:30:00Z",
        "2024-05-08T09:32:00Z",
        "2024-05-08T09:35:00Z");
    TimeRange range = Read.range("2024-05-08T09:30:00Z", "2024-05-08T09:36:00Z");
    assertThat(coverage(NOW, "EURUSD", null, range, 2).holes())
        .extracting(Hole::from)
        .containsExactly(Instant.parse("2024-05-08T09:33:00Z"));
    assertThat(coverage(NOW, "EURUSD", null, range, 3).holes()).isEmpty();
  }

  @Test
  void whatIsAfterNowIsNoHole() {
    trades("EURUSD", "cme", "2024-05-08T09:30:00Z");
    TimeRange range = Read.range("2024-05-08T09:30:00Z", "2024-05-08T12:00:00Z");
    Instant now = Instant.parse("2024-05-08T09:33:30Z");
    assertThat(coverage(now, "EURUSD", null, range, 1).holes())
        .containsExactly(
            new Hole(
                Instant.parse("2024-05-08T09:31:00Z"), now, Hole.Reason.NEVER_RECEIVED));
    Instant before = Instant.parse("2024-05-08T09:00:00Z");
    assertThat(coverage(before, "EURUSD", null, range, 1))
        .isEqualTo(new Coverage(List.of(), 0));
  }

  @Test
  void holesAndCoveredMinutesMakeUpTheRange() {
    TimeRange covered = Read.range("2024-05-09T03:00:00Z", "2024-05-09T19:00:00Z");
    everyMinute("XAUUSD", covered);
    TimeRange range = Read.range("2024-05-06T00:00:00Z", "2024-05-20T00:00:00Z");
    Coverage coverage = coverage(NOW, "XAUUSD", null, range, 1);
    Duration quiet =
        coverage.holes().stream()
            .map(hole -> Duration.between(hole.from(), hole.to()))
            .reduce(Duration.ZERO, Duration::plus);
    assertThat(coverage.coveredMinutes()).isEqualTo(16 * 60);
    assertThat(quiet.plusMinutes(coverage.coveredMinutes())).isEqualTo(Duration.ofDays(14));
  }

  @Test
  void limitsAreNamed() {
    Instant from = Instant.parse("2024-01-01T00:00:00Z");
    TimeRange longest = new TimeRange(from, from.plus(Duration.ofDays(400)));
    assertThat(coverage(NOW, "BTC/USDT", null, longest, 1).holes()).hasSize(1);
    TimeRange longer = new TimeRange(from, longest.to().plusNanos(1));
    assertProblem(
        new Problem.Invalid("to", "must be within 400 days of from"),
        () -> coverage(NOW, "EURUSD", null, longer, 1));
    assertProblem(Problem.Invalid.class, () -> coverage(NOW, "EURUSD", null, longest, 0));
  }

  @Test
  void anAnswerOfTooManyHolesIsRefused() {
    Holes holes =
        new Holes(
            null,
            new TimeRange(Instant.EPOCH, NOW),
            null,
            Duration.ofMinutes(1));
    for (long minute = 1; minute < 2L * Holes.MAX; minute += 2) {
      holes.minute(minute);
    }
    assertProblem(Problem.Invalid.class, holes::end);
  }

  @Test
  void onlyReadersGetIn() {
    TimeRange range = Read.range("2024-05-08T09:30:00Z", "2024-05-08T09:33:00Z");
    CoverageReading reading =
        new CoverageReading(
            bars, setting.ticks, sessions, setting.reads, setting.access, setting.clock);
    assertProblem(
        Problem.Denied.class,
        () ->
            reading.coverage(
                Setting.principal(Role.BILLING, acme),
                new Symbol("EURUSD"),
                null,
                range,
                1,
                Fresh.deadline()));
  }
}
