package dev.quintet.adapters.out.postgresql.tenancy;

import dev.quintet.adapters.out.contract.ApiKeyStoreContract;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.tenancy.ApiKeyStore;

final class PostgresApiKeyStoreTest implements ApiKeyStoreContract {

  @Override
  public ApiKeyStore keys() {
    return TestPostgres.bean(ApiKeyStore.class);
  }
}
