package dev.quintet.adapters.out.postgresql;

import dev.quintet.adapters.out.contract.ApiKeyStoreContract;
import dev.quintet.domain.tenancy.ApiKeyStore;

final class PostgresApiKeyStoreTest implements ApiKeyStoreContract {

  @Override
  public ApiKeyStore keys() {
    return TestPostgres.bean(ApiKeyStore.class);
  }
}
