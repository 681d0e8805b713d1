package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.ApiKeyStoreContract;
import dev.quintet.domain.tenancy.ApiKeyStore;

final class MemoryApiKeyStoreTest implements ApiKeyStoreContract {

  private final MemoryApiKeyStore store = new MemoryApiKeyStore();

  @Override
  public ApiKeyStore keys() {
    return store;
  }
}
