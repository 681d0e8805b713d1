package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.ComparisonStoreContract;
import dev.quintet.domain.operations.ComparisonStore;

final class MemoryComparisonStoreTest implements ComparisonStoreContract {

  private final MemoryComparisonStore comparisons = new MemoryComparisonStore();

  @Override
  public ComparisonStore comparisons() {
    return comparisons;
  }
}
