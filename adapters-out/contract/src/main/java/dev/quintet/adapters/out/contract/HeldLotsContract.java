package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.TradesContract.origin;
import static dev.quintet.adapters.out.contract.TradesContract.with;
import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.HeldLot;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.TradingAccount;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link dev.quintet.domain.trades.PositionStore} knows of closed lots beside what closed them. */
interface HeldLotsContract extends TradesContract {

  default List<HeldLot> held(TenantId tenant, TradeFilter filter) {
    return positions().closedLots(tenant, filter, null, 1_000, Fresh.deadline()).items();
  }

  @Test
  default void aClosedLotKnowsItsUserWhatOpenedItAndWhetherItWasSplitMeanwhile() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    TradingAccount another = newAccount(tenant);
    record(
        tenant,
        with(fill(account, "1", 10, BUY, "2", "100"), DAX, origin("", "grid", "trend", "news")),
        fill(another, "1", 10, BUY, "2", "100"),
        with(fill(account, "2", 12, SELL, "1", "101"), DAX, origin("", "other", "last")),
        fill(another, "2", 12, SELL, "1", "101"));
    HeldLot plain = held(tenant, TradesContract.of(account)).getFirst();
    assertThat(plain)
        .isEqualTo(
            new HeldLot(
                plain.lot(), account.user(), "grid", List.of("trend", "news"), false));
    assertThat(plain.lot().closed().value()).isEqualTo("2");
    for (int second : new int[] {9, 13}) {
      record(tenant, split(another, "s" + second, DAX, second));
      assertThat(held(tenant, TradesContract.of(another))).noneMatch(HeldLot::split);
    }
    record(tenant, split(another, "gbp", new Symbol("FTSE"), 11));
    assertThat(held(tenant, TradesContract.of(another))).noneMatch(HeldLot::split);
    record(tenant, split(another, "s12", DAX, 12));
    assertThat(held(tenant, TradesContract.of(another))).allMatch(HeldLot::split);
    assertThat(held(tenant, TradesContract.of(account))).containsExactly(plain);
  }

  private static TradeEvent split(TradingAccount account, String id, Symbol symbol, int second) {
    return new TradeEvent.Split(
        new TradeId(id), account.id(), symbol, 2, 1, AT.plusSeconds(second));
  }
}
