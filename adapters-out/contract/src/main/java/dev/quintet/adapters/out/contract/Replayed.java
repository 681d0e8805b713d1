package dev.quintet.adapters.out.contract;

import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.Course;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Recording;
import dev.quintet.domain.trades.Trade;
import java.util.ArrayList;
import java.util.List;

/** What other stores are to have of the fills of one account that nets, worked out from all of them. */
final class Replayed {

  private static final PositionRules RULES = PositionRules.STANDARD;

  private final List<Fill> recorded = new ArrayList<>();

  static List<FillChange.Recorded> of(UserId user, List<Fill> fills) {
    Replayed replayed = new Replayed();
    return fills.stream().map(fill -> replayed.record(user, fill)).toList();
  }

  private FillChange.Recorded record(UserId user, Fill fill) {
    Position.Key key = fill.position(RULES);
    List<Fill> own =
        recorded.stream().filter(it -> it.position(RULES).equals(key)).toList();
    Course before =
        Course.of(key, fill.costs().currency(), RULES, own);
    List<Fill> counting = new ArrayList<>(own);
    counting.add(fill);
    Recording recording =
        Recording.isLate(before.position(), null, fill)
            ? Recording.replayed(before.position(), counting, RULES)
            : Recording.next(before.position(), fill, RULES);
    recorded.add(fill);
    List<Trade.Key> forgotten =
        recording.replayed()
            ? before.closed().stream().map(it -> new Trade.Key(it.closed(), it.closedAt())).toList()
            : List.of();
    int number = recording.replayed() ? 0 : before.closed().size();
    List<Trade.Closing> closings = new ArrayList<>();
    for (ClosedLot lot : recording.closed()) {
      Fill.Origin origin = opening(lot).origin();
      closings.add(
          new Trade.Closing(
              lot,
              number + closings.size() + 1L,
              origin.strategy(),
              origin.agents(),
              origin.confidence()));
    }
    return new FillChange.Recorded(
        new RecordedFill(fill, user, Tier.PRO, recorded.size(), fill.at()),
        recording.trades(forgotten, closings, fill.at(), user, recorded.size()));
  }

  private Fill opening(ClosedLot lot) {
    return recorded.stream().filter(it -> it.id().equals(lot.opened())).findFirst().orElseThrow();
  }
}
