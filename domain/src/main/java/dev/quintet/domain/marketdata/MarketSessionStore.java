package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;

/** The system of record for what tenants say of the sessions of their markets. */
public interface MarketSessionStore {

  /** What the tenant has said; {@link MarketSessions#NONE} before it has. */
  MarketSessions find(TenantId tenant, Deadline deadline);

  /** Puts it in the place of what the tenant has said before; durable on return. */
  void put(TenantId tenant, MarketSessions sessions, Deadline deadline);
}
