package dev.quintet.adapters.out.memory;

import dev.quintet.adapters.out.contract.SessionStoreContract;
import dev.quintet.domain.users.SessionStore;
import java.time.Clock;

final class MemorySessionStoreTest implements SessionStoreContract {

  private final MemorySessionStore store = new MemorySessionStore(Clock.systemUTC());

  @Override
  public SessionStore sessions() {
    return store;
  }
}
