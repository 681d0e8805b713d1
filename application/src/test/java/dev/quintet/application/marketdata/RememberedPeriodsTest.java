package dev.quintet.application.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Source;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickVersionStore.Origin;
import dev.quintet.domain.tenancy.TenantId;
import org.junit.jupiter.api.Test;

final class RememberedPeriodsTest {

  private final RememberedPeriods periods = new RememberedPeriods();

  private static SpannedBatch.Line line(String tenant, int symbol) {
    return new SpannedBatch.Line(
        new Origin(new TenantId(tenant), null, new Source("cme")),
        TickKind.TRADE,
        new Symbol("S" + symbol));
  }

  @Test
  void whatLiesBetweenPeriodsIsNew() {
    SpannedBatch.Line line = line("acme", 1);
    assertThat(periods.lastWithin(line, 7, 9)).isEqualTo(9);
    periods.add(line, 1, 2);
    assertThat(periods.askedNanos(line)).isNull();
    periods.asked(line, 5);
    assertThat(periods.askedNanos(line)).isEqualTo(5);
    assertThat(periods.lastWithin(line, 0, 300)).isEqualTo(-1);
    periods.add(line, 200, 210);
    periods.add(line, 220, 230);
    assertThat(periods.lastWithin(line, 101, 199)).isEqualTo(-1);
    assertThat(periods.lastWithin(line, 190, 205)).isEqualTo(205);
    assertThat(periods.lastWithin(line, 190, 215)).isEqualTo(210);
    assertThat(periods.lastWithin(line, 211, 219)).isEqualTo(-1);
    assertThat(periods.lastWithin(line, 100, 500)).isEqualTo(230);
    periods.asked(line, 9);
    periods.add(line, 205, 225);
    assertThat(periods.lastWithin(line, 211, 219)).isEqualTo(219);
    assertThat(periods.askedNanos(line)).isEqualTo(9);
  }

  /** A producer that sends in order, and one batch of ten comes late. */
  @Test
  void manyPeriodsOfASymbolBecomeCoarserAndLateBatchesStayNew() {
    SpannedBatch.Line line = line("acme", 1);
    periods.asked(line, 0);
    int batches = 10 * RememberedPeriods.MOST_OF_SYMBOL;
    for (long batch = 1; batch <= batches; batch++) {
      if (batch % 10 != 0) {
        assertThat(periods.lastWithin(line, batch * 100, batch * 100 + 98)).isEqualTo(-1);
        periods.add(line, batch * 100, batch * 100 + 98);
      }
    }
    assertThat(periods.size()).isLessThanOrEqualTo(RememberedPeriods.MOST_OF_SYMBOL + 2);
    for (long late = batches - 10_000; late <= batches; late += 10) {
      assertThat(periods.lastWithin(line, late * 100, late * 100 + 98)).isEqualTo(-1);
    }
    for (long late = 11; late <= batches; late += 10) {
      assertThat(periods.lastWithin(line, late * 100, late * 100 + 98)).isPositive();
    }
  }

  @Test
  void aTenantWithManySymbolsForgetsItsOwn() {
    periods.asked(line("small", 0), 0);
    for (int symbol = 0; symbol < RememberedPeriods.MOST + 1_000; symbol++) {
      periods.asked(line("large", symbol), 0);
      periods.add(line("large", symbol), 3, 4);
      periods.add(line("large", symbol), 5, 6);
    }
    assertThat(periods.size()).isLessThanOrEqualTo(RememberedPeriods.MOST_OF_TENANT + 1);
    assertThat(periods.askedNanos(line("small", 0))).isZero();
    assertThat(periods.askedNanos(line("large", 0))).isNull();
    assertThat(periods.lastWithin(line("large", RememberedPeriods.MOST), 7, 8)).isEqualTo(-1);
  }

  @Test
  void whenAllHaveTooManyTheOneWithMostForgets() {
    periods.asked(line("small", 0), 0);
    for (int tenant = 0; tenant < 20; tenant++) {
      for (int symbol = 0; symbol < RememberedPeriods.MOST_OF_TENANT / 2; symbol++) {
        periods.asked(line("t" + tenant + "x", symbol), 0);
      }
    }
    assertThat(periods.size()).isLessThanOrEqualTo(RememberedPeriods.MOST);
    assertThat(periods.askedNanos(line("small", 0))).isZero();
  }
}
