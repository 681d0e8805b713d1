package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.SymbolLedgerContract;
import dev.quintet.domain.marketdata.SymbolLedger;

final class MemorySymbolLedgerTest implements SymbolLedgerContract {

  private final MemorySymbolLedger ledger = new MemorySymbolLedger(LIMIT);

  @Override
  public SymbolLedger ledger() {
    return ledger;
  }
}
