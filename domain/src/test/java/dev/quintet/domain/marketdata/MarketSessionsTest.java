package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.MarketSessions.Rule;
import dev.quintet.domain.shared.Refused;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MarketSessionsTest {

  private static final Source FXCM = new Source("fxcm");

  private static final MarketSessions SESSIONS =
      new MarketSessions(
          List.of(),
          List.of(
              new Rule("EURUSD", FXCM, "metals"),
              new Rule("EURUSD", null, "forex"),
              new Rule("ES*", null, "cme-futures"),
              new Rule("*.US", null, "us-equities"),
              new Rule(null, new Source("bitstamp"), "crypto")));

  private static @Nullable String hours(String symbol, @Nullable Source source) {
    return SESSIONS.hours(new Symbol(symbol), source).map(MarketHours::name).orElse(null);
  }

  @Test
  void theFirstRuleThatAppliesCounts() {
    assertThat(hours("EURUSD", FXCM)).isEqualTo("metals");
    assertThat(hours("EURUSD", null)).isEqualTo("forex");
    assertThat(hours("ESH4", null)).isEqualTo("cme-futures");
    assertThat(hours("AAPL.US", FXCM)).isEqualTo("us-equities");
    assertThat(hours("X", new Source("bitstamp"))).isEqualTo("crypto");
  }

  @Test
  void whatNoRuleSaysIsNotKnown() {
    for (String symbol : List.of("EURUSD.R", "GBPUSD", "XAUUSD", "AAPL", "BTCUSD")) {
      assertThat(hours(symbol, null)).isNull();
    }
  }

  @Test
  void rulesThatMeanNothingAreRefused() {
    Refused.field("symbol", () -> new Rule(null, null, "forex"));
    Refused.field("symbol", () -> new Rule("A B", null, "forex"));
    Refused.field("symbol", () -> new Rule("A*B", null, "forex"));
    Refused.field("symbol", () -> new Rule("*A*", null, "forex"));
    Refused.field(
        "rules[0].hours",
        () -> new MarketSessions(List.of(), List.of(new Rule("A", null, "fore"))));
  }

  @Test
  void aTradingDayOfNewYorkBeginsOnTheEveningBefore() {
    TradingDays days = new TradingDays(ZoneId.of("America/New_York"), LocalTime.of(17, 0), false);
    Instant sunday = Instant.parse("2024-05-12T21:00:00Z");
    assertThat(days.startOf(Instant.parse("2024-05-13T20:59:59Z"))).isEqualTo(sunday);
    assertThat(days.startOf(sunday)).isEqualTo(sunday);
    assertThat(days.startOf(sunday.minusNanos(1))).isEqualTo(Instant.parse("2024-05-11T21:00:00Z"));
    assertThat(days.startAfter(Instant.parse("2024-03-09T22:00:00Z")))
        .as("the day on which clocks are put forward")
        .isEqualTo(Instant.parse("2024-03-10T21:00:00Z"));
    assertThat(days.nextStart(sunday)).isEqualTo(sunday);
    assertThat(days.nextStart(sunday.plusNanos(1))).isEqualTo(Instant.parse("2024-05-13T21:00:00Z"));
    assertThat(days.parts()).isEqualTo(Interval.HOUR);
  }

  @Test
  void aTradingWeekBeginsWithMondaysDay() {
    ZoneId newYork = ZoneId.of("America/New_York");
    TradingDays evenings = new TradingDays(newYork, LocalTime.of(17, 0), true);
    Instant sunday = Instant.parse("2024-05-12T21:00:00Z");
    assertThat(evenings.startOf(sunday)).isEqualTo(sunday);
    assertThat(evenings.startOf(sunday.minusNanos(1))).isEqualTo(Instant.parse("2024-05-05T21:00:00Z"));
    assertThat(evenings.startAfter(sunday)).isEqualTo(Instant.parse("2024-05-19T21:00:00Z"));
    TradingDays mornings = new TradingDays(newYork, LocalTime.MIDNIGHT, true);
    assertThat(mornings.startOf(sunday)).isEqualTo(Instant.parse("2024-05-06T04:00:00Z"));
  }

  @Test
  void partsOfADayDoNotCrossItsEdgesInAnyZone() {
    assertThat(new TradingDays(ZoneId.of("Asia/Kolkata"), LocalTime.of(9, 0), false).parts())
        .isEqualTo(new Interval(1_800));
    assertThat(new TradingDays(ZoneId.of("Asia/Kathmandu"), LocalTime.of(9, 0), false).parts())
        .isEqualTo(new Interval(900));
    assertThat(new TradingDays(ZoneId.of("UTC"), LocalTime.of(9, 7), false).parts())
        .isEqualTo(Interval.MINUTE);
    Refused.field(
        "session_start", () -> new TradingDays(ZoneId.of("UTC"), LocalTime.of(9, 7, 1), false));
    for (String zone : ZoneId.getAvailableZoneIds()) {
      TradingDays days = new TradingDays(ZoneId.of(zone), LocalTime.of(17, 0), false);
      long part = days.parts().seconds();
      for (int day = 0; day < 80_000; day += 211) {
        Instant start = days.startOf(Instant.ofEpochSecond(86_400L * day + 86_400));
        assertThat(start.getEpochSecond() % part).as("%s %s", zone, start).isZero();
      }
    }
  }
}
