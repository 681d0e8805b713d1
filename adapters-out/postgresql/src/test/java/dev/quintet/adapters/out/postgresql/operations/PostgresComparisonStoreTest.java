package dev.quintet.adapters.out.postgresql.operations;

import dev.quintet.adapters.out.contract.ComparisonStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.operations.ComparisonStore;

final class PostgresComparisonStoreTest implements ComparisonStoreContract {

  @Override
  public ComparisonStore comparisons() {
    return TestPostgres.bean(ComparisonStore.class);
  }
}
