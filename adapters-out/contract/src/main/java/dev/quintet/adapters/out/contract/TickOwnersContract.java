package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.SymbolSummary;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickKind;
import dev.quintet.domain.marketdata.TickPosition;
import dev.quintet.domain.marketdata.TickQuery;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose ticks a {@link TickStore} shows. */
interface TickOwnersContract extends MarketDataContract {

  UserId ANNA = new UserId("anna");
  UserId BOB = new UserId("Bob:7@x.y-z_");
  List<UserId> BOTH = List.of(ANNA, BOB);

  /** One trade of one place for the tenant and each user, at prices 1, 2 and 3, in this order. */
  private TenantId withThreeOwners() {
    TenantId tenant = newTenant();
    append(tenant, Batch.trades("cme").trade("EURUSD", T, 0, "1", "1"));
    append(tenant, R.plusSeconds(1), Batch.trades("cme").trade("EURUSD", T, 0, "2", "1").of(ANNA));
    append(tenant, R.plusSeconds(2), Batch.trades("cme").trade("EURUSD", T, 0, "3", "1").of(BOB));
    return tenant;
  }

  private List<String> prices(TenantId tenant, @Nullable UserId user) {
    return Read.ticks(ticks(), new Viewer(tenant, user), EVERYTHING).stream()
        .map(TickOwnersContract::price)
        .toList();
  }

  private static String price(Tick tick) {
    BigDecimal price =
        switch (tick) {
          case Tick.Quote quote -> quote.bid();
          case Tick.TradePrint trade -> trade.price();
        };
    return price.stripTrailingZeros().toPlainString();
  }

  @Test
  default void ofTwoOwnersNeitherCorrectsTheOther() {
    TenantId tenant = withThreeOwners();
    assertThat(prices(tenant, null)).containsExactly("1", "3", "2");
    assertThat(prices(tenant, ANNA)).containsExactly("2");
    assertThat(prices(tenant, BOB)).containsExactly("3");
    append(tenant, R.plusSeconds(3), Batch.trades("cme").trade("EURUSD", T, 0, "4", "1").of(ANNA));
    assertThat(prices(tenant, null)).containsExactly("1", "3", "4");
    assertThat(prices(tenant, BOB)).containsExactly("3");
    TickQuery before =
        new TickQuery(EURUSD, null, ALL, null, R.plusSeconds(2));
    assertThat(Read.ticks(ticks(), new Viewer(tenant, ANNA), before))
        .extracting(TickOwnersContract::price)
        .containsExactly("2");
  }

  @Test
  default void whatOneOwnerAnnulsStaysThereForTheOthers() {
    TenantId tenant = withThreeOwners();
    append(
        tenant,
        R.plusSeconds(3),
        Batch.trades("cme").trade("EURUSD", T, 0, "3", "1").annuls().of(BOB));
    assertThat(prices(tenant, null)).containsExactly("1", "2");
    assertThat(prices(tenant, BOB)).isEmpty();
    assertThat(ticks().last(new Viewer(tenant, BOB), EURUSD, Fresh.deadline())).isEmpty();
    assertThat(ticks().last(Viewer.of(tenant), EURUSD, Fresh.deadline()))
        .map(TickOwnersContract::price)
        .contains("2");
  }

