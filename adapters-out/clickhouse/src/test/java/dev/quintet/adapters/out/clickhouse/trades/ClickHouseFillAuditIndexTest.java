package dev.quintet.adapters.out.clickhouse.trades;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.clickhouse.kernel.RowBlock;
import dev.quintet.adapters.out.clickhouse.kernel.Table;
import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.FillAuditIndexContract;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Audited;
import dev.quintet.domain.trades.Costs;
import dev.quintet.domain.trades.DayCheck;
import dev.quintet.domain.trades.FillAuditIndex;
import dev.quintet.domain.trades.FillIndex;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClickHouseFillAuditIndexTest implements FillAuditIndexContract {

  private static final Instant AT = Instant.parse("2026-02-03T04:05:06Z");

  @Override
  public FillAuditIndex audit() {
    return TestClickHouse.shared().bean(FillAuditIndex.class);
  }

  @Override
  public FillIndex index() {
    return TestClickHouse.shared().bean(FillIndex.class);
  }

  private static Trade.Part part(String strategy) {
    Money gross = Money.parse("gross", "1.5", "EUR");
    Costs none = Costs.none(gross.currency());
    return new Trade.Part(strategy, List.of("ann"), null, AT, BigDecimal.ONE, gross, none);
  }

  @Test
  void whatWasPutBeforeThereWereConfidencesHasNone() {
    TenantId tenant = Fresh.tenant();
    Trade trade =
        new Trade(
            new Position.Key(new AccountId("a"), new Symbol("DAX"), ""),
            new UserId("ann"),
            Money.currency("EUR"),
            new TradeId("t"),
            AT,
            1,
            1,
            List.of(part("grid"), part("trend")));
    Table now = TradeTables.TRADES;
    int columns = now.columns().size() - 3;
    Table before =
        new Table(
            now.name(),
            now.latest(),
            now.shown(),
            now.inserting(),
            now.reading(),
            now.projection(),
            now.columns().subList(0, columns));
    assertThat(before.columns().getLast().name()).isEqualTo(Table.GENERATION);
    TestClickHouse.shared()
        .writes
        .insert(
            before,
            RowBlock.encode(before, List.of(TradeSums.row(tenant, trade, 0).subList(0, columns))),
            "storing trades",
            Fresh.deadline());
    assertThat(
            audit()
                .check(
                    tenant,
                    Audited.TRADES,
                    LocalDate.EPOCH,
                    LocalDate.parse("2100-01-01"),
                    Fresh.deadline()))
        .as("no difference from the record, which knows none either")
        .isEqualTo(DayCheck.tradesByDay(List.of(trade)));
    for (Performance.Grouping by : Performance.Grouping.values()) {
      assertThat(index().performance(tenant, TradeFilter.ALL, by, Fresh.deadline()))
          .as("by %s", by)
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row.averageConfidence()).isEmpty());
    }
  }
}
