package dev.quintet.application.marketdata;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.application.marketdata.Setting.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Read;
import dev.quintet.adapters.out.memory.MemoryBarStore;
import dev.quintet.domain.marketdata.Bar;
import dev.quintet.domain.marketdata.BarQuery;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Side;
import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TimeRange;
import dev.quintet.domain.marketdata.TradingDays;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BarReadingTest {

  private static final Symbol EURUSD = new Symbol("EURUSD");
  private static final TimeRange MORNING =
      Read.range("2024-05-08T09:30:00Z", "2024-05-08T09:36:00Z");

  private final Setting setting = new Setting();
  private final MemoryBarStore bars = new MemoryBarStore(setting.ticks.ticks);
  private final TenantId acme = setting.tenant();

  private static Instant at(String time) {
    return Instant.parse("2024-05-08T" + time + "Z");
  }

  /** Trades at 09:31, twice at 09:32 and at 09:34. */
  private void storeTrades() {
    setting.ticks.append(
        List.of(
            Batch.trades("cme")
                .trade("EURUSD", at("09:31:10"), "1", "1")
                .trade("EURUSD", at("09:32:10"), "3", "1")
                .trade("EURUSD", at("09:32:20"), "2", "1")
                .trade("EURUSD", at("09:34:10"), "4", "1")
                .of(acme, NOW)),
        Fresh.deadline());
  }

  private List<BarRow> read(Instant now, Fill fill, TimeRange range, @Nullable Instant knownAt) {
    List<BarRow> rows = new ArrayList<>();
    new BarReading(bars, setting.reads, setting.access, Clock.fixed(now, ZoneOffset.UTC))
        .bars(
            Setting.principal(Role.READER, acme),
            new BarQuery(EURUSD, null, Interval.MINUTE, Side.TRADE, range, knownAt),
            fill,
            rows::add,
            Fresh.deadline());
    return rows;
  }

  /** Start, close and flags of each bar. */
  private List<String> lines(Instant now, Fill fill, TimeRange range) {
    return read(now, fill, range, null).stream().map(BarReadingTest::line).toList();
  }

  private static String line(BarRow row) {
    Bar.Prices prices = row.bar().prices();
    return row.bar().start().toString().substring(14, 16)
        + (prices == null ? " -" : " " + prices.close().stripTrailingZeros().toPlainString())
        + (row.filled() ? " filled" : "")
        + (row.building() ? " building" : "");
  }

  @Test
  void withoutFillingThereAreOnlyBarsWithTicks() {
    storeTrades();
    assertThat(lines(NOW, Fill.NONE, MORNING)).containsExactly("31 1", "32 2", "34 4");
  }

  @Test
  void fillingWithThePreviousCloseBeginsAtTheFirstBar() {
    storeTrades();
    assertThat(lines(NOW, Fill.PREVIOUS, MORNING))
        .containsExactly("31 1", "32 2", "33 2 filled", "34 4", "35 4 filled");
    BarRow filled = read(NOW, Fill.PREVIOUS, MORNING, null).get(2);
    BigDecimal close = new BigDecimal("2.00000000");
    assertThat(filled)
        .isEqualTo(
            new BarRow(
                new Bar(
                    at("09:33:00"),
                    new Bar.Prices(close, close, close, close),
                    new BigDecimal("0.00000000"),
                    0),
                false,
                true));
  }

  @Test
  void carryingBeginsWithTheLastPriceBeforeTheRange() {
    storeTrades();
    for (String before : List.of("2024-05-08T09:29:59", "2024-05-08T09:10:00", "2024-05-08T04:00:00",
        "2024-05-01T00:00:00", "2023-03-03T00:00:00", "1987-10-19T00:00:00", "1970-01-01T00:00:00")) {
      TenantId tenant = setting.tenant();
      Instant time = Instant.parse(before + "Z");
      setting.ticks.append(
          List.of(
              Batch.trades("cme").trade("EURUSD", time, "7", "1").of(tenant, NOW),
              Batch.trades("cme").trade("EURUSD", at("09:31:10"), "1", "1").of(tenant, NOW)),
          Fresh.deadline());
      assertThat(linesOf(tenant, Fill.CARRY)).as(before).startsWith("30 7 filled", "31 1", "32 1 filled");
      assertThat(linesOf(tenant, Fill.PREVIOUS)).startsWith("31 1");
    }
    assertThat(lines(NOW, Fill.CARRY, MORNING)).as("nothing before").startsWith("31 1");
  }

  private List<String> linesOf(TenantId tenant, Fill fill) {
    List<BarRow> rows = new ArrayList<>();
    new BarReading(bars, setting.reads, setting.access, setting.clock)
        .bars(
            Setting.principal(Role.READER, tenant),
            new BarQuery(EURUSD, null, Interval.MINUTE, Side.TRADE, MORNING, null),
            fill,
            rows::add,
            Fresh.deadline());
    return rows.stream().map(BarReadingTest::line).toList();
  }

  @Test
  void carryingKnowsNoMoreThanTheQuery() {
    storeTrades();
    TimeRange later = Read.range("2024-05-08T09:40:00Z", "2024-05-08T09:42:00Z");
    assertThat(read(NOW, Fill.CARRY, later, null)).hasSize(2);
    assertThat(read(NOW, Fill.CARRY, later, NOW.minusNanos(1_000))).isEmpty();
  }

  @Test
  void fillingWithNullHasABarForEveryInterval() {
    storeTrades();
    assertThat(lines(NOW, Fill.NULL, MORNING))
        .containsExactly("30 - filled", "31 1", "32 2", "33 - filled", "34 4", "35 - filled");
  }

  @Test
  void withoutAnyTickOnlyNullFills() {
    assertThat(lines(NOW, Fill.NONE, MORNING)).isEmpty();
    assertThat(lines(NOW, Fill.PREVIOUS, MORNING)).isEmpty();
    assertThat(lines(NOW, Fill.NULL, MORNING)).hasSize(6).allMatch(line -> line.contains("-"));
  }

  @Test
  void aRangeBetweenTheStartsBeginsWithTheNextBar() {
    storeTrades();
    TimeRange range = new TimeRange(at("09:30:00.000000001"), at("09:33:00.000000001"));
    assertThat(lines(NOW, Fill.NULL, range))
        .containsExactly("31 1", "32 2", "33 - filled");
  }

  @Test
  void aBarThatHasNotEndedIsBeingBuiltAndNothingIsFilledBeyondNow() {
    storeTrades();
    assertThat(lines(at("09:34:30"), Fill.NULL, MORNING))
        .containsExactly(
            "30 - filled", "31 1", "32 2", "33 - filled", "34 4 building");
    assertThat(lines(at("09:33:00"), Fill.PREVIOUS, Read.range("2024-05-08T09:30:00Z", "2024-05-08T09:34:00Z")))
        .containsExactly("31 1", "32 2", "33 2 filled building");
    assertThat(lines(at("09:35:00"), Fill.NONE, MORNING)).containsExactly("31 1", "32 2", "34 4");
    assertThat(lines(at("09:00:00"), Fill.NULL, Read.range("2024-05-08T09:30:00Z", "2024-05-08T09:31:00Z")))
        .isEmpty();
  }

  @Test
  void asKnownAtAnEarlierInstantThatInstantIsNow() {
    storeTrades();
    List<BarRow> rows = read(NOW.plusSeconds(60), Fill.NULL, MORNING, NOW);
    assertThat(rows).hasSize(6).noneMatch(BarRow::building);
    assertThat(read(NOW, Fill.NULL, MORNING, at("09:31:30")))
        .extracting(BarReadingTest::line)
        .containsExactly("30 - filled", "31 - filled building");
  }

  private List<String> tradingDays(LocalTime start, boolean weeks, Fill fill, TimeRange range) {
    List<String> lines = new ArrayList<>();
    new BarReading(bars, setting.reads, setting.access, Clock.fixed(NOW, ZoneOffset.UTC))
        .tradingDays(
            Setting.principal(Role.READER, acme),
            new BarQuery(EURUSD, null, Interval.DAY, Side.TRADE, range, null),
            new TradingDays(ZoneId.of("America/New_York"), start, weeks),
            fill,
            row -> lines.add(row.bar().start() + " " + prices(row) + (row.filled() ? " filled" : "")),
            Fresh.deadline());
    return lines;
  }

  private static String prices(BarRow row) {
    Bar.Prices prices = row.bar().prices();
    return prices == null
        ? "-"
        : Stream.of(prices.open(), prices.high(), prices.low(), prices.close(), row.bar().volume())
            .map(number -> number.stripTrailingZeros().toPlainString())
            .collect(Collectors.joining(" "));
  }

  @Test
  void sundayEveningBelongsToMondaysTradingDay() {
    setting.ticks.append(
        List.of(
            Batch.trades("cme")
                .trade("EURUSD", Instant.parse("2024-03-08T21:59:59Z"), "9", "1")
                .trade("EURUSD", Instant.parse("2024-03-10T21:00:00Z"), "2", "1")
                .trade("EURUSD", Instant.parse("2024-03-11T03:00:00Z"), "5", "1")
                .trade("EURUSD", Instant.parse("2024-03-11T20:59:59Z"), "3", "2")
                .trade("EURUSD", Instant.parse("2024-03-11T21:00:00Z"), "4", "1")
                .of(acme, NOW)),
        Fresh.deadline());
    LocalTime evening = LocalTime.of(17, 0);
    TimeRange range = Read.range("2024-03-07T22:00:00Z", "2024-03-12T21:00:00Z");
    assertThat(tradingDays(evening, false, Fill.NONE, range))
        .containsExactly(
            "2024-03-07T22:00:00Z 9 9 9 9 1",
            "2024-03-10T21:00:00Z 2 5 2 3 4",
            "2024-03-11T21:00:00Z 4 4 4 4 1");
    assertThat(tradingDays(evening, false, Fill.NULL, range))
        .contains("2024-03-08T22:00:00Z - filled", "2024-03-09T22:00:00Z - filled")
        .hasSize(5);
    assertThat(
            tradingDays(
                evening, false, Fill.CARRY, Read.range("2024-03-08T22:00:00Z", "2024-03-09T22:00:00Z")))
        .containsExactly("2024-03-08T22:00:00Z 9 9 9 9 0 filled");
    assertThat(tradingDays(evening, true, Fill.NONE, Read.range("2024-03-03T00:00:00Z", "2024-03-20T00:00:00Z")))
        .containsExactly("2024-03-03T22:00:00Z 9 9 9 9 1", "2024-03-10T21:00:00Z 2 5 2 4 5");
    assertThat(
            tradingDays(
                LocalTime.MIDNIGHT, false, Fill.NONE, Read.range("2024-03-10T00:00:00Z", "2024-03-12T00:00:00Z")))
        .containsExactly("2024-03-10T05:00:00Z 2 5 2 5 2", "2024-03-11T04:00:00Z 3 4 3 4 3");
    assertThat(tradingDays(evening, false, Fill.NONE, Read.range("2024-03-10T21:00:01Z", "2024-03-10T21:00:02Z")))
        .isEmpty();
  }

  @Test
  void aCallHasAtMostFiveMillionStarts() {
    Instant from = Instant.parse("2024-01-01T00:00:00Z");
    BarReading reading = new BarReading(bars, setting.reads, setting.access, setting.clock);
    TimeRange most = new TimeRange(from, from.plusSeconds(5_000_000));
    TimeRange more = new TimeRange(from, from.plusSeconds(5_000_000).plusNanos(1));
    reading.bars(
        Setting.principal(Role.READER, acme), seconds(most), Fill.NONE, row -> {}, Fresh.deadline());
    assertProblem(
        new Problem.Invalid(
            "interval", "gives more than 5000000 bars in this range; split the range"),
        () ->
            reading.bars(
                Setting.principal(Role.READER, acme),
                seconds(more),
                Fill.NONE,
                row -> {},
                Fresh.deadline()));
    assertProblem(
        Problem.Invalid.class,
        () ->
            reading.imported(
                Setting.principal(Role.READER, acme),
                EURUSD,
                new Source("vendor"),
                Interval.SECOND,
                more,
                bar -> {},
                Fresh.deadline()));
  }

  private static BarQuery seconds(TimeRange range) {
    return new BarQuery(EURUSD, null, Interval.SECOND, Side.BID, range, null);
  }

  @Test
  void onlyReadersGetIn() {
    BarReading reading = new BarReading(bars, setting.reads, setting.access, setting.clock);
    for (Role role : List.of(Role.OPERATOR, Role.BILLING)) {
      assertProblem(
          Problem.Denied.class,
          () ->
              reading.bars(
                  Setting.principal(role, acme),
                  seconds(MORNING),
                  Fill.NONE,
                  row -> {},
                  Fresh.deadline()));
    }
  }

  @Test
  void aFillModeHasAWord() {
    for (Fill fill : Fill.values()) {
      assertThat(Fill.of(fill.word())).isEqualTo(fill);
    }
    assertProblem(Problem.Invalid.class, () -> Fill.of("zero"));
  }
}
