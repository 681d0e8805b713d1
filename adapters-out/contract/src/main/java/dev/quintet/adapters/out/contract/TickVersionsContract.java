package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which version of a tick a {@link TickStore} answers with; {@link TickStoreContract} has the rest.
 */
interface TickVersionsContract extends TickOwnersContract {

  private List<Tick> knownAt(TenantId tenant, String symbol, Instant knownAt) {
    return read(tenant, query(symbol, null, ALL, knownAt));
  }

  @Test
  default void ofTwoVersionsTheLaterWinsWhicheverArrivesFirst() {
    Batch first = Batch.quotes("fxcm").quote("EURUSD", T, 5, "1", "2", "3");
    Batch second = Batch.quotes("fxcm").quote("EURUSD", T, 5, "1.5", "2.5", "3.5");
    Tick expected = Samples.quote("EURUSD", "fxcm", T, 5, "1.5", "2.5", "3.5", R.plusNanos(1_000));
    TenantId inOrder = newTenant();
    append(inOrder, first);
    append(inOrder, R.plusNanos(1_000), second);
    assertThat(all(inOrder, "EURUSD")).containsExactly(expected);
    TenantId reversed = newTenant();
    append(reversed, R.plusNanos(1_000), second);
    append(reversed, first);
    assertThat(all(reversed, "EURUSD")).containsExactly(expected);
    TenantId together = newTenant();
    append(List.of(second.of(together, R.plusNanos(1_000)), first.of(together, R)));
    assertThat(all(together, "EURUSD")).containsExactly(expected);
  }

