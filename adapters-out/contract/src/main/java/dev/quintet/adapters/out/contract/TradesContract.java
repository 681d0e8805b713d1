package dev.quintet.adapters.out.contract;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntryLog;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Answer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What contracts of trades make; it checks nothing itself. */
interface TradesContract extends UsersContract {

  Symbol DAX = new Symbol("DAX");

  default FillLog fills() {
    return port(FillLog.class);
  }

  default PositionStore positions() {
    return port(PositionStore.class);
  }

  static Costs costs(String commission, String swap, String funding) {
    return new Costs(
        UsersContract.eur(commission), UsersContract.eur(swap), UsersContract.eur(funding));
  }

  /** A fill some seconds after {@link #AT}, without costs. */
  static Fill fill(
      TradingAccount account, String id, int second, Side side, String quantity, String price) {
    return new Fill(
        new TradeId(id),
        account.id(),
        DAX,
        side,
        new BigDecimal(quantity),
        new BigDecimal(price),
        Costs.none(EUR),
        AT.plusSeconds(second),
        Fill.Origin.NONE);
  }

  static Fill with(Fill fill, Costs costs) {
    return new Fill(
        fill.id(),
        fill.account(),
        fill.symbol(),
        fill.side(),
        fill.quantity(),
        fill.price(),
        costs,
        fill.at(),
        fill.origin());
  }

  static Fill with(Fill fill, Symbol symbol, Fill.Origin origin) {
    return new Fill(
        fill.id(),
        fill.account(),
        symbol,
        fill.side(),
        fill.quantity(),
        fill.price(),
        fill.costs(),
        fill.at(),
        origin);
  }

  static Fill.Origin origin(String position, String strategy, String... agents) {
    return new Fill.Origin(position, strategy, List.of(agents), "", "", "");
  }

  default Answer.Recorded record(TenantId tenant, @Nullable UserId user, Fill fill) {
    return fills()
        .append(
            tenant,
            fill,
            Set.of(),
            UsersContract.write(tenant, user, "fill", fill.account() + "/" + fill.id(), fill),
            Fresh.deadline());
  }

  default void record(TenantId tenant, Fill... fills) {
    for (Fill fill : fills) {
      Answer.Recorded unused = record(tenant, null, fill);
    }
  }

  default Money total(TenantId tenant, AccountId account) {
    return accounts().find(tenant, null, account, Fresh.deadline()).orElseThrow().funds().total();
  }

  default List<AccountEntry> entries(TenantId tenant, AccountId account) {
    return port(AccountEntryLog.class)
        .list(tenant, null, account, null, 1_000, Fresh.deadline())
        .items();
  }

  static TradeFilter of(TradingAccount account) {
    return TradeFilter.ALL.of(account.id());
  }
}
