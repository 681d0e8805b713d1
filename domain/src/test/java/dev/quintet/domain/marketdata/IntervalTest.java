package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IntervalTest {

  @ParameterizedTest
  @CsvSource({
    "1s,1", "7s,7", "1m,60", "5m,300", "15m,900", "90m,5400", "1h,3600", "4h,14400", "1d,86400",
    "1w,604800", "4w,2419200", "2419200s,2419200"
  })
  void aNumberAndAUnitAreAnInterval(String text, long seconds) {
    assertThat(Interval.of(text).seconds()).isEqualTo(seconds);
    assertThat(Interval.of(text).duration()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "1", "m", "0s", "-1m", "+1m", "01m", "1.5h", "1 m", "1M", "1y", "5w", "2419201s",
        "9999999w", "99999999s", "١m", "1m\n"
      })
  void whatIsNoIntervalIsRefused(String text) {
    Refused.field("interval", () -> Interval.of(text));
  }

  @Test
  void anIntervalIsWrittenAsItIsRead() {
    for (String text : List.of("1s", "90s", "5m", "90m", "1h", "4h", "1d", "10d", "1w", "4w")) {
      assertThat(Interval.of(text).text()).isEqualTo(text);
    }
    assertThat(Interval.of("60s").text()).isEqualTo("1m");
  }

  @Test
  void aLengthOutOfItsLimitsIsRefused() {
    Refused.field("interval", () -> new Interval(0));
    Refused.field("interval", () -> new Interval(2_419_201));
  }

  @Test
  void onlyWholeMinutesCanBeMadeOfMinutes() {
    assertThat(Interval.of("90m").wholeMinutes()).isTrue();
    assertThat(Interval.of("90s").wholeMinutes()).isFalse();
  }

  @Test
  void anIntervalThatDoesNotDivideTheDayGoesOnFromTheEpoch() {
    assertThat(Interval.of("7s").startOf(Instant.parse("1970-01-01T00:00:13.9Z")))
        .isEqualTo(Instant.parse("1970-01-01T00:00:07Z"));
  }

  @Test
  void theWeekOfTheEpochBeganTheMondayBefore() {
    assertThat(Interval.WEEK.startOf(Instant.EPOCH))
        .isEqualTo(Instant.parse("1969-12-29T00:00:00Z"));
  }
}
