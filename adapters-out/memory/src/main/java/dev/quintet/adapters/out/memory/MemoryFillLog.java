package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.Course;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Recording;
import dev.quintet.domain.trades.Trade;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradedAccount;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fills in a list for each tenant, and nothing that follows from them: every position is replayed. */
public final class MemoryFillLog implements FillLog {

  private static final Comparator<RecordedFill> ORDER =
      Comparator.<RecordedFill, Instant>comparing(it -> it.fill().at())
          .thenComparing(it -> it.fill().account().value())
          .thenComparing(RecordedFill::sequence);

  private final MemoryAccountStore accounts;
  private final MemoryAccountEntryLog entries;
  private final MemoryOnce once;
  private final MemoryOutboxStore outbox;
  private final Map<TenantId, List<RecordedFill>> fills = new HashMap<>();
  private final Map<Owner, PositionRules> rules = new HashMap<>();

  private record Owner(TenantId tenant, AccountId account) {}

  MemoryFillLog(
      MemoryAccountStore accounts,
      MemoryAccountEntryLog entries,
      MemoryOnce once,
      MemoryOutboxStore outbox) {
    this.outbox = outbox;
    this.accounts = accounts;
    this.entries = entries;
    this.once = once;
  }

  @Override
  public Answer.Recorded append(
      TenantId tenant, Fill fill, Set<String> stores, Write write, Deadline deadline) {
    return once.together(
        write,
        () -> {
          TradingAccount unused =
              accounts.change(
                  tenant,
                  write.subject().user(),
                  fill.account(),
                  account -> changed(tenant, account, fill, stores, write.at()));
        },
        deadline);
  }

  private synchronized TradingAccount changed(
      TenantId tenant, TradingAccount account, Fill fill, Set<String> stores, Instant at) {
    TradedAccount traded =
        new TradedAccount(
            account.id(),
            account.user(),
            account.terms().currency(),
            account.status(),
            rules(tenant, account.id()));
    traded.require(fill);
    Recording recording = recording(tenant, traded, fill);
    TradingAccount after = account;
    List<AccountEntry> added = new ArrayList<>();
    for (AccountEntry.Change change : recording.changes()) {
      after = after.with(after.after(change));
      long sequence = entries.size(tenant, account.id()) + added.size() + 1;
      added.add(new AccountEntry(change, sequence, after.funds(), at));
    }
    entries.add(tenant, account.id(), added);
    long sequence = size(tenant, account.id()) + 1;
    RecordedFill recorded = new RecordedFill(fill, account.user(), sequence, at);
    fills.computeIfAbsent(tenant, id -> new ArrayList<>()).add(recorded);
    outbox.add(
        FillChange.operation(tenant, account.user(), fill, stores),
        List.of(FillChange.of(recorded, trades(tenant, recording, account.user(), sequence))));
    return after;
  }

  private List<Trade> trades(TenantId tenant, Recording recording, UserId user, long sequence) {
    Position.Key key = recording.after().key();
    int before = 0;
    List<Trade.Key> closed = List.of();
    List<Fill> others = fills(tenant, key);
    others.remove(recording.fill());
    List<ClosedLot> lots =
        course(
                key,
                recording.after().currency(),
                rules(tenant, key.account()),
                others)
            .closed();
    if (recording.replayed()) {
      closed = lots.stream().map(it -> new Trade.Key(it.closed(), it.closedAt())).toList();
    } else {
      before = lots.size();
    }
    List<Trade.Closing> closings = new ArrayList<>();
    for (ClosedLot lot : recording.closed()) {
      closings.add(closing(tenant, lot, before + closings.size() + 1L));
    }
    return recording.trades(closed, closings, user, sequence);
  }

  /** A lot with what opened it. */
  private Trade.Closing closing(TenantId tenant, ClosedLot lot, long number) {
    Fill.Origin origin =
        fill(tenant, lot.position().account(), lot.opened().value()).origin();
    return new Trade.Closing(lot, number, origin.strategy(), origin.agents());
  }

  /** The trades of a course. */
  synchronized List<Trade> trades(TenantId tenant, Course course) {
    List<Trade.Closing> closings = new ArrayList<>();
    for (ClosedLot lot : course.closed()) {
      closings.add(closing(tenant, lot, closings.size() + 1L));
    }
    AccountId account = course.position().key().account();
    UserId owner =
        of(tenant).filter(it -> it.fill().account().equals(account)).findFirst().orElseThrow().user();
    return Trade.of(closings, owner, 0);
  }

