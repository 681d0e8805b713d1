package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.TradesContract.costs;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.TradesContract.with;
import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.MergedFill;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.TradingAccount;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a {@link dev.quintet.domain.trades.FillLog} shows the fills of one order. */
interface MergedFillsContract extends TradesContract {

  @Test
  default void fillsOfOneOrderAreMerged() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill.Origin order = new Fill.Origin("", "", List.of(), "", "o-1", "");
    record(
        tenant,
        with(with(fill(account, "1", 1, BUY, "1", "100"), costs("1", "0", "0")), DAX, order),
        fill(account, "2", 2, BUY, "1", "5"),
        with(with(fill(account, "3", 3, BUY, "2", "101"), costs("2", "-1", "0")), DAX, order),
        fill(account, "4", 4, BUY, "1", "5"),
        with(fill(account, "5", 5, SELL, "1", "101"), DAX, order),
        with(fill(newAccount(tenant), "1", 1, BUY, "1", "100"), DAX, order));
    List<MergedFill> merged = merged(tenant, TradesContract.of(account));
    assertThat(merged)
        .extracting(it -> it.ids().toString(), MergedFill::order, it -> it.side())
        .containsExactly(
            tuple("[1, 3]", "o-1", BUY),
            tuple("[2]", "", BUY),
            tuple("[4]", "", BUY),
            tuple("[5]", "o-1", SELL));
    MergedFill first = merged.getFirst();
    assertThat(first.quantity()).isEqualByComparingTo("3");
    assertThat(first.price()).isEqualTo("100.66666667");
    assertThat(first.costs()).isEqualTo(costs("3", "-1", "0"));
    assertThat(List.of(first.from(), first.to()))
        .containsExactly(AT.plusSeconds(1), AT.plusSeconds(3));
    assertThat(merged(tenant, TradesContract.of(account).of(newUser(tenant)))).isEmpty();
    assertThat(merged(newTenant(), TradesContract.of(account))).isEmpty();
  }

  private List<MergedFill> merged(TenantId tenant, TradeFilter filter) {
    return fills().merged(tenant, filter, null, 100, Fresh.deadline()).items();
  }
}
