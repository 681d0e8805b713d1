package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.Change;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.Course;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Recording;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradedAccount;
import dev.quintet.domain.users.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events in a list for each tenant, and nothing that follows from them: every position is replayed. */
abstract class MemoryTradeEvents {

  private final Map<TenantId, List<Kept>> events = new HashMap<>();
  private final Map<Owner, PositionRules> rules = new HashMap<>();

  private record Owner(TenantId tenant, AccountId account) {}

  /** As it was recorded. */
  record Kept(TradeEvent event, UserId user, Tier tier, long sequence, Instant at) {

    RecordedFill fill(Fill fill, @Nullable Tier first) {
      return new RecordedFill(fill, user, first, sequence, at);
    }
  }

  /**
   * A fill that counts.
   *
   * @param place of the first of its versions
   */
  record Placed(RecordedFill recorded, long place) {}

  final void add(
      TenantId tenant, TradeEvent event, TradedAccount account, long sequence, Instant at) {
    Kept kept = new Kept(event, account.user(), account.tier(), sequence, at);
    events.computeIfAbsent(tenant, id -> new ArrayList<>()).add(kept);
  }

  /** What other stores are to have, with sequences from that on. */
  final List<Change> changes(
      TenantId tenant, TradedAccount account, TradeEvent event, Instant at, List<Recording> all) {
    long first = last(tenant, account.id()) + 1;
    Optional<RecordedFill> changed = changed(tenant, account, event, first, at);
    List<Change> changes = new ArrayList<>();
    for (Recording one : all) {
      List<Trade> trades = trades(tenant, one, event, account.user(), first);
      RecordedFill some =
          changed.orElseGet(
              () ->
                  placed(tenant).stream()
                      .filter(it -> key(tenant, it.recorded).equals(one.after().key()))
                      .min(Comparator.comparingLong(Placed::place))
                      .orElseThrow()
                      .recorded);
      changes.addAll(
          FillChange.of(some, trades, first + changes.size(), changed.isPresent()));
    }
    return changes;
  }

  private Optional<RecordedFill> changed(
      TenantId tenant, TradedAccount account, TradeEvent event, long sequence, Instant at) {
    UserId user = account.user();
    return switch (event) {
      case Fill it -> Optional.of(new RecordedFill(it, user, account.tier(), sequence, at));
      case TradeEvent.Correction it ->
          Optional.of(
              new RecordedFill(
                  it.replacement(),
                  user,
                  recorded(tenant, it.account(), it.replacement().id().value()).tier(),
                  sequence,
                  at));
      case TradeEvent.Bust it -> {
        RecordedFill before = recorded(tenant, it.account(), it.fill().value());
        yield Optional.of(
            new RecordedFill(before.fill(), user, before.tier(), sequence, at, true));
      }
      case TradeEvent.Split _, TradeEvent.Dividend _ -> Optional.empty();
    };
  }

  /** Those that are other than they were. */
  private List<Trade> trades(
      TenantId tenant, Recording recording, TradeEvent event, UserId user, long sequence) {
    Position.Key key = recording.after().key();
    PositionRules of = rules(tenant, key.account());
    List<TradeEvent> all =
        new ArrayList<>(of(tenant, key.account()).stream().map(Kept::event).toList());
    List<TradeEvent.OfPosition> before = Course.effective(all, of);
    all.add(event);
    List<TradeEvent.OfPosition> after = Course.effective(all, of);
    Set<Trade> were =
        Set.copyOf(
            Trade.of(
                closings(key, recording.after().currency(), of, before),
                user,
                sequence));
    return recording
        .trades(
            were.stream().map(it -> new Trade.Key(it.closed(), it.closedAt())).toList(),
            closings(key, recording.after().currency(), of, after),
            Instant.MIN,
            user,
            sequence)
        .stream()
        .filter(it -> !were.contains(it))
        .toList();
  }

  private static List<Trade.Closing> closings(
      Position.Key key,
      Currency currency,
      PositionRules rules,
      List<TradeEvent.OfPosition> counting) {
    return MemoryCourses.closings(
        MemoryCourses.course(key, currency, rules, counting), counting);
  }

  /** The trades of a course. */
  final synchronized List<Trade> trades(TenantId tenant, Course course) {
    AccountId account = course.position().key().account();
    List<Kept> kept = of(tenant, account);
    return Trade.of(
        MemoryCourses.closings(
            course,
            Course.effective(kept.stream().map(Kept::event).toList(), rules(tenant, account))),
        kept.getFirst().user,
        0);
  }