  private Recording recording(TenantId tenant, TradedAccount account, Fill fill) {
    Position.Key key = fill.position(account.rules());
    List<Fill> recorded = fills(tenant, key);
    Position before = course(key, account.currency(), account.rules(), recorded).position();
    return Recording.isLate(before, fill)
        ? Recording.late(before, recorded, fill, account.rules())
        : Recording.next(before, fill, account.rules());
  }

  private List<Fill> fills(TenantId tenant, Position.Key key) {
    return of(tenant)
        .filter(it -> key(tenant, it).equals(key))
        .map(RecordedFill::fill)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Course course(
      Position.Key key, Currency currency, PositionRules rules, List<Fill> recorded) {
    return Course.of(key, currency, rules, Course.effective(recorded));
  }

  /** How many fills an account has. */
  synchronized long size(TenantId tenant, AccountId account) {
    return of(tenant).filter(it -> it.fill().account().equals(account)).count();
  }

  /** All positions of those fills, by account, symbol and name. */
  synchronized List<Course> courses(TenantId tenant, TradeFilter filter) {
    return of(tenant)
        .filter(it -> filter.user() == null || filter.user().equals(it.user()))
        .map(it -> key(tenant, it))
        .distinct()
        .filter(key -> filter.account() == null || filter.account().equals(key.account()))
        .filter(key -> filter.symbol() == null || filter.symbol().equals(key.symbol()))
        .sorted(
            Comparator.<Position.Key, String>comparing(key -> key.account().value())
                .thenComparing(Position.Key::symbol)
                .thenComparing(Position.Key::hedge))
        .map(
            key -> {
              List<Fill> own = fills(tenant, key);
              return course(
                  key,
                  own.getFirst().costs().currency(),
                  rules(tenant, key.account()),
                  own);
            })
        .toList();
  }

  synchronized Fill fill(TenantId tenant, AccountId account, String trade) {
    return of(tenant)
        .map(RecordedFill::fill)
        .filter(it -> it.account().equals(account) && it.id().value().equals(trade))
        .findFirst()
        .orElseThrow();
  }

  private Position.Key key(TenantId tenant, RecordedFill recorded) {
    return recorded.fill().position(rules(tenant, recorded.fill().account()));
  }

  private Stream<RecordedFill> of(TenantId tenant) {
    return fills.getOrDefault(tenant, List.of()).stream();
  }

  synchronized PositionRules rules(TenantId tenant, AccountId account) {
    return rules.getOrDefault(new Owner(tenant, account), PositionRules.STANDARD);
  }

  /** Sets them, unless there are fills. */
  synchronized boolean set(TenantId tenant, AccountId account, PositionRules is) {
    boolean free =
        rules(tenant, account).equals(is)
            || of(tenant).noneMatch(it -> it.fill().account().equals(account));
    if (free) {
      rules.put(new Owner(tenant, account), is);
    }
    return free;
  }

  @Override
  public synchronized Page<RecordedFill> list(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = filter.listing(LISTING, tenant);
    Last last = after == null ? null : listing.position(after, 3, Last::of);
    List<RecordedFill> found =
        of(tenant)
            .filter(it -> lets(filter, it))
            .filter(it -> last == null || last.isBefore(it))
            .sorted(ORDER)
            .limit(limit + 1L)
            .toList();
    return listing.page(
        found,
        limit,
        it ->
            List.of(
                it.fill().at().toString(),
                it.fill().account().value(),
                Long.toString(it.sequence())));
  }

  private static boolean lets(TradeFilter filter, RecordedFill recorded) {
    Fill fill = recorded.fill();
    return (filter.user() == null || filter.user().equals(recorded.user()))
        && (filter.account() == null || filter.account().equals(fill.account()))
        && (filter.symbol() == null || filter.symbol().equals(fill.symbol()))
        && (filter.strategy() == null || filter.strategy().equals(fill.origin().strategy()))
        && (filter.from() == null || !fill.at().isBefore(filter.from()))
        && (filter.to() == null || fill.at().isBefore(filter.to()));
  }

  /** Where a page begins behind. */
  private record Last(Instant at, String account, long sequence) {
    static Last of(List<String> parts) {
      return new Last(Instant.parse(parts.get(0)), parts.get(1), Long.parseLong(parts.get(2)));
    }

    boolean isBefore(RecordedFill it) {
      int time = at.compareTo(it.fill().at());
      int name = account.compareTo(it.fill().account().value());
      return time != 0 ? time < 0 : name != 0 ? name < 0 : sequence < it.sequence();
    }
  }
}