  @Test
  default void theEarlierVersionStaysReadableAsItWasKnown() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("fxcm")
            .quote("EURUSD", T, "1", "2", "0")
            .quote("EURUSD", T.plusNanos(9), "7", "8", "0"));
    append(tenant, R.plusSeconds(60), Batch.quotes("fxcm").quote("EURUSD", T, "1.5", "2.5", "0"));
    Tick first = Samples.quote("EURUSD", "fxcm", T, 0, "1", "2", "0", R);
    Tick corrected = Samples.quote("EURUSD", "fxcm", T, 0, "1.5", "2.5", "0", R.plusSeconds(60));
    Tick other = Samples.quote("EURUSD", "fxcm", T.plusNanos(9), 0, "7", "8", "0", R);
    assertThat(knownAt(tenant, "EURUSD", R.minusNanos(1_000))).isEmpty();
    assertThat(knownAt(tenant, "EURUSD", R)).containsExactly(first, other);
    assertThat(knownAt(tenant, "EURUSD", R.plusSeconds(60).minusNanos(1_000)))
        .containsExactly(first, other);
    assertThat(knownAt(tenant, "EURUSD", R.plusSeconds(60))).containsExactly(corrected, other);
    assertThat(all(tenant, "EURUSD")).containsExactly(corrected, other);
  }

  @Test
  default void aTradeDoesNotReplaceAQuoteOfItsInstantWhicheverComesLater() {
    Tick quote = Samples.quote("EURUSD", "fxcm", T, 1, "1", "2", "3", R);
    Tick trade = Samples.trade("EURUSD", "fxcm", T, 1, "1.5", "4", R.plusSeconds(1));
    TenantId tenant = newTenant();
    append(tenant, Batch.quotes("fxcm").quote("EURUSD", T, 1, "1", "2", "3"));
    append(tenant, R.plusSeconds(1), Batch.trades("fxcm").trade("EURUSD", T, 1, "1.5", "4"));
    assertThat(all(tenant, "EURUSD")).containsExactly(quote, trade);
    assertThat(knownAt(tenant, "EURUSD", R)).containsExactly(quote);
    assertThat(ticks().last(Viewer.of(tenant), EURUSD, Fresh.deadline())).contains(trade);
    append(
        tenant, R.plusSeconds(2), Batch.quotes("fxcm").quote("EURUSD", T, 1, "1.1", "2", "3"));
    assertThat(all(tenant, "EURUSD"))
        .containsExactly(
            Samples.quote("EURUSD", "fxcm", T, 1, "1.1", "2", "3", R.plusSeconds(2)), trade);
    assertThat(ticks().last(Viewer.of(tenant), EURUSD, Fresh.deadline())).contains(trade);
    assertThat(ticks().asOf(Viewer.of(tenant), List.of(EURUSD), T, Fresh.deadline())).containsExactly(trade);
  }

  @Test
  default void anAnnulledTickIsInNoAnswerFromThenOn() {
    TenantId tenant = newTenant();
    Batch first = Batch.trades("cme").trade("EURUSD", T, 0, "1", "1");
    Batch hourLater = Batch.trades("cme").trade("EURUSD", T.plusSeconds(3_600), 0, "2", "1");
    Batch quote = Batch.quotes("cme").quote("EURUSD", T.plusSeconds(3_600), 0, "5", "6", "0");
    append(tenant, first, hourLater, quote);
    append(tenant, R.plusSeconds(1), hourLater.annuls());
    Tick one = Samples.trade("EURUSD", "cme", T, 0, "1", "1", R);
    Tick other = Samples.trade("EURUSD", "cme", T.plusSeconds(3_600), 0, "2", "1", R);
    Tick ask = Samples.quote("EURUSD", "cme", T.plusSeconds(3_600), 0, "5", "6", "0", R);
    assertThat(all(tenant, "EURUSD")).containsExactly(one, ask);
    assertThat(knownAt(tenant, "EURUSD", R)).containsExactly(one, ask, other);
    assertThat(ticks().last(Viewer.of(tenant), EURUSD, Fresh.deadline())).contains(ask);
    append(tenant, R.plusSeconds(2), quote.annuls());
    assertThat(ticks().last(Viewer.of(tenant), EURUSD, Fresh.deadline())).contains(one);
    assertThat(
            ticks()
                .asOf(Viewer.of(tenant), List.of(EURUSD), T.plusSeconds(4_000), Fresh.deadline()))
        .containsExactly(one);
    append(tenant, R.plusSeconds(3), first.annuls());
    assertThat(ticks().last(Viewer.of(tenant), EURUSD, Fresh.deadline())).isEmpty();
    assertThat(all(tenant, "EURUSD")).isEmpty();
    assertThat(ticks().summary(Viewer.of(tenant), EURUSD, null, Fresh.deadline())).isPresent();
    append(tenant, R.plusSeconds(4), Batch.trades("cme").trade("EURUSD", T, 0, "3", "1"));
    assertThat(all(tenant, "EURUSD"))
        .containsExactly(Samples.trade("EURUSD", "cme", T, 0, "3", "1", R.plusSeconds(4)));
  }

  /** What two services received in the same microsecond. */
  @Test
  default void ofTwoVersionsOfOneMicrosecondEveryReadTakesTheSame() {
    TenantId tenant = newTenant();
    for (int i = 0; i < 20; i++) {
      Batch one = Batch.trades("cme").trade("EURUSD", T.plusSeconds(i), 0, "1", "1");
      Batch other = Batch.trades("cme").trade("EURUSD", T.plusSeconds(i), 0, "2", "1");
      ticks().append(List.of((i % 2 == 0 ? one : other).of(tenant, R)), Fresh.deadline());
      otherService()
          .append(List.of((i % 2 == 0 ? other : one).of(tenant, R)), Fresh.deadline());
    }
    List<Tick> all = all(tenant, "EURUSD");
    assertThat(all).hasSize(20);
    for (Tick tick : all) {
      assertThat(ticks().asOf(Viewer.of(tenant), List.of(EURUSD), tick.eventTime(), Fresh.deadline()))
          .containsExactly(tick);
    }
  }

  /** The store as another process has it. */
  default TickStore otherService() {
    return ticks();
  }
}
