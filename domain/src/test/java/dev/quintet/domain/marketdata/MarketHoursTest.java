package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarketHoursTest {

  private static MarketHours standard(String name) {
    return Objects.requireNonNull(StandardHours.ALL.get(name));
  }

  @ParameterizedTest
  @CsvSource({
    "forex,2024-05-10T20:59:59.999999999Z,OPEN", "forex,2024-05-10T21:00:00Z,CLOSED",
    "forex,2024-05-11T12:00:00Z,CLOSED", "forex,2024-05-12T20:59:59Z,CLOSED",
    "forex,2024-05-12T21:00:00Z,OPEN", "forex,2024-05-08T21:30:00Z,OPEN",
    "forex,2024-12-25T12:00:00Z,UNKNOWN", "forex,2024-12-26T12:00:00Z,OPEN",
    "metals,2024-05-08T20:59:59Z,OPEN", "metals,2024-05-08T21:00:00Z,CLOSED",
    "metals,2024-05-08T22:00:00Z,OPEN", "metals,2024-05-10T22:30:00Z,CLOSED",
    "metals,2024-05-12T21:30:00Z,CLOSED", "metals,2024-05-12T22:00:00Z,OPEN",
    "metals,2024-11-28T20:00:00Z,UNKNOWN", "crypto,2024-05-11T12:00:00Z,OPEN",
    "crypto,2024-12-25T12:00:00Z,OPEN",
    "us-equities,2024-05-08T13:29:59Z,CLOSED", "us-equities,2024-05-08T13:30:00Z,OPEN",
    "us-equities,2024-05-08T19:59:59Z,OPEN", "us-equities,2024-05-08T20:00:00Z,CLOSED",
    "us-equities,2024-01-08T14:00:00Z,CLOSED", "us-equities,2024-01-08T14:30:00Z,OPEN",
    "us-equities,2012-05-08T15:00:00Z,UNKNOWN", "us-equities,2012-05-12T15:00:00Z,CLOSED",
    "cme-futures,2024-05-08T20:59:59Z,OPEN", "cme-futures,2024-05-08T21:30:00Z,CLOSED",
    "cme-futures,2024-05-08T22:00:00Z,OPEN", "cme-futures,2024-05-10T21:00:00Z,CLOSED",
    "cme-futures,2024-05-12T22:00:00Z,OPEN", "cme-futures,2024-12-25T15:00:00Z,CLOSED",
    "cme-futures,2024-12-24T23:30:00Z,CLOSED", "cme-futures,2024-12-25T23:30:00Z,OPEN",
    "cme-futures,2024-01-15T19:00:00Z,UNKNOWN", "cme-futures,2022-12-26T15:00:00Z,CLOSED",
    "cme-futures,2021-12-24T15:00:00Z,UNKNOWN"
  })
  void theMarketIsOpenInItsSessions(String name, Instant instant, MarketHours.State state) {
    assertThat(standard(name).stateAt(instant)).isEqualTo(state);
  }

  /** As the exchange has published them. */
  @ParameterizedTest
  @CsvSource({
    "2021-01-01", "2021-01-18", "2021-02-15", "2021-04-02", "2021-05-31", "2021-07-05",
    "2021-09-06", "2021-11-25", "2021-12-24", "2022-01-17", "2022-04-15", "2022-06-20",
    "2022-07-04", "2022-12-26", "2023-01-02", "2023-04-07", "2023-06-19", "2024-03-29",
    "2024-05-27", "2024-06-19", "2024-07-04", "2024-09-02", "2024-11-28", "2024-12-25",
    "2025-01-09", "2025-04-18", "2018-12-05", "2026-07-03", "2026-04-03"
  })
  void theNewYorkExchangesHaveTheseHolidays(String day) {
    assertThat(standard("us-equities").stateAt(Instant.parse(day + "T15:00:00Z")))
        .isEqualTo(MarketHours.State.CLOSED);
  }

  @ParameterizedTest
  @CsvSource({
    "2021-06-18", "2021-06-21", "2021-12-31", "2022-01-03", "2024-11-11", "2021-07-02", "2024-10-14"
  })
  void theNewYorkExchangesAreOpenOnThese(String day) {
    assertThat(standard("us-equities").stateAt(Instant.parse(day + "T19:30:00Z")))
        .isEqualTo(MarketHours.State.OPEN);
  }

  @ParameterizedTest
  @CsvSource({"2024-07-03", "2023-07-03", "2024-11-29", "2024-12-24", "2019-12-24", "2018-07-03"})
  void theNewYorkExchangesCloseEarlyOnThese(String day) {
    Instant noon = Instant.parse(day + "T16:00:00Z");
    assertThat(standard("us-equities").stateAt(noon)).isEqualTo(MarketHours.State.OPEN);
    assertThat(standard("us-equities").stateAt(noon.plusSeconds(9_000)))
        .isEqualTo(MarketHours.State.CLOSED);
  }

  @Test
  void sessionsFollowTheSummerTimeOfTheExchange() {
    MarketHours forex = standard("forex");
    assertThat(forex.stateAt(Instant.parse("2024-03-08T21:30:00Z"))).isEqualTo(MarketHours.State.OPEN);
    assertThat(forex.stateAt(Instant.parse("2024-03-15T21:30:00Z")))
        .isEqualTo(MarketHours.State.CLOSED);
    assertThat(
            forex.nextChange(
                Instant.parse("2024-03-08T22:00:00Z"), Instant.parse("2024-04-01T00:00:00Z")))
        .isEqualTo(Instant.parse("2024-03-10T21:00:00Z"));
  }

  @Test
  void theNextChangeIsNotAfterTheEnd() {
    Instant noon = Instant.parse("2024-05-08T12:00:00Z");
    assertThat(standard("forex").nextChange(noon, noon.plusSeconds(3_600)))
        .isEqualTo(noon.plusSeconds(3_600));
    assertThat(standard("metals").nextChange(noon, noon.plusSeconds(86_400)))
        .isEqualTo(Instant.parse("2024-05-08T21:00:00Z"));
    assertThat(standard("crypto").nextChange(noon, noon.plusSeconds(86_400_000)))
        .isEqualTo(noon.plusSeconds(86_400_000));
  }

  @Test
  void sessionsAreWrittenAndReadAlike() {
    assertThat(WeeklySession.of("MON-FRI 09:30-16:00")).hasSize(5);
    assertThat(WeeklySession.of("SUN-THU 18:00-17:00"))
        .extracting(WeeklySession::text)
        .containsExactly(
            "SUN 18:00-MON 17:00", "MON 18:00-TUE 17:00", "TUE 18:00-WED 17:00",
            "WED 18:00-THU 17:00", "THU 18:00-FRI 17:00");
    assertThat(WeeklySession.of("SAT 00:00-24:00"))
        .extracting(WeeklySession::text)
        .containsExactly("SAT 00:00-SUN 00:00");
    for (String text : List.of("SUN 17:00-FRI 17:00", "MON 09:15-MON 15:30", "SUN 00:00-MON 00:00")) {
      assertThat(WeeklySession.of(text)).extracting(WeeklySession::text).containsExactly(text);
    }
    for (String text :
        List.of("", "MON", "mon 09:00-10:00", "MON 9:00-10:00", "MON 24:01-10:00", "MON 25:00-26:00")) {
      Refused.field("hours", () -> WeeklySession.of(text));
    }
  }

  @Test
  void hoursThatMeanNothingAreRefusedByField() {
    ZoneId zone = ZoneId.of("UTC");
    List<WeeklySession> week = WeeklySession.of("MON-FRI 09:30-16:00");
    Duration hour = Duration.ofHours(1);
    Refused.field("name", () -> new MarketHours("A b", zone, week, List.of(), hour));
    Refused.field("hours", () -> new MarketHours("a", zone, List.of(), List.of(), hour));
    Refused.field(
        "longest_quiet_minutes",
        () -> new MarketHours("a", zone, week, List.of(), Duration.ofSeconds(59)));
  }
}
