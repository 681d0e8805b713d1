package dev.quintet.domain.trades;

import dev.quintet.domain.tenancy.UserId;
import java.util.List;

/**
 * A closed lot, and what is known of the time in which it was held.
 *
 * @param user who owns the account
 * @param strategy of the fill that opened it, as the agents are
 * @param split whether units of its symbol were split in its account from its opening to its close, both
 *     instants included
 */
public record HeldLot(
    ClosedLot lot, UserId user, String strategy, List<String> agents, boolean split) {

  public HeldLot {
    agents = List.copyOf(agents);
  }
}
