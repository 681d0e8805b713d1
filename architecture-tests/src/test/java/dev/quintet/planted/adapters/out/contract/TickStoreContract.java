package dev.quintet.planted.adapters.out.contract;

import dev.quintet.planted.domain.marketdata.TickStore;

/** What each tick store must pass. */
public interface TickStoreContract {

  TickStore store();
}
