package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.TradesContract.fill;
import static dev.quintet.domain.trades.Side.BUY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxStore;
import dev.quintet.domain.operations.Receipt;
import dev.quintet.domain.operations.ReceiptStore;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.RecordedFill;
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
}
