package dev.quintet.domain.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarketHoursTest {

  @ParameterizedTest
  @CsvSource({
    "EURUSD,FOREX", "EUR/USD,FOREX", "USDJPY,FOREX", "NZD.USD,FOREX", "XAUUSD,METALS",
    "XAG/EUR,METALS", "BTCUSD,ALWAYS", "BTC/USDT,ALWAYS", "AAPL,ALWAYS", "USDXAU,ALWAYS",
    "ES#M24,ALWAYS", "0,ALWAYS"
  })
  void theNameOfASymbolTellsItsClass(String symbol, MarketHours expected) {
    assertThat(MarketHours.of(new Symbol(symbol))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "FOREX,2024-05-10T20:59:59.999999999Z,true", "FOREX,2024-05-10T21:00:00Z,false",
    "FOREX,2024-05-11T12:00:00Z,false", "FOREX,2024-05-12T20:59:59Z,false",
    "FOREX,2024-05-12T21:00:00Z,true", "FOREX,2024-05-08T21:30:00Z,true",
    "METALS,2024-05-08T20:59:59Z,true", "METALS,2024-05-08T21:00:00Z,false",
    "METALS,2024-05-08T22:00:00Z,true", "METALS,2024-05-10T22:30:00Z,false",
    "METALS,2024-05-12T21:30:00Z,false", "METALS,2024-05-12T22:00:00Z,true",
    "ALWAYS,2024-05-11T12:00:00Z,true"
  })
  void theMarketIsOpenInItsSessions(MarketHours hours, Instant instant, boolean open) {
    assertThat(hours.openAt(instant)).isEqualTo(open);
  }

  @Test
  void sessionsFollowTheSummerTimeOfNewYork() {
    assertThat(MarketHours.FOREX.openAt(Instant.parse("2024-03-08T21:30:00Z"))).isTrue();
    assertThat(MarketHours.FOREX.openAt(Instant.parse("2024-03-15T21:30:00Z"))).isFalse();
    assertThat(
            MarketHours.FOREX.nextChange(
                Instant.parse("2024-03-08T22:00:00Z"), Instant.parse("2024-04-01T00:00:00Z")))
        .isEqualTo(Instant.parse("2024-03-10T21:00:00Z"));
  }

  @Test
  void theNextChangeIsNotAfterTheEnd() {
    Instant noon = Instant.parse("2024-05-08T12:00:00Z");
    assertThat(MarketHours.FOREX.nextChange(noon, noon.plusSeconds(3_600)))
        .isEqualTo(noon.plusSeconds(3_600));
    assertThat(MarketHours.METALS.nextChange(noon, noon.plusSeconds(86_400)))
        .isEqualTo(Instant.parse("2024-05-08T21:00:00Z"));
    assertThat(MarketHours.ALWAYS.nextChange(noon, EventTime.END)).isEqualTo(EventTime.END);
  }
}