  /** The sequence of the last event of an account; 0: there is none. */
  final synchronized long last(TenantId tenant, AccountId account) {
    return of(tenant, account).stream().mapToLong(Kept::sequence).max().orElse(0);
  }

  private Position.Key key(TenantId tenant, RecordedFill recorded) {
    return recorded.fill().position(rules(tenant, recorded.fill().account()));
  }

  /** Of all positions whose events are others with it. */
  final List<Recording> recordings(TenantId tenant, TradedAccount account, TradeEvent event) {
    List<TradeEvent> all =
        new ArrayList<>(of(tenant, account.id()).stream().map(Kept::event).toList());
    List<TradeEvent.OfPosition> before = Course.effective(all, account.rules());
    all.add(event);
    List<TradeEvent.OfPosition> after = Course.effective(all, account.rules());
    boolean spread = event instanceof TradeEvent.Split || event instanceof TradeEvent.Dividend;
    List<Recording> recordings = new ArrayList<>();
    for (Position.Key key : MemoryCourses.keys(before, after, account.rules())) {
      if (!MemoryCourses.of(key, before, account.rules())
          .equals(MemoryCourses.of(key, after, account.rules()))
          || MemoryCourses.isOf(key, event, account.rules())) {
        Position was =
            MemoryCourses.course(key, account.currency(), account.rules(), before).position();
        Course is = MemoryCourses.course(key, account.currency(), account.rules(), after);
        if (!spread || !is.position().equals(was)) {
          recordings.add(new Recording(was, is.position(), is.closed(), true));
        }
      }
    }
    return recordings;
  }

  /** All positions of those fills, by account, symbol and name. */
  final synchronized List<Course> courses(TenantId tenant, TradeFilter filter) {
    return of(tenant)
        .filter(it -> filter.user() == null || filter.user().equals(it.user()))
        .map(RecordedFill::fill)
        .collect(
            Collectors.toMap(
                it -> it.position(rules(tenant, it.account())),
                it -> it.costs().currency(),
                (one, same) -> one))
        .entrySet()
        .stream()
        .filter(it -> filter.account() == null || filter.account().equals(it.getKey().account()))
        .filter(it -> filter.symbol() == null || filter.symbol().equals(it.getKey().symbol()))
        .sorted(
            Map.Entry.comparingByKey(
                Comparator.<Position.Key, String>comparing(key -> key.account().value())
                    .thenComparing(Position.Key::symbol)
                    .thenComparing(Position.Key::hedge)))
        .map(
            it -> {
              AccountId account = it.getKey().account();
              PositionRules of = rules(tenant, account);
              List<TradeEvent> all = of(tenant, account).stream().map(Kept::event).toList();
              return MemoryCourses.course(
                  it.getKey(), it.getValue(), of, Course.effective(all, of));
            })
        .toList();
  }

  final synchronized Fill fill(TenantId tenant, AccountId account, String trade) {
    return recorded(tenant, account, trade).fill();
  }

  private RecordedFill recorded(TenantId tenant, AccountId account, String trade) {
    return of(tenant)
        .filter(
            it -> it.fill().account().equals(account) && it.fill().id().value().equals(trade))
        .findFirst()
        .orElseThrow();
  }

  private List<Kept> of(TenantId tenant, AccountId account) {
    return events.getOrDefault(tenant, List.of()).stream()
        .filter(it -> it.event.account().equals(account))
        .toList();
  }

  private Stream<RecordedFill> of(TenantId tenant) {
    return placed(tenant).stream().map(Placed::recorded);
  }

  final Collection<Placed> placed(TenantId tenant) {
    return MemoryTradeEventLog.placed(events.getOrDefault(tenant, List.of()));
  }

  /** In the order of recording. */
  final synchronized List<Kept> kept(TenantId tenant) {
    return List.copyOf(events.getOrDefault(tenant, List.of()));
  }

  final synchronized PositionRules rules(TenantId tenant, AccountId account) {
    return rules.getOrDefault(new Owner(tenant, account), PositionRules.STANDARD);
  }

  /** Sets them, unless there are fills or other events. */
  final synchronized boolean set(TenantId tenant, AccountId account, PositionRules is) {
    boolean free = rules(tenant, account).equals(is) || of(tenant, account).isEmpty();
    if (free) {
      rules.put(new Owner(tenant, account), is);
    }
    return free;
  }
}
