package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.EventTime;
import dev.quintet.domain.marketdata.TenantTicks;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link dev.quintet.domain.marketdata.TickStore} does: here, how it keeps ticks. */
public interface TickStoreContract extends TickStreamContract {

  @Test
  default void ticksAreReadBackInOrderWithAllTheirFields() {
    TenantId tenant = newTenant();
    append(
        tenant,
        Batch.quotes("fxcm")
            .quote("EURUSD", T.plusNanos(1), "1.39124", "1.39126", "1.5")
            .quote("EURUSD", T, "1.39123", "1.39125", "0"),
        Batch.trades("cme").trade("EURUSD", T.plusSeconds(1), "1.39", "100"));
    assertThat(all(tenant, "EURUSD"))
        .containsExactly(
            Samples.quote("EURUSD", "fxcm", T, 0, "1.39123", "1.39125", "0", R),
            Samples.quote("EURUSD", "fxcm", T.plusNanos(1), 0, "1.39124", "1.39126", "1.5", R),
            Samples.trade("EURUSD", "cme", T.plusSeconds(1), 0, "1.39", "100", R));
  }

  @Test
  default void theSameBatchTwiceIsThereOnce() {
    TenantId tenant = newTenant();
    TenantTicks ticks = Samples.crowd("fxcm", 100, 1).of(tenant, R);
    append(List.of(ticks));
    List<Tick> once = all(tenant, "EURUSD");
    append(List.of(ticks));
    assertThat(all(tenant, "EURUSD")).hasSize(100).isEqualTo(once);
  }

  @Test
  default void theSameBatchWithALaterVersionChangesNoValue() {
    TenantId tenant = newTenant();
    Batch batch = Samples.crowd("fxcm", 100, 2);
    append(tenant, batch);
    List<Tick> once = all(tenant, "EURUSD");
    append(tenant, R.plusSeconds(1), batch);
    assertThat(all(tenant, "EURUSD"))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("receivedAt")
        .isEqualTo(once);
    assertThat(read(tenant, query("EURUSD", null, ALL, R))).isEqualTo(once);
  }

  @Test
  default void theExtremesOfEveryColumnAreKept() {
    TenantId tenant = newTenant();
    String most = "9999999999.99999999";
    Instant latest = EventTime.END.minusNanos(1);
    append(
        tenant,
        Batch.quotes("a")
            .quote("EURUSD", EventTime.MIN, 0, "-" + most, most, "0")
            .quote("EURUSD", EventTime.MIN, Integer.MAX_VALUE, "0", "-0.00000001", "0.00000001"));
    append(
        tenant,
        Batch.quotes("z".repeat(32))
            .quote("EURUSD", EventTime.MIN, 0, most, "-" + most, "92233720368.54775807"));
    append(tenant, Batch.trades("0._-").trade("EURUSD", latest, "-" + most, "1"));
    assertThat(all(tenant, "EURUSD"))
        .containsExactly(
            Samples.quote("EURUSD", "a", EventTime.MIN, 0, "-" + most, most, "0", R),
            Samples.quote(
                "EURUSD",
                "z".repeat(32),
                EventTime.MIN,
                0,
                most,
                "-" + most,
                "92233720368.54775807",
                R),
            Samples.quote(
                "EURUSD",
                "a",
                EventTime.MIN,
                Integer.MAX_VALUE,
                "0",
                "-0.00000001",
                "0.00000001",
                R),
            Samples.trade("EURUSD", "0._-", latest, 0, "-" + most, "1", R));
  }

  @Test
  default void aVolumeBeyond64BitsIsKept() {
    TenantId tenant = newTenant();
    append(List.of(Samples.largestVolume(tenant, "BTCUSD", T, R)));
    assertThat(all(tenant, "BTCUSD"))
        .singleElement()
        .satisfies(tick -> assertThat(tick.volume()).isEqualByComparingTo("9223372036854775807"));
  }

  @Test
  default void everyCharacterOfASymbolAndASourceIsKept() {
    TenantId tenant = newTenant();
    List<String> symbols =
        List.of("A", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "X._/#-", "9".repeat(32));
    for (String symbol : symbols) {
      append(tenant, Batch.quotes("a0._-z").quote(symbol, T, "1", "2", "3"));
    }
    for (String symbol : symbols) {
      assertThat(all(tenant, symbol))
          .containsExactly(Samples.quote(symbol, "a0._-z", T, 0, "1", "2", "3", R));
    }
  }