  @Test
  default void aUserFindsItsOwnTicksOnly() {
    TenantId tenant = withThreeOwners();
    append(
        tenant,
        Batch.quotes("fxcm").quote("GBPUSD", T.plusSeconds(7_200), "5", "6", "0").of(ANNA),
        Batch.quotes("fxcm").quote("EURUSD", T.plusSeconds(7_200), "7", "8", "0"));
    Viewer anna = new Viewer(tenant, ANNA);
    Viewer bob = new Viewer(tenant, BOB);
    assertThat(ticks().last(anna, EURUSD, Fresh.deadline()))
        .map(TickOwnersContract::price)
        .contains("2");
    assertThat(ticks().last(bob, GBPUSD, Fresh.deadline())).isEmpty();
    assertThat(
            ticks().asOf(bob, List.of(EURUSD, GBPUSD), T.plusSeconds(9_999), Fresh.deadline()))
        .extracting(TickOwnersContract::price)
        .containsExactly("3");
    assertThat(ticks().last(Viewer.of(tenant), GBPUSD, Fresh.deadline())).isPresent();
    SymbolSummary one = new SymbolSummary(EURUSD, T, T);
    assertThat(ticks().symbols(bob, null, 10, Fresh.deadline()).items()).containsExactly(one);
    assertThat(ticks().symbols(anna, null, 10, Fresh.deadline()).items())
        .extracting(SymbolSummary::symbol)
        .containsExactly(EURUSD, GBPUSD);
    assertThat(ticks().summary(anna, EURUSD, null, Fresh.deadline())).contains(one);
    assertThat(ticks().summary(bob, GBPUSD, null, Fresh.deadline())).isEmpty();
    Viewer namesake = new Viewer(newTenant(), ANNA);
    assertThat(Read.ticks(ticks(), namesake, EVERYTHING)).isEmpty();
    assertThat(ticks().symbols(namesake, null, 10, Fresh.deadline()).items()).isEmpty();
    assertThat(ticks().last(namesake, EURUSD, Fresh.deadline())).isEmpty();
  }

  @Test
  default void theLastOfSeveralOwnersIsTheOneReceivedLast() {
    TenantId tenant = withThreeOwners();
    assertThat(ticks().last(Viewer.of(tenant), EURUSD, Fresh.deadline()))
        .map(TickOwnersContract::price)
        .contains("3");
    append(tenant, R.plusSeconds(9), Batch.trades("cme").trade("EURUSD", T, 0, "2.5", "1").of(ANNA));
    assertThat(ticks().asOf(Viewer.of(tenant), List.of(EURUSD), T, Fresh.deadline()))
        .extracting(TickOwnersContract::price)
        .containsExactly("2.5");
  }

  /** So a cursor behind the last row of a page leaves nobody's tick out. */
  @Test
  default void aPageEndsWithAllOwnersOfItsLastPlace() {
    TenantId tenant = newTenant();
    append(tenant, Samples.crowd("fxcm", 8_190, 1));
    for (int i = 0; i < 5; i++) {
      append(
          tenant,
          Batch.quotes("fxcm").quote("EURUSD", T.plusSeconds(60), 0, "1", "2", "3").of(user(i)),
          Batch.trades("fxcm").trade("EURUSD", T.plusSeconds(60), 0, "1", "3").of(user(i)));
    }
    append(tenant, Batch.quotes("fxcm").quote("EURUSD", T.plusSeconds(61), 0, "1", "2", "3"));
    List<Integer> pages = new ArrayList<>();
    List<TickPosition> ends = new ArrayList<>();
    ticks()
        .read(
            Viewer.of(tenant),
            EVERYTHING,
            page -> {
              int row = page.rows() - 1;
              pages.add(page.rows());
              ends.add(
                  new TickPosition(
                      page.eventTimes()[row],
                      page.sequences()[row],
                      page.sources()[page.sourceIndexes()[row]],
                      page.kinds()[row]));
            },
            Fresh.deadline());
    int read = 0;
    for (int i = 0; i < pages.size(); i++) {
      read += pages.get(i);
      TickQuery rest = new TickQuery(EURUSD, null, ALL, ends.get(i), null);
      assertThat(read(tenant, rest)).hasSize(8_190 + 11 - read);
    }
    List<Tick> all = all(tenant, "EURUSD");
    assertThat(all).hasSize(8_190 + 11);
    assertThat(all.subList(8_190, 8_195)).extracting(Tick::kind).containsOnly(TickKind.QUOTE);
    assertThat(all.subList(8_195, 8_200)).extracting(Tick::kind).containsOnly(TickKind.TRADE);
  }

  private static UserId user(int i) {
    return new UserId("user" + i);
  }
}
