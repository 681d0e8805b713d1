package dev.quintet.planted.application.marketdata;

import dev.quintet.planted.domain.marketdata.Tick;
import dev.quintet.planted.domain.marketdata.TickStore;
import dev.quintet.planted.domain.shared.Deadline;
import dev.quintet.planted.domain.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;

/** Keeps every rule. */
public final class TickReading {

  private final TickStore ticks;
  private final Clock clock;
  private final Logger log;

  public TickReading(TickStore ticks, Clock clock, Logger log) {
    this.ticks = ticks;
    this.clock = clock;
    this.log = log;
  }

  public List<Tick> list(TenantId tenant, Deadline deadline) {
    log.debug("read at {} {}", Instant.now(clock), clock.instant());
    return ticks.list(tenant, deadline);
  }
}
