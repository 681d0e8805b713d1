package dev.quintet.adapters.out.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.Side;
import dev.quintet.domain.trades.TradeEvent;
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
        fill.origin(),
        fill.conversion());
  }

  static Fill with(Fill fill, String multiplier, String rate) {
    return new Fill(
        fill.id(),
        fill.account(),
        fill.symbol(),
        fill.side(),
        fill.quantity(),
        fill.price(),
        fill.costs(),
        fill.at(),
        fill.origin(),
        new Fill.Conversion(new BigDecimal(multiplier), new BigDecimal(rate)));
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
        origin,
        fill.conversion());
  }

  static Fill.Origin origin(String position, String strategy, String... agents) {
    return new Fill.Origin(position, strategy, List.of(agents), "", "", "");
  }

  /** The same, with that confidence. */
  static Fill sure(Fill fill, String confidence) {
    Fill.Origin of = fill.origin();
    return with(
        fill,
        fill.symbol(),
        new Fill.Origin(
            of.position(),
            of.strategy(),
            of.agents(),
            of.decision(),
            of.order(),
            of.execution(),
            new BigDecimal(confidence)));
  }

  default Answer.Recorded record(TenantId tenant, @Nullable UserId user, TradeEvent event) {
    return record(tenant, user, event, Set.of());
  }

  default Answer.Recorded record(
      TenantId tenant, @Nullable UserId user, TradeEvent event, Set<String> stores) {
    String kind = event instanceof Fill ? "fill" : "trade_event";
    return fills()
        .append(
            tenant,
            event,
            stores,
            UsersContract.write(tenant, user, kind, event.account() + "/" + event.id(), event),
            Fresh.deadline());
  }

  default void record(TenantId tenant, TradeEvent... events) {
    for (TradeEvent event : events) {
      Answer.Recorded unused = record(tenant, null, event);
    }
  }

  static TradeEvent correction(String id, Fill replacement) {
    return new TradeEvent.Correction(new TradeId(id), replacement, AT.plusSeconds(3600));
  }

  static TradeEvent bust(String id, TradingAccount account, String fill) {
    return new TradeEvent.Bust(
        new TradeId(id), account.id(), new TradeId(fill), AT.plusSeconds(3600));
  }

  static TradeEvent split(String id, TradingAccount account, int second, int to, int from) {
    return new TradeEvent.Split(
        new TradeId(id), account.id(), DAX, to, from, AT.plusSeconds(second));
  }

  static TradeEvent dividend(String id, TradingAccount account, int second, String amount) {
    return new TradeEvent.Dividend(
        new TradeId(id), account.id(), DAX, new BigDecimal(amount), AT.plusSeconds(second));
  }

  /** What is open is kept as the position has it. */
  default void assertOpen(TenantId tenant, Position position) {
    var open = positions().open(tenant, null, Set.of(position.key()), Fresh.deadline());
    assertThat(positions().open(newTenant(), null, Set.of(position.key()), Fresh.deadline())).isEmpty();
    assertThat(positions().open(tenant, newUser(tenant), Set.of(position.key()), Fresh.deadline()))
        .isEmpty();
    assertThat(open).hasSize(position.isFlat() ? 0 : 1);
    if (!position.isFlat()) {
      BigDecimal price = new BigDecimal("123.45678");
      assertThat(open.getFirst().converted()).isTrue();
      assertThat(open.getFirst().unrealised(price, new BigDecimal("0.987")))
          .isEqualTo(position.open().unrealised(price, new BigDecimal("0.987")));
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
