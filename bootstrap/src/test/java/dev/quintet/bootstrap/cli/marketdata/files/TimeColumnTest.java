package dev.quintet.bootstrap.cli.marketdata.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.bootstrap.cli.marketdata.files.TimeColumn.Epoch;
import dev.quintet.bootstrap.cli.marketdata.files.TimeColumn.Iso;
import dev.quintet.bootstrap.cli.marketdata.files.TimeColumn.SinceMidnight;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeColumnTest {

  private static final LocalDate DAY = LocalDate.parse("2014-05-08");

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  @ParameterizedTest
  @CsvSource({
    "+00:00, 0, 2014-05-08T00:00:00Z",
    "-05:00, 17007, 2014-05-08T05:00:17.007Z",
    "-05:00, 86399235, 2014-05-09T04:59:59.235Z",
    "+05:30, 0, 2014-05-07T18:30:00Z",
    "+00:00, 6.949, 2014-05-08T00:00:00.006949Z",
    "+00:00, 86399999.999999, 2014-05-08T23:59:59.999999999Z",
    "+00:00, 0.000001, 2014-05-08T00:00:00.000000001Z"
  })
  void millisecondsSinceALocalMidnightAreExact(String offset, String text, Instant instant)
      throws IOException, RefusedRow {
    TimeColumn times = SinceMidnight.of(DAY, ZoneOffset.of(offset), Epoch.MILLISECONDS);
    assertThat(instant(times.nanos(text))).isEqualTo(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "86400000, 'is not within the 86,400,000 milliseconds of a day'",
    "-1, 'is not within the 86,400,000 milliseconds of a day'",
    "0.0000001, has more than 6 digits after the point",
    "12:00, is not a number",
    "'', is empty"
  })
  void otherTimesOfADayAreRefused(String text, String reason) throws IOException {
    TimeColumn times = SinceMidnight.of(DAY, ZoneOffset.UTC, Epoch.MILLISECONDS);
    assertThatThrownBy(() -> times.nanos(text))
        .isInstanceOf(RefusedRow.class)
        .hasMessage(reason);
  }

  private static TimeColumn midnight(String day, ZoneId zone) throws IOException {
    return SinceMidnight.of(LocalDate.parse(day), zone, Epoch.MILLISECONDS);
  }

  @Test
  void aDayOnWhichTheClockIsChangedIsWrongUsage() throws IOException {
    ZoneId newYork = ZoneId.of("America/New_York");
    assertThatThrownBy(() -> midnight("2014-03-09", newYork))
        .isInstanceOf(UnusableFile.OptionNeeded.class)
        .hasMessageContaining("is changed on 2014-03-09");
    assertThat(midnight("2014-03-10", newYork)).hasToString(
        "milliseconds of 2014-03-10 on the clock of America/New_York");
  }

  @Test
  void aDayOutsideTheRangeIsWrongUsage() {
    assertThatThrownBy(() -> midnight("1969-12-31", ZoneOffset.UTC))
        .isInstanceOf(UnusableFile.OptionNeeded.class);
    assertThatThrownBy(() -> midnight("1970-01-01", ZoneOffset.ofHours(1)))
        .isInstanceOf(UnusableFile.OptionNeeded.class);
    assertThatThrownBy(() -> midnight("2262-01-01", ZoneOffset.UTC))
        .isInstanceOf(UnusableFile.OptionNeeded.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1385337600, SECONDS, 2013-11-25T00:00:00Z",
    "1385337600.000000001, SECONDS, 2013-11-25T00:00:00.000000001Z",
    "1385337600123, MILLISECONDS, 2013-11-25T00:00:00.123Z",
    "1385337600123.456789, MILLISECONDS, 2013-11-25T00:00:00.123456789Z",
    "1385337600123456, MICROSECONDS, 2013-11-25T00:00:00.123456Z",
    "1385337600123456789, NANOSECONDS, 2013-11-25T00:00:00.123456789Z",
    "9214646399, SECONDS, 2261-12-31T23:59:59Z"
  })
  void soManyDigitsAreATimeInOneUnitOnly(String text, Epoch unit, Instant instant)
      throws RefusedRow {
    assertThat(Epoch.certain(text)).hasValue(unit);
    assertThat(instant(unit.nanos(text))).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "45359.41667", "20240308", "100000101", "999999999", "202403081000",
        "20240308100000", "0001709892000", "12345678901234567890"
      })
  void otherNumbersHaveNoCertainUnit(String text) {
    assertThat(Epoch.certain(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SECONDS, 9214646400, is not within 1970-01-01 and 2262-01-01",
    "SECONDS, -1, is not within 1970-01-01 and 2262-01-01",
    "SECONDS, 1385337600123, is not within ±9223372036.854775807",
    "SECONDS, 1.0000000001, has more than 9 digits after the point",
    "NANOSECONDS, 1.5, must be a whole number",
    "SECONDS, soon, is not a number"
  })
  void otherNumbersAreRefused(Epoch unit, String text, String reason) {
    assertThatThrownBy(() -> unit.nanos(text)).isInstanceOf(RefusedRow.class).hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "2014-05-08T09:30:00Z, 2014-05-08T09:30:00Z",
    "2014-05-08T09:30:00.123456789Z, 2014-05-08T09:30:00.123456789Z",
    "2014-05-08 09:30:00.5+02:00, 2014-05-08T07:30:00.5Z",
    "2014-05-08T09:30:00-04:00, 2014-05-08T13:30:00Z",
    "2014-05-08 09:30:00, 2014-05-08T14:30:00Z",
    "2014-05-08T09:30, 2014-05-08T14:30:00Z"
  })
  void isoTimesWithoutAnOffsetAreOnTheClockOfTheFile(String text, Instant instant)
      throws RefusedRow {
    assertThat(instant(new Iso(ZoneOffset.ofHours(-5)).nanos(text))).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2014-05-08", "2014-13-08T00:00:00Z", "2014-05-08T25:00:00Z", "now", "",
        "2014-05-08T09:30:00.1234567891Z", "2014-05-08_09:30:00"
      })
  void otherTextIsNotIso(String text) {
    assertThatThrownBy(() -> new Iso(ZoneOffset.UTC).nanos(text))
        .isInstanceOf(RefusedRow.class)
        .hasMessageStartingWith("is not an ISO-8601 time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31T23:59:59.999Z", "2262-01-01T00:00:00Z", "1970-01-01T00:00:00+01:00"
      })
  void isoTimesOutsideTheRangeAreRefused(String text) {
    assertThatThrownBy(() -> new Iso(ZoneOffset.UTC).nanos(text))
        .hasMessage("is not within 1970-01-01 and 2262-01-01");
  }
}
