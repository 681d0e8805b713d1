package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.TradesContract.bust;
import static dev.quintet.adapters.out.contract.TradesContract.correction;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.adapters.out.contract.TradesContract.split;
import static dev.quintet.adapters.out.contract.TradesContract.with;
import static dev.quintet.domain.trades.Side.BUY;
import static dev.quintet.domain.trades.Side.SELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link dev.quintet.domain.trades.FillLog} records for other stores. */
interface DerivedFillsContract extends TradesContract {

  @Test
  default void whatOtherStoresAreToHaveIsRecordedOnceWithTheFill() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill first = fill(account, "1", 1, BUY, "1", "1");
    Fill second = fill(account, "2", 0, BUY, "2", "1");
    for (Fill fill : List.of(first, second, first)) {
      Answer.Recorded unused =
          fills()
              .append(
                  tenant,
                  fill,
                  Set.of("index"),
                  UsersContract.write(tenant, null, "fill", fill.id().value(), fill),
                  Fresh.deadline());
    }
    OperationId operation = new OperationId("fill:1@" + account.id());
    Receipt receipt =
        port(ReceiptStore.class)
            .find(tenant, account.user(), operation, Fresh.deadline())
            .orElseThrow();
    assertThat(receipt.settled(Set.of("index"))).isFalse();
    List<RecordedFill> given = given(tenant);
    assertThat(given)
        .extracting(RecordedFill::fill, RecordedFill::sequence)
        .containsExactly(tuple(first, 1L), tuple(second, 2L));
    assertThat(given)
        .containsExactlyInAnyOrderElementsOf(
            fills().list(tenant, TradeFilter.ALL, null, 10, Fresh.deadline()).items());
    TradingAccount missing = UsersContract.account(account.user(), "none");
    assertProblem(
        Problem.NotFound.class, () -> record(tenant, fill(missing, "9", 0, BUY, "1", "1")));
    assertThat(
            port(ReceiptStore.class)
                .find(
                    tenant,
                    null,
                    new OperationId("fill:9@" + missing.id()),
                    Fresh.deadline()))
        .isEmpty();
  }

  @Test
  default void otherStoresAreToHaveCorrectionsAndBusts() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    Fill fill = fill(account, "1", 0, BUY, "1", "1");
    Fill meant = with(fill(account, "1", 3, SELL, "2", "7"), "10", "0.5");
    for (TradeEvent event :
        List.of(
            fill,
            correction("c", meant),
            split("none", account, 1, 2, 1),
            split("s", account, 9, 2, 1),
            bust("b", account, "1"))) {
      assertThat(record(tenant, null, event, Set.of("index")).repeated()).isFalse();
    }
    List<RecordedFill> given = given(tenant);
    assertThat(given)
        .extracting(RecordedFill::fill, RecordedFill::sequence, RecordedFill::annulled)
        .containsExactly(
            tuple(fill, 1L, false),
            tuple(meant, 2L, false),
            tuple(meant, 2L, false),
            tuple(meant, 5L, true));
    assertThat(receipt(tenant, account, "b").settled(Set.of("index"))).isTrue();
    assertThat(receipt(tenant, account, "none").guarantee())
        .as("it changed no position")
        .isEqualTo(Guarantee.SINGLE_STORE);
  }

  @Test
  default void manyTradesThatAreOtherAreInManyChanges() {
    TenantId tenant = newTenant();
    TradingAccount account = newAccount(tenant);
    for (int i = 0; i < 120; i++) {
      record(tenant, fill(account, "t" + i, 1 + i, i % 2 == 0 ? BUY : SELL, "1", "1" + i));
    }
    assertThat(
            record(tenant, null, fill(account, "late", 0, SELL, "1", "9"), Set.of("index"))
                .repeated())
        .isFalse();
    List<RecordedFill> given = given(tenant);
    assertThat(given).hasSizeGreaterThan(1);
    RecordedFill late = given.getFirst();
    assertThat(given).containsOnly(late);
    assertThat(late.sequence()).isEqualTo(120 + given.size());
    assertThat(fills().list(tenant, TradesContract.of(account), null, 1, Fresh.deadline()).items())
        .containsExactly(late);
    record(tenant, bust("b", account, "late"), fill(account, "last", 999, BUY, "1", "1"));
    assertThat(
            fills()
                .list(tenant, TradesContract.of(account), null, 1_000, Fresh.deadline())
                .items()
                .getLast()
                .sequence())
        .isEqualTo(120 + 2 * given.size() + 1);
  }

  default List<RecordedFill> given(TenantId tenant) {
    List<RecordedFill> given = new ArrayList<>();
    OutboxStore.Turn unused =
        port(OutboxStore.class)
            .deliver(
                new OutboxStore.Lane(tenant, "index"),
                Set.of(FillChange.KIND),
                10,
                rows -> {
                  rows.forEach(row -> given.add(FillChange.recorded(row.change()).fill()));
                  return new Delivery(rows, List.of(), List.of(), null);
                },
                Fresh.deadline());
    return given;
  }

  private Receipt receipt(TenantId tenant, TradingAccount account, String event) {
    return port(ReceiptStore.class)
        .find(
            tenant,
            account.user(),
            new OperationId("event:" + event + "@" + account.id()),
            Fresh.deadline())
        .orElseThrow();
  }
}
