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
import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.Course;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.Performance.Grouping;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionRules.Method;
import dev.quintet.domain.trades.PositionRules.Mode;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link dev.quintet.domain.trades.PositionStore} does with what a FillLog records. */
public interface PositionStoreContract extends HeldLotsContract, PagingContract {

  private List<PositionSummary> positions(TenantId tenant, TradeFilter filter, boolean open) {
    return positions().list(tenant, filter, open, null, 1_000, Fresh.deadline()).items();
  }

  private List<ClosedLot> closed(TenantId tenant, TradeFilter filter) {
    return held(tenant, filter).stream().map(it -> it.lot()).toList();
  }

  private List<Performance> performance(TenantId tenant, TradeFilter filter, Grouping by) {
    return positions().performance(tenant, filter, by, Fresh.deadline());
  }

  private void set(TenantId tenant, AccountId account, PositionRules rules) {
    positions().set(tenant, null, account, rules, Fresh.deadline());
  }

  @Test
  default void positionsAreCurrentWithWhatWasRecordedOfTheirAccount() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Position.Key dax = new Position.Key(account.id(), TradesContract.DAX, "");
    Position.Key aex = new Position.Key(account.id(), new Symbol("AEX"), "");
    Position.Key none = new Position.Key(account.id(), new Symbol("CAC"), "");
    List<Position.Key> keys = List.of(dax, aex, none);
    assertThat(positions().current(tenant, null, keys, Fresh.deadline())).isEmpty();
    record(tenant, fill(account, "1", 0, BUY, "2", "1"));
    record(tenant, fill(account, "2", 0, SELL, "2", "1"));
    record(tenant, with(fill(account, "3", 0, BUY, "1", "1"), aex.symbol(), Fill.Origin.NONE));
    List<CurrentPosition> current = positions().current(tenant, null, keys, Fresh.deadline());
    assertThat(current)
        .extracting(CurrentPosition::position)
        .as("flat ones too")
        .containsExactlyInAnyOrderElementsOf(positions(tenant, TradeFilter.ALL, false));
    assertThat(current)
        .extracting(CurrentPosition::user, CurrentPosition::version)
        .containsOnly(tuple(account.user(), 3L));
    assertThat(positions().current(tenant, account.user(), List.of(aex), Fresh.deadline()))
        .hasSize(1);
    UserId another = newUser(tenant);
    assertThat(positions().current(tenant, another, keys, Fresh.deadline())).isEmpty();
    assertThat(positions().current(newTenant(), null, keys, Fresh.deadline())).isEmpty();
  }

  @Test
  default void rulesAreSetBeforeTheFirstFill() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    PositionRules hedging = new PositionRules(Mode.HEDGING, Method.AVERAGE);
    assertThat(positions().rules(tenant, null, account.id(), Fresh.deadline()))
        .isEqualTo(PositionRules.STANDARD);
    set(tenant, account.id(), hedging);
    record(tenant, fill(account, "1", 0, BUY, "1", "1"));
    set(tenant, account.id(), hedging);
    assertProblem(
        Problem.NotReady.class, () -> set(tenant, account.id(), PositionRules.STANDARD));
    assertThat(positions().rules(tenant, account.user(), account.id(), Fresh.deadline()))
        .isEqualTo(hedging);
    UserId another = newUser(tenant);
    assertProblem(
        Problem.NotFound.class,
        () -> positions().rules(tenant, another, account.id(), Fresh.deadline()));
    TradingAccount fresh = newAccount(tenant);
    assertProblem(
        Problem.NotFound.class,
        () -> positions().set(tenant, another, fresh.id(), hedging, Fresh.deadline()));
    assertProblem(
        Problem.NotFound.class, () -> set(newTenant(), account.id(), PositionRules.STANDARD));
  }

  @Test
  default void whatIsKeptIsWhatReplayingTheFillsGives() {
    TenantId tenant = newTenant();
    for (Method method : Method.values()) {
      TradingAccount account = newAccount(tenant);
      PositionRules rules = new PositionRules(Mode.NETTING, method);
      set(tenant, account.id(), rules);
      Random random = new Random(method.ordinal());
      List<Fill> fills = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        fills.add(
            with(
                fill(
                    account,
                    "t" + i,
                    random.nextInt(40),
                    random.nextBoolean() ? BUY : SELL,
                    BigDecimal.valueOf(1 + random.nextInt(900_000_000), 8).toPlainString(),
                    BigDecimal.valueOf(1 + random.nextLong(30_000_000_000L), 8).toPlainString()),
                costs("0." + random.nextInt(10_000), "-0.0" + random.nextInt(100), "0")));
      }
      fills.forEach(fill -> record(tenant, fill));
      Course course =
          Course.of(
              new Position.Key(account.id(), DAX, ""), EUR, rules, Course.effective(fills, rules));
      Position position = course.position();
      PositionSummary kept = positions(tenant, TradesContract.of(account), false).getFirst();
      assertThat(kept.quantity()).isEqualByComparingTo(position.quantity());
      assertThat(kept.averagePrice()).isEqualByComparingTo(position.averagePrice());
      assertThat(kept.realised()).isEqualTo(position.realised());
      assertThat(kept.costs()).isEqualTo(position.totals().costs());
      assertThat(kept.cycles()).isEqualTo(position.cycles());
      assertThat(closed(tenant, TradesContract.of(account))).isEqualTo(course.closed());
      assertThat(total(tenant, account.id()))
          .isEqualTo(position.realised().plus(position.totals().costs().effect()));
      Performance sum =
          performance(tenant, TradesContract.of(account), Grouping.SYMBOL).getFirst();
      assertThat(sum.gross()).isEqualTo(position.realised());
      assertThat(sum.net())
          .isEqualTo(
              course.closed().stream().map(ClosedLot::net).reduce(Money.zero(EUR), Money::plus));
      assertThat(sum.trades())
          .isEqualTo(course.closed().stream().map(ClosedLot::closed).distinct().count());
    }
  }

  @Test
  default void hedgedPositionsStandSideBySide() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    set(tenant, account.id(), new PositionRules(Mode.HEDGING, Method.FIFO));
    record(
        tenant,
        fill(account, "1", 0, BUY, "1", "100"),
        fill(account, "2", 1, SELL, "1", "110"),
        with(fill(account, "3", 2, SELL, "1", "120"), DAX, origin("1", "")));
    assertThat(positions(tenant, TradesContract.of(account), false))
        .extracting(it -> it.key().hedge())
        .containsExactly("1", "2");
    assertThat(positions(tenant, TradesContract.of(account), true))
        .extracting(it -> it.key().hedge())
        .containsExactly("2");
    assertProblem(
        Problem.NotReady.class,
        () ->
            record(
                tenant,
                null,
                with(fill(account, "4", 3, SELL, "1", "120"), DAX, origin("1", ""))));
    assertProblem(
        Problem.Invalid.class,
        () ->
            record(
                tenant,
                null,
                with(fill(account, "5", 3, BUY, "1.1", "120"), DAX, origin("2", ""))));
  }

  @Test
  default void performanceIsAsItIsDefined() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    record(tenant, PerformanceDefinition.fills(account).toArray(Fill[]::new));
    PerformanceDefinition.check(account, (filter, by) -> performance(tenant, filter, by));
    TradingAccount another = newAccount(tenant);
    record(tenant, PerformanceDefinition.several(another).toArray(Fill[]::new));
    PerformanceDefinition.checkSeveral(another, (filter, by) -> performance(tenant, filter, by));
    TradeFilter first =
        new TradeFilter(null, account.id(), null, "grid", AT, AT.plusSeconds(86_400));
    assertThat(closed(tenant, first)).extracting(it -> it.closed().value()).containsExactly("2");
  }

  @Test
  default void anotherUserAndTenantReachNothing() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    record(
        tenant,
        fill(account, "1", 0, BUY, "2", "100"),
        fill(account, "2", 1, SELL, "1", "101"));
    assertThat(positions(tenant, TradeFilter.ALL.of(account.user()), true)).hasSize(1);
    assertThat(closed(tenant, TradeFilter.ALL.of(account.user()))).hasSize(1);
    TradeFilter another = TradeFilter.ALL.of(newUser(tenant));
    assertThat(positions(tenant, another, false)).isEmpty();
    assertThat(closed(tenant, another)).isEmpty();
    assertThat(performance(tenant, another, Grouping.ACCOUNT)).isEmpty();
    TenantId other = newTenant();
    assertThat(positions(other, TradeFilter.ALL, false)).isEmpty();
    assertThat(closed(other, TradeFilter.ALL)).isEmpty();
    assertThat(performance(other, TradeFilter.ALL, Grouping.ACCOUNT)).isEmpty();
  }

  @Override
  default List<Paged<?>> listings() {
    List<Paged<?>> listings = new ArrayList<>();
    for (TenantId tenant : List.of(newTenant(), newTenant())) {
      TradingAccount account = newAccount(tenant);
      IntStream.range(0, 5)
          .forEach(
              i -> {
                Symbol symbol = new Symbol("S" + i);
                Fill buy = fill(account, "b" + i, 0, BUY, "2", "1");
                Fill sell = fill(account, "s" + i, 1, SELL, "1", "2");
                record(
                    tenant,
                    with(buy, symbol, Fill.Origin.NONE),
                    with(sell, symbol, Fill.Origin.NONE));
              });
      for (TradeFilter filter : List.of(TradeFilter.ALL, TradesContract.of(account))) {
        for (boolean open : new boolean[] {true, false}) {
          listings.add(
              (after, limit) ->
                  positions().list(tenant, filter, open, after, limit, Fresh.deadline()));
        }
        listings.add(
            (after, limit) ->
                positions().closedLots(tenant, filter, after, limit, Fresh.deadline()));
      }
    }
    return listings;
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    TenantId tenant = newTenant();
    AccountId account = newAccount(tenant).id();
    assertUnavailable(
        () -> positions().rules(tenant, null, account, Fresh.expired()),
        () -> positions().set(tenant, null, account, PositionRules.STANDARD, Fresh.expired()),
        () -> positions().list(tenant, TradeFilter.ALL, true, null, 1, Fresh.expired()),
        () -> positions().closedLots(tenant, TradeFilter.ALL, null, 1, Fresh.expired()),
        () -> positions().performance(tenant, TradeFilter.ALL, Grouping.DAY, Fresh.expired()));
  }
}
