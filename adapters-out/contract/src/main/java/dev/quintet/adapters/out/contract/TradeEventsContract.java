package dev.quintet.adapters.out.contract;

import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Course;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.HeldLot;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.TradingAccount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.TradesContract.bust;
import static dev.quintet.adapters.out.contract.TradesContract.correction;
import static dev.quintet.adapters.out.contract.TradesContract.costs;
import static dev.quintet.adapters.out.contract.TradesContract.dividend;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.TradesContract.origin;
import static dev.quintet.adapters.out.contract.TradesContract.split;
import static dev.quintet.adapters.out.contract.TradesContract.with;
import static dev.quintet.adapters.out.contract.UsersContract.eur;
import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What a {@link dev.quintet.domain.trades.FillLog} does with corrections, busts, splits and dividends. */
interface TradeEventsContract extends TradesContract {

  private List<RecordedFill> fillsOf(TradingAccount account, TenantId tenant) {
    return fills().list(tenant, TradesContract.of(account), null, 1_000, Fresh.deadline()).items();
  }

  private List<PositionSummary> positionsOf(TradingAccount account, TenantId tenant) {
    return positions()
        .list(tenant, TradesContract.of(account), false, null, 100, Fresh.deadline())
        .items();
  }

  @Test
  default void aCorrectionIsAsIfTheFillHadBeenSo() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill first = with(fill(account, "1", 0, BUY, "2", "100"), costs("1", "0", "0"));
    record(tenant, first, fill(account, "2", 0, SELL, "1", "110"));
    assertThat(total(tenant, account.id())).isEqualTo(eur("9"));
    Fill meant =
        with(
            with(fill(account, "1", 0, BUY, "3", "90"), costs("1.5", "-0.2", "0")),
            DAX,
            origin("", "grid", "ann"));
    TradeEvent correction = correction("c", meant);
    assertThat(record(tenant, null, correction).repeated()).isFalse();
    assertThat(record(tenant, null, correction).repeated()).isTrue();
    assertThat(total(tenant, account.id())).isEqualTo(eur("18.3"));
    assertThat(entries(tenant, account.id()).stream().skip(2).map(it -> it.change()).toList())
        .extracting(it -> it.id(), it -> it.amount())
        .containsExactly(
            tuple("event:c:trade", eur("10")),
            tuple("event:c:fee", eur("-0.5")),
            tuple("event:c:swap", eur("-0.2")));
    assertThat(fillsOf(account, tenant))
        .as("in the place of the first")
        .extracting(RecordedFill::fill, RecordedFill::sequence)
        .containsExactly(
            tuple(meant, 3L), tuple(fill(account, "2", 0, SELL, "1", "110"), 2L));
    assertThat(positionsOf(account, tenant).getFirst().quantity()).isEqualByComparingTo("2");
    var closed =
        positions().closedLots(tenant, TradesContract.of(account), null, 10, Fresh.deadline());
    assertThat(closed.items()).extracting(it -> it.lot().gross()).containsExactly(eur("20"));
    assertProblem(
        Problem.Conflict.class, () -> record(tenant, null, correction("c", first)));
    record(tenant, fill(account, "3", 5, SELL, "2", "90"));
    assertThat(fillsOf(account, tenant).getLast().sequence()).isEqualTo(4);
    assertThat(total(tenant, account.id())).isEqualTo(eur("18.3"));
    record(tenant, correction("again", first));
    assertThat(fillsOf(account, tenant).getFirst().fill()).isEqualTo(first);
    assertThat(positionsOf(account, tenant).getFirst().quantity()).isEqualByComparingTo("-1");
  }

  @Test
  default void whatIsAnnulledIsAsIfItHadNeverBeen() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill sold = with(fill(account, "2", 1, SELL, "2", "110"), costs("1", "0", "0"));
    record(tenant, fill(account, "1", 0, BUY, "2", "100"), sold, bust("b", account, "2"));
    assertThat(total(tenant, account.id())).isEqualTo(eur("0"));
    assertThat(fillsOf(account, tenant)).extracting(it -> it.fill().id().value()).containsExactly("1");
    assertThat(positionsOf(account, tenant).getFirst().quantity()).isEqualByComparingTo("2");
    assertThat(record(tenant, null, sold).repeated()).as("it does not come back").isTrue();
    assertThat(fillsOf(account, tenant)).hasSize(1);
    Problem annulled = new Problem.NotReady("trade 2 is annulled");
    assertProblem(annulled, () -> record(tenant, null, bust("b2", account, "2")));
    assertProblem(annulled, () -> record(tenant, null, correction("c", sold)));
    record(tenant, bust("b3", account, "1"));
    assertThat(positionsOf(account, tenant)).isEmpty();
    record(tenant, fill(account, "3", 9, SELL, "1", "1"));
    assertThat(fillsOf(account, tenant).getFirst().sequence()).isEqualTo(5);
    assertThat(positionsOf(account, tenant)).hasSize(1);
  }

  @Test
  default void whatCannotBeIsRefusedAndLeavesNothing() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill bought = fill(account, "1", 0, BUY, "2", "100");
    record(tenant, bought);
    Problem missing = new Problem.NotFound("trade", "9");
    assertProblem(missing, () -> record(tenant, null, bust("b", account, "9")));
    assertProblem(
        missing, () -> record(tenant, null, correction("c", fill(account, "9", 0, BUY, "1", "1"))));
    Fill gold = with(bought, new Symbol("XAU"), Fill.Origin.NONE);
    assertProblem(Problem.Invalid.class, () -> record(tenant, null, correction("c", gold)));
    record(tenant, fill(account, "2", 1, BUY, "0.00000001", "1"));
    assertProblem(Problem.NotReady.class, () -> record(tenant, null, split("s", account, 9, 1, 3)));
    assertThat(record(tenant, null, split("s", account, 9, 2, 1)).repeated())
        .as("the id was not used up")
        .isFalse();
    UserId another = newUser(tenant);
    Problem unknown = new Problem.NotFound("account", account.id().value());
    for (TradeEvent event :
        List.of(
            bust("x", account, "1"),
            correction("x", bought),
            split("x", account, 1, 2, 1),
            dividend("x", account, 1, "1"))) {
      assertProblem(unknown, () -> record(tenant, another, event));
      assertProblem(unknown, () -> record(newTenant(), null, event));
    }
    TradingAccount closed = newAccount(tenant);
    record(tenant, fill(closed, "1", 0, BUY, "1", "1"), fill(closed, "2", 1, SELL, "1", "1"));
    TradingAccount unused =
        accounts()
            .set(tenant, null, closed.id(), TradingAccount.Status.CLOSED, 0, Fresh.deadline());
    assertProblem(
        new Problem.NotReady("account " + closed.id() + " is closed"),
        () -> record(tenant, null, bust("b", closed, "2")));
    assertThat(fillsOf(closed, tenant)).hasSize(2);
  }

  @Test
  default void anAccountWithOpenPositionsIsNotClosed() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    record(
        tenant,
        fill(account, "1", 0, BUY, "1", "100"),
        with(fill(account, "2", 0, SELL, "1", "100"), new Symbol("XAU"), Fill.Origin.NONE));
    assertProblem(
        new Problem.NotReady(
            "account " + account.id() + " has 2 open positions and cannot be closed"),
        () ->
            accounts()
                .set(tenant, null, account.id(), TradingAccount.Status.CLOSED, 0, Fresh.deadline()));
    record(tenant, bust("b", account, "2"), fill(account, "3", 1, SELL, "1", "100"));
    assertThat(
            accounts()
                .set(tenant, null, account.id(), TradingAccount.Status.CLOSED, 0, Fresh.deadline())
                .status())
        .isEqualTo(TradingAccount.Status.CLOSED);
  }

  @Test
  default void splitsAndDividendsAreOfEveryPositionThatWasOpenThen() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    positions()
        .set(
            tenant,
            null,
            account.id(),
            new PositionRules(PositionRules.Mode.HEDGING, PositionRules.Method.FIFO),
            Fresh.deadline());
    record(
        tenant,
        fill(account, "1", 0, BUY, "1", "100"),
        fill(account, "2", 0, SELL, "3", "100"),
        fill(account, "3", 0, BUY, "5", "100"),
        with(fill(account, "4", 9, SELL, "5", "100"), DAX, origin("3", "")),
        fill(account, "6", 20, BUY, "7", "100"),
        split("s", account, 10, 2, 1),
        dividend("d", account, 12, "0.5"));
    assertThat(quantities(account, tenant)).containsExactly("1=2", "2=-6", "3=0", "6=7");
    assertThat(total(tenant, account.id())).isEqualTo(eur("-2"));
    record(tenant, fill(account, "7", 5, BUY, "10", "100"));
    assertThat(quantities(account, tenant))
        .as("one that comes late, before the split")
        .containsExactly("1=2", "2=-6", "3=0", "6=7", "7=20");
    assertThat(total(tenant, account.id())).isEqualTo(eur("8"));
    record(tenant, split("s2", account, 3, 3, 1));
    assertThat(quantities(account, tenant))
        .as("a late one; of what was closed more is left")
        .containsExactly("1=6", "2=-18", "3=20", "6=7", "7=20");
  }

  private List<String> quantities(TradingAccount account, TenantId tenant) {
    return positionsOf(account, tenant).stream()
        .map(it -> it.key().hedge() + "=" + it.quantity().stripTrailingZeros().toPlainString())
        .toList();
  }

  @Test
  default void whatIsKeptIsWhatReplayingAllEventsGives() {
    TenantId tenant = newTenant();
    for (PositionRules.Method method : PositionRules.Method.values()) {
      TradingAccount account = newAccount(tenant);
      PositionRules rules = new PositionRules(PositionRules.Mode.NETTING, method);
      positions().set(tenant, null, account.id(), rules, Fresh.deadline());
      Random random = new Random(method.ordinal());
      List<TradeEvent> recorded = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        TradeEvent event = event(account, random, i);
        try {
          record(tenant, event);
          recorded.add(event);
        } catch (ProblemException e) {
          assertThat(e.problem().fault()).isEqualTo(Problem.Fault.CALLER);
        }
      }
      assertThat(recorded).hasSizeGreaterThan(20);
      Course course =
          Course.of(
              new Position.Key(account.id(), DAX, ""), EUR, rules, Course.effective(recorded, rules));
      Position position = course.position();
      PositionSummary kept = positionsOf(account, tenant).getFirst();
      assertThat(kept.quantity()).isEqualByComparingTo(position.quantity());
      assertThat(kept.averagePrice()).isEqualByComparingTo(position.averagePrice());
      assertThat(kept.realised()).isEqualTo(position.realised());
      assertThat(kept.dividends()).isEqualTo(position.dividends());
      assertThat(kept.costs()).isEqualTo(position.totals().costs());
      assertOpen(tenant, position);
      assertThat(
              positions()
                  .closedLots(tenant, TradesContract.of(account), null, 1_000, Fresh.deadline())
                  .items())
          .extracting(HeldLot::lot)
          .isEqualTo(course.closed());
      Money sum = position.realised().plus(position.dividends());
      assertThat(total(tenant, account.id())).isEqualTo(sum.plus(position.totals().costs().effect()));
    }
  }

  private static TradeEvent event(TradingAccount account, Random random, int number) {
    int second = random.nextInt(60);
    String id = "e" + number;
    Fill fill =
        with(
            with(
                fill(
                    account,
                    "t" + number,
                    second,
                    random.nextBoolean() ? BUY : SELL,
                    BigDecimal.valueOf(1 + random.nextInt(900_000), 4).toPlainString(),
                    BigDecimal.valueOf(1 + random.nextInt(30_000_000), 5).toPlainString()),
                costs("0." + random.nextInt(10_000), "-0.0" + random.nextInt(100), "0")),
            "2.5",
            "0.00" + (1 + random.nextInt(10_000)));
    if (number < 4) {
      return fill;
    }
    String old = "t" + random.nextInt(number);
    return switch (random.nextInt(8)) {
      case 0 -> split(id, account, second, 2 + random.nextInt(3), 1 + random.nextInt(2));
      case 1 -> dividend(id, account, second, "0.0" + (1 + random.nextInt(900)));
      case 2 -> bust(id, account, old);
      case 3 ->
          correction(
              id,
              new Fill(
                  new TradeId(old),
                  fill.account(),
                  fill.symbol(),
                  fill.side(),
                  fill.quantity(),
                  fill.price(),
                  fill.costs(),
                  fill.at(),
                  fill.origin(),
                  fill.conversion()));
      default -> fill;
    };
  }
}
