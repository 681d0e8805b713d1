package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.FillAuditIndexContract;
import dev.quintet.domain.trades.FillAuditIndex;
import dev.quintet.domain.trades.FillIndex;

final class MemoryFillAuditIndexTest implements FillAuditIndexContract {

  private final MemoryFillIndex index = new MemoryFillIndex();

  @Override
  public FillAuditIndex audit() {
    return new MemoryFillAuditIndex(index);
  }

  @Override
  public FillIndex index() {
    return index;
  }
}
