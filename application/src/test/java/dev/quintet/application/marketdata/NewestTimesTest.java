package dev.quintet.application.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.tenancy.TenantId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class NewestTimesTest {

  private static final long LATER = NewestTimes.KNOWN_FOR.toNanos();

  private final NewestTimes times = new NewestTimes();

  private static NewestTimes.Line line(String tenant, int symbol) {
    return new NewestTimes.Line(
        new TenantId(tenant), new Source("cme"), TickKind.TRADE, new Symbol("S" + symbol));
  }

  @Test
  void aTimeOnlyGrowsAndCountsForAWhile() {
    NewestTimes.Line line = line("acme", 1);
    assertThat(times.find(line, 0)).isEmpty();
    times.raise(line, 5);
    assertThat(times.find(line, 0)).isEmpty();
    times.asked(line, 7, 0);
    times.raise(line, 9);
    times.raise(line, 8);
    assertThat(times.find(line, LATER - 1)).hasValue(9);
    assertThat(times.find(line, LATER)).isEmpty();
    times.asked(line, 3, LATER);
    assertThat(times.find(line, LATER)).hasValue(9);
  }

  @Test
  void aTenantWithManySymbolsForgetsItsOwn() {
    times.asked(line("small", 0), 1, 0);
    for (int symbol = 0; symbol < NewestTimes.MOST + 1_000; symbol++) {
      times.asked(line("large", symbol), 1, 0);
    }
    assertThat(times.size()).isEqualTo(NewestTimes.MOST_OF_TENANT + 1);
    assertThat(times.find(line("small", 0), 0)).isPresent();
    assertThat(times.find(line("large", 0), 0)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void whenAllHaveTooManyTheOneWithMostForgets() {
    times.asked(line("small", 0), 1, 0);
    for (int tenant = 0; tenant < 20; tenant++) {
      for (int symbol = 0; symbol < NewestTimes.MOST_OF_TENANT / 2; symbol++) {
        times.asked(line("t" + tenant + "x", symbol), 1, 0);
      }
    }
    assertThat(times.size()).isLessThanOrEqualTo(NewestTimes.MOST);
    assertThat(times.find(line("small", 0), 0)).isPresent();
  }
}
