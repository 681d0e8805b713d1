package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static dev.quintet.adapters.out.contract.TradesContract.costs;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.TradesContract.origin;
import static dev.quintet.adapters.out.contract.TradesContract.with;
import static dev.quintet.adapters.out.contract.UsersContract.eur;
import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountEntry.Reason;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a {@link dev.quintet.domain.trades.FillLog} does. */
public interface FillLogContract
    extends TradeEventsContract, MergedFillsContract, RatedFillsContract, PagingContract {

  private List<RecordedFill> all(TenantId tenant, TradeFilter filter) {
    return fills().list(tenant, filter, null, 1_000, Fresh.deadline()).items();
  }

  @Test
  default void aFillChangesItsPositionAndTheMoneyOfItsAccount() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    record(
        tenant,
        with(fill(account, "1", 0, BUY, "3", "100"), costs("1.5", "0", "0")),
        with(fill(account, "2", 1, SELL, "1", "110.5"), costs("-0.25", "-0.4", "0.1")));
    assertThat(entries(tenant, account.id()))
        .extracting(it -> it.change().reason(), it -> it.change().amount())
        .containsExactly(
            tuple(Reason.FEE, eur("-1.5")),
            tuple(Reason.TRADE, eur("10.75")),
            tuple(Reason.SWAP, eur("-0.3")));
    assertThat(total(tenant, account.id())).isEqualTo(eur("8.95"));
    var position =
        positions()
            .list(tenant, TradesContract.of(account), true, null, 10, Fresh.deadline())
            .items()
            .getFirst();
    assertThat(position.quantity()).isEqualByComparingTo("2");
    assertThat(position.averagePrice()).isEqualByComparingTo("100");
    assertThat(position.realised()).isEqualTo(eur("10.5"));
    assertThat(position.costs()).isEqualTo(costs("1.25", "-0.4", "0.1"));
  }

  @Test
  default void everyFieldComesBackAsItWasSent() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill most =
        new Fill(
            new TradeId("A-z.0_9:" + "x".repeat(92)),
            account.id(),
            new Symbol("S".repeat(64)),
            SELL,
            new BigDecimal("999999.99999999"),
            new BigDecimal("9999999999.99999999"),
            costs("9999999999999999.9999", "-9999999999999999.9999", "0.0001"),
            Instant.parse("2026-02-03T04:05:06.789012Z"),
            new Fill.Origin(
                "p", "Grid 2.1 / ö", List.of("b agent", "a:agent"), "d-1", "o-1", "e-1",
                new BigDecimal("0.12345678")),
            new Fill.Conversion(new BigDecimal("0.00000001"), new BigDecimal("0.123456789012")));
    Fill least = fill(account, "l", 1, BUY, "0.00000001", "0.00000001");
    record(tenant, with(least, costs("0", "9999999999999999.9999", "0")), most);
    assertThat(all(tenant, TradesContract.of(account)))
        .extracting(RecordedFill::fill)
        .containsExactly(most, with(least, costs("0", "9999999999999999.9999", "0")));
  }

  @Test
  default void aFillIsRecordedOnce() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill fill = with(fill(account, "1", 0, BUY, "1", "100"), costs("1", "0", "0"));
    assertThat(record(tenant, null, fill).repeated()).isFalse();
    assertThat(record(tenant, null, fill).repeated()).isTrue();
    assertProblem(
        Problem.Conflict.class,
        () -> record(tenant, null, fill(account, "1", 0, BUY, "1", "101")));
    assertThat(total(tenant, account.id())).isEqualTo(eur("-1"));
    assertThat(all(tenant, TradesContract.of(account))).hasSize(1);
    TradingAccount another = newAccount(tenant);
    record(tenant, fill(another, "1", 0, BUY, "1", "101"));
    assertThat(all(tenant, TradesContract.of(another))).as("ids are those of an account").hasSize(1);
  }

  @Test
  default void aFillThatComesLateChangesTheCourseAsIfItHadComeFirst() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill first = with(fill(account, "1", 0, BUY, "1", "90"), costs("0.1", "0", "0"));
    Fill second = with(fill(account, "2", 1, BUY, "1", "100"), costs("0.2", "0", "0"));
    Fill third = with(fill(account, "3", 2, SELL, "1", "110"), costs("0.3", "0", "0"));
    record(tenant, second, third);
    assertThat(total(tenant, account.id())).isEqualTo(eur("9.5"));
    record(tenant, first);
    TradingAccount inOrder = newAccount(tenant);
    for (Fill fill : List.of(first, second, third)) {
      record(
          tenant,
          with(
              fill(
                  inOrder,
                  fill.id().value(),
                  (int) Duration.between(AT, fill.at()).toSeconds(),
                  fill.side(),
                  fill.quantity().toPlainString(),
                  fill.price().toPlainString()),
              fill.costs()));
    }
    assertThat(total(tenant, account.id()))
        .isEqualTo(total(tenant, inOrder.id()))
        .isEqualTo(eur("19.4"));
    var closed =
        positions().closedLots(tenant, TradesContract.of(account), null, 10, Fresh.deadline());
    assertThat(closed.items()).singleElement().satisfies(held -> {
      assertThat(held.lot().opened().value()).isEqualTo("1");
      assertThat(held.lot().gross()).isEqualTo(eur("20"));
    });
    assertThat(entries(tenant, account.id()).getLast().change().id()).startsWith("fill:1:");
  }

  @Test
  default void whatAnAccountCannotHaveIsRefusedAndLeavesNothing() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill fill = fill(account, "1", 0, BUY, "1", "100");
    Fill dollars = with(fill, Costs.none(Money.currency("USD")));
    assertProblem(
        new Problem.Invalid("currency", "must be EUR, the account's"),
        () -> record(tenant, null, dollars));
    record(tenant, with(fill(account, "0", 0, BUY, "1", "1"), costs("0", "9999999999999999", "0")));
    Fill more =
        with(fill(account, "2", 1, SELL, "1", "10"), costs("0", "9999999999999999.9999", "0"));
    assertProblem(Problem.Invalid.class, () -> record(tenant, null, more));
    assertThat(all(tenant, TradesContract.of(account))).hasSize(1);
    assertThat(entries(tenant, account.id())).hasSize(1);
    assertThat(
            positions()
                .list(tenant, TradesContract.of(account), true, null, 10, Fresh.deadline())
                .items())
        .hasSize(1);
    TradingAccount empty = newAccount(tenant);
    TradingAccount unused =
        accounts().set(tenant, null, empty.id(), TradingAccount.Status.CLOSED, 0, Fresh.deadline());
    assertProblem(
        Problem.NotReady.class,
        () -> record(tenant, null, fill(empty, "1", 0, BUY, "1", "100")));
    record(tenant, fill);
  }

  @Test
  default void anotherUserAndTenantReachNothing() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    UserId another = newUser(tenant);
    TenantId other = newTenant();
    Fill fill = fill(account, "1", 0, BUY, "1", "100");
    Problem missing = new Problem.NotFound("account", account.id().value());
    assertProblem(missing, () -> record(tenant, another, fill));
    assertProblem(missing, () -> record(other, null, fill));
    assertThat(record(tenant, account.user(), fill).repeated()).isFalse();
    assertThat(all(tenant, TradeFilter.ALL.of(account.user()))).hasSize(1);
    assertThat(all(tenant, TradeFilter.ALL.of(another))).isEmpty();
    assertThat(all(other, TradeFilter.ALL)).isEmpty();
    TradingAccount theirs =
        open(
            other,
            TradingAccount.fresh(account.id(), newUser(other), account.terms(), AT));
    assertThat(record(other, null, fill(theirs, "1", 0, SELL, "2", "5")).repeated())
        .as("the same ids of another tenant")
        .isFalse();
    assertThat(all(tenant, TradeFilter.ALL)).extracting(it -> it.fill()).containsExactly(fill);
  }

  @Test
  default void fillsOfOneAccountThatComeTogetherAreOneAfterTheOther() throws Exception {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    List<Boolean> repeated =
        Together.call(
            12,
            i ->
                () ->
                    record(
                            tenant,
                            null,
                            with(
                                fill(account, "t" + i / 2, i / 2, i / 2 % 2 == 0 ? BUY : SELL, "1", "10" + i / 2),
                                costs("0.1", "0", "0")))
                        .repeated());
    assertThat(repeated).filteredOn(Boolean.FALSE::equals).hasSize(6);
    List<RecordedFill> all = all(tenant, TradesContract.of(account));
    assertThat(all)
        .extracting(RecordedFill::sequence)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 6).boxed().toList());
    assertThat(total(tenant, account.id())).isEqualTo(eur("2.4"));
    Money sum =
        entries(tenant, account.id()).stream()
            .map(AccountEntry::change)
            .map(AccountEntry.Change::amount)
            .reduce(Money.zero(EUR), Money::plus);
    assertThat(sum).isEqualTo(eur("2.4"));
  }

  @Test
  default void filtersLetThroughWhatTheyName() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    TradingAccount other = newAccount(tenant);
    Symbol gold = new Symbol("XAUUSD");
    record(
        tenant,
        with(fill(account, "1", 5, BUY, "1", "1"), gold, origin("", "grid", "a")),
        fill(account, "2", 1, BUY, "1", "1"),
        fill(other, "1", 3, BUY, "1", "1"));
    assertThat(ids(tenant, TradeFilter.ALL)).as("by time").containsExactly("2", "1", "1");
    assertThat(ids(tenant, TradesContract.of(account))).containsExactly("2", "1");
    assertThat(ids(tenant, new TradeFilter(null, null, gold, null, null, null))).hasSize(1);
    assertThat(ids(tenant, new TradeFilter(null, null, null, "grid", null, null))).hasSize(1);
    Instant from = AT.plusSeconds(1);
    Instant to = AT.plusSeconds(5);
    assertThat(ids(tenant, new TradeFilter(null, null, null, null, from, to))).hasSize(2);
    assertThat(ids(tenant, TradeFilter.ALL.of(new AccountId("none")))).isEmpty();
  }

  private List<String> ids(TenantId tenant, TradeFilter filter) {
    return all(tenant, filter).stream().map(it -> it.fill().id().value()).toList();
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (TenantId tenant : List.of(newTenant(), newTenant())) {
      TradingAccount account = newAccount(tenant);
      IntStream.range(0, 9)
          .forEach(i -> record(tenant, fill(account, "t" + i, i / 4, BUY, "1", "1")));
      for (TradeFilter filter :
          List.of(
              TradeFilter.ALL,
              TradeFilter.ALL.of(account.user()),
              TradesContract.of(account),
              new TradeFilter(null, null, DAX, null, null, null),
              new TradeFilter(null, null, null, "", null, null),
              new TradeFilter(null, null, null, null, AT, null),
              new TradeFilter(null, null, null, null, null, AT.plusSeconds(60)))) {
        listings.add(
            (after, limit) -> fills().list(tenant, filter, after, limit, Fresh.deadline()));
        listings.add(
            (after, limit) -> fills().merged(tenant, filter, after, limit, Fresh.deadline()));
      }
    }
    return listings;
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    assertUnavailable(
        () ->
            fills()
                .append(
                    tenant,
                    fill(account, "1", 0, BUY, "1", "1"),
                    Set.of(),
                    Fresh.write(tenant),
                    Fresh.expired()),
        () -> fills().list(tenant, TradeFilter.ALL, null, 1, Fresh.expired()));
    assertThat(all(tenant, TradeFilter.ALL)).isEmpty();
  }
}