  @Test
  default void oneBlockMayHoldManyTenantsAndManySymbols() {
    List<TenantId> tenants = Stream.generate(this::newTenant).limit(200).toList();
    List<TenantTicks> block = new ArrayList<>();
    for (int i = 0; i < tenants.size(); i++) {
      block.add(
          Batch.quotes("fxcm")
              .quote("EURUSD", T, "1." + i, "2." + i, "0")
              .quote("GBPUSD", T, "3." + i, "4." + i, "0")
              .quote("EURUSD", T.plusNanos(1), "5." + i, "6." + i, "0")
              .of(tenants.get(i), R.plusSeconds(i)));
    }
    append(block);
    for (int i = 0; i < tenants.size(); i++) {
      Instant received = R.plusSeconds(i);
      assertThat(all(tenants.get(i), "EURUSD"))
          .containsExactly(
              Samples.quote("EURUSD", "fxcm", T, 0, "1." + i, "2." + i, "0", received),
              Samples.quote(
                  "EURUSD", "fxcm", T.plusNanos(1), 0, "5." + i, "6." + i, "0", received));
      assertThat(all(tenants.get(i), "GBPUSD"))
          .containsExactly(
              Samples.quote("GBPUSD", "fxcm", T, 0, "3." + i, "4." + i, "0", received));
    }
  }

  @Test
  default void anEmptyBlockIsNothing() {
    append(List.of());
  }

  @Test
  default void correctionsOfALongStreamAreAllApplied() {
    TenantId tenant = newTenant();
    append(tenant, Samples.crowd("fxcm", 20_000, 11));
    append(tenant, R.plusSeconds(1), Samples.crowd("fxcm", 20_000, 12).reversed());
    assertThat(all(tenant, "EURUSD"))
        .hasSize(20_000)
        .extracting(Tick::receivedAt)
        .containsOnly(R.plusSeconds(1));
  }

  @Test
  default void oneBlockMayTouchMoreMonthsThanAnyOfItsBatches() {
    TenantId tenant = newTenant();
    List<TenantTicks> block = new ArrayList<>();
    for (int month = 0; month < 150; month++) {
      Instant time = Instant.EPOCH.atZone(ZoneOffset.UTC).plusMonths(month).toInstant();
      block.add(Batch.quotes("fxcm").quote("EURUSD", time, "1", "2", "0").of(tenant, R));
    }
    append(block);
    assertThat(all(tenant, "EURUSD")).hasSize(150);
  }

  @Test
  default void batchesAppendedAtTheSameTimeAreAllThere() throws Exception {
    TenantId tenant = newTenant();
    Together.call(
        8,
        i ->
            () -> {
              append(tenant, R.plusNanos(1_000L * i), Samples.crowd("feed" + i, 500, i));
              return i;
            });
    assertThat(all(tenant, "EURUSD")).hasSize(4_000);
  }

  @Test
  default void nothingOfAnotherTenantIsRead() {
    TenantId own = newTenant();
    TenantId other = newTenant();
    append(other, Batch.quotes("fxcm").quote("EURUSD", T, "1", "2", "0"));
    assertThat(all(own, "EURUSD")).isEmpty();
    append(own, R.plusSeconds(1), Batch.quotes("fxcm").quote("EURUSD", T, "3", "4", "0"));
    assertThat(all(own, "EURUSD"))
        .containsExactly(Samples.quote("EURUSD", "fxcm", T, 0, "3", "4", "0", R.plusSeconds(1)));
    assertThat(all(other, "EURUSD"))
        .containsExactly(Samples.quote("EURUSD", "fxcm", T, 0, "1", "2", "0", R));
  }

  @Test
  default void afterItsDeadlineNothingIsAppendedOrRead() {
    TenantId tenant = newTenant();
    TenantTicks late = Batch.quotes("a").quote("EURUSD", T, "1", "2", "0").of(tenant, R);
    assertUnavailable(
        () -> ticks().append(List.of(late), Fresh.expired()),
        () -> ticks().read(Viewer.of(tenant), EVERYTHING, page -> {}, Fresh.expired()));
    assertThat(all(tenant, "EURUSD")).isEmpty();
  }
}
