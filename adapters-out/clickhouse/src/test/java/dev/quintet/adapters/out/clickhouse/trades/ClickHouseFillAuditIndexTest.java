package dev.quintet.adapters.out.clickhouse.trades;

import dev.quintet.adapters.out.clickhouse.kernel.TestClickHouse;
import dev.quintet.adapters.out.contract.FillAuditIndexContract;
import dev.quintet.domain.trades.FillAuditIndex;
import dev.quintet.domain.trades.FillIndex;

final class ClickHouseFillAuditIndexTest implements FillAuditIndexContract {

  @Override
  public FillAuditIndex audit() {
    return TestClickHouse.shared().bean(FillAuditIndex.class);
  }

  @Override
  public FillIndex index() {
    return TestClickHouse.shared().bean(FillIndex.class);
  }
}
