package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static dev.quintet.adapters.out.contract.TradesContract.bust;
import static dev.quintet.adapters.out.contract.TradesContract.correction;
import static dev.quintet.adapters.out.contract.TradesContract.costs;
import static dev.quintet.adapters.out.contract.TradesContract.dividend;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.TradesContract.origin;
import static dev.quintet.adapters.out.contract.TradesContract.split;
import static dev.quintet.adapters.out.contract.TradesContract.with;
import static dev.quintet.domain.trades.Side.BUY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.RecordedEvent;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeEventLog;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.TradingAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link TradeEventLog} does. */
public interface TradeEventLogContract extends TradesContract, PagingContract {

  private TradeEventLog log() {
    return port(TradeEventLog.class);
  }

  private List<RecordedEvent> events(TenantId tenant, TradeFilter filter) {
    return log().list(tenant, filter, null, 100, Fresh.deadline()).items();
  }

  @Test
  default void eventsAreListedAsTheyWereRecorded() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill first =
        with(with(fill(account, "1", 0, BUY, "2", "100"), costs("1", "0", "0")), "10", "1");
    Fill meant =
        with(with(fill(account, "1", 1, BUY, "3", "90"), DAX, origin("", "g", "ann")), "10", "0.5");
    TradeEvent correction = correction("c", meant);
    TradeEvent bust = bust("b", account, "1");
    TradeEvent split = split("s", account, 5, 3, 2);
    TradeEvent dividend = dividend("d", account, 6, "0.00000001");
    record(tenant, first, split, dividend, correction, bust);
    List<RecordedEvent> all = events(tenant, TradeFilter.ALL);
    assertThat(all)
        .extracting(RecordedEvent::event)
        .as("by their times")
        .containsExactly(split, dividend, correction, bust);
    assertThat(all).allMatch(it -> it.user().equals(account.user()) && it.symbol().equals(DAX));
    assertThat(all.stream().map(RecordedEvent::sequence).toList())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(all)
        .as("the fill as it was until then")
        .extracting(it -> Optional.ofNullable(it.before()).map(RecordedFill::fill))
        .containsExactly(
            Optional.empty(), Optional.empty(), Optional.of(first), Optional.of(meant));
    assertThat(events(tenant, TradeFilter.ALL.of(account.user()))).isEqualTo(all);
    assertThat(events(tenant, TradeFilter.ALL.of(newUser(tenant)))).as("of another user").isEmpty();
    assertThat(events(tenant, TradesContract.of(newAccount(tenant)))).isEmpty();
    assertThat(events(newTenant(), TradeFilter.ALL)).isEmpty();
    assertThat(
            events(
                tenant,
                new TradeFilter(null, null, DAX, null, AT.plusSeconds(6), AT.plusSeconds(3600))))
        .extracting(RecordedEvent::event)
        .containsExactly(dividend);
    assertThat(events(tenant, new TradeFilter(null, null, new Symbol("AEX"), null, null, null)))
        .isEmpty();
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (TenantId tenant : List.of(newTenant(), newTenant())) {
      TradingAccount account = newAccount(tenant);
      IntStream.range(0, 9)
          .forEach(i -> record(tenant, dividend("d" + i, account, i / 4, "1")));
      for (TradeFilter filter :
          List.of(
              TradeFilter.ALL,
              TradeFilter.ALL.of(account.user()),
              TradesContract.of(account),
              new TradeFilter(null, null, DAX, null, null, null),
              new TradeFilter(null, null, null, null, AT, null),
              new TradeFilter(null, null, null, null, null, AT.plusSeconds(60)))) {
        listings.add((after, limit) -> log().list(tenant, filter, after, limit, Fresh.deadline()));
      }
    }
    return listings;
  }

  @Test
  default void afterItsDeadlineNothingIsSaid() {
    TenantId tenant = newTenant();
    assertUnavailable(() -> log().list(tenant, TradeFilter.ALL, null, 1, Fresh.expired()));
  }
}
