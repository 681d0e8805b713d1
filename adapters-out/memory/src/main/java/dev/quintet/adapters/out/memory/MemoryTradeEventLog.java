package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.RecordedEvent;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeEventLog;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradeId;
import dev.quintet.domain.users.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryFillLog} has beside fills. */
public final class MemoryTradeEventLog implements TradeEventLog {

  private static final Comparator<RecordedEvent> ORDER =
      Comparator.<RecordedEvent, Instant>comparing(it -> it.event().at())
          .thenComparing(it -> it.event().account().value())
          .thenComparing(RecordedEvent::sequence);

  private final MemoryFillLog log;

  public MemoryTradeEventLog(MemoryFillLog log) {
    this.log = log;
  }

  @Override
  public Page<RecordedEvent> list(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = filter.listing(LISTING, tenant);
    List<RecordedEvent> all =
        recorded(log.kept(tenant)).stream().filter(it -> lets(filter, it)).sorted(ORDER).toList();
    int from =
        after == null
            ? 0
            : listing.position(after, 3, last -> behind(all, last));
    List<RecordedEvent> found =
        all.subList(from, (int) Math.min(all.size(), from + limit + 1L));
    return listing.page(found, limit, MemoryTradeEventLog::place);
  }

  private static List<String> place(RecordedEvent it) {
    return List.of(
        it.event().at().toString(),
        it.event().account().value(),
        Long.toString(it.sequence()));
  }

  /** How many are not behind that place. */
  private static int behind(List<RecordedEvent> all, List<String> last) {
    Instant at = Instant.parse(last.get(0));
    long sequence = Long.parseLong(last.get(2));
    return (int)
        all.stream()
            .filter(
                it -> {
                  int time = it.event().at().compareTo(at);
                  int account = it.event().account().value().compareTo(last.get(1));
                  return time != 0
                      ? time < 0
                      : account != 0 ? account < 0 : it.sequence() <= sequence;
                })
            .count();
  }

  private static boolean lets(TradeFilter filter, RecordedEvent it) {
    Instant at = it.event().at();
    return (filter.user() == null || filter.user().equals(it.user()))
        && (filter.account() == null || filter.account().equals(it.event().account()))
        && (filter.symbol() == null || filter.symbol().equals(it.symbol()))
        && (filter.from() == null || !at.isBefore(filter.from()))
        && (filter.to() == null || at.isBefore(filter.to()));
  }

  private static List<RecordedEvent> recorded(List<MemoryTradeEvents.Kept> all) {
    List<RecordedEvent> recorded = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      MemoryTradeEvents.Kept kept = all.get(i);
      if (!(kept.event() instanceof Fill)) {
        RecordedFill before = before(all.subList(0, i), kept.event()).orElse(null);
        recorded.add(
            new RecordedEvent(kept.event(), before, kept.user(), kept.sequence(), kept.at()));
      }
    }
    return recorded;
  }

  private static Optional<RecordedFill> before(
      List<MemoryTradeEvents.Kept> until, TradeEvent event) {
    Optional<TradeId> about =
        switch (event) {
          case TradeEvent.Correction it -> Optional.of(it.replacement().id());
          case TradeEvent.Bust it -> Optional.of(it.fill());
          case Fill _, TradeEvent.Split _, TradeEvent.Dividend _ -> Optional.empty();
        };
    return about.flatMap(
        trade ->
            placed(until).stream()
                .map(MemoryTradeEvents.Placed::recorded)
                .filter(it -> it.fill().account().equals(event.account()))
                .filter(it -> it.fill().id().equals(trade))
                .findFirst());
  }

  /** The fills that count. */
  static Collection<MemoryTradeEvents.Placed> placed(List<MemoryTradeEvents.Kept> all) {
    Map<List<?>, MemoryTradeEvents.Placed> placed = new LinkedHashMap<>();
    for (MemoryTradeEvents.Kept kept : all) {
      AccountId account = kept.event().account();
      switch (kept.event()) {
        case Fill it ->
            placed.put(
                List.of(account, it.id()),
                new MemoryTradeEvents.Placed(kept.fill(it, kept.tier()), kept.sequence()));
        case TradeEvent.Correction it ->
            placed.computeIfPresent(
                List.of(account, it.replacement().id()),
                (key, before) ->
                    new MemoryTradeEvents.Placed(
                        kept.fill(it.replacement(), before.recorded().tier()),
                        before.place()));
        case TradeEvent.Bust it -> placed.remove(List.of(account, it.fill()));
        case TradeEvent.Split _, TradeEvent.Dividend _ -> {}
      }
    }
    return placed.values();
  }
}
