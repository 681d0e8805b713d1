package dev.quintet.application.marketdata;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.MarketSessionStore;
import dev.quintet.domain.marketdata.MarketSessions;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;

/** Lets a tenant say when its markets are open. */
public final class MarketScheduling {

  private final MarketSessionStore sessions;
  private final Access access;

  public MarketScheduling(MarketSessionStore sessions, Access access) {
    this.sessions = sessions;
    this.access = access;
  }

  /** What the tenant has said; {@link MarketSessions#NONE} before it has. */
  public MarketSessions sessions(Principal principal, Deadline deadline) {
    return sessions.find(
        access.tenant(principal, Permission.SESSIONS_READ, deadline).id(), deadline);
  }

  /** Replaces what the tenant has said before, all of it. It holds for every later answer. */
  public void replace(Principal principal, MarketSessions said, Deadline deadline) {
    sessions.put(
        access.tenant(principal, Permission.SESSIONS_WRITE, deadline).id(), said, deadline);
  }
}
