package dev.quintet.planted.domain.marketdata;

import dev.quintet.planted.domain.tenancy.TenantId;
import java.util.Optional;

/** Keeps every rule: a cache needs no deadline. */
public interface TickCache {

  Optional<Tick> find(TenantId tenant);
}
