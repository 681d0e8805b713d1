package dev.quintet.adapters.out.memory;

import dev.quintet.domain.operations.Change;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.FillLog;
import dev.quintet.domain.trades.MergedFill;
import dev.quintet.domain.trades.RecordedFill;
import dev.quintet.domain.trades.Recording;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.trades.TradedAccount;
import dev.quintet.domain.users.AccountEntry;
import dev.quintet.domain.users.TradingAccount;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds to {@link MemoryTradeEvents}. */
public final class MemoryFillLog extends MemoryTradeEvents implements FillLog {

  private static final Comparator<Placed> ORDER =
      Comparator.<Placed, Instant>comparing(it -> it.recorded().fill().at())
          .thenComparing(it -> it.recorded().fill().account().value())
          .thenComparing(Placed::place);

  private final MemoryAccountStore accounts;
  private final MemoryAccountEntryLog entries;
  private final MemoryOnce once;
  private final MemoryOutboxStore outbox;
  MemoryFillLog(
      MemoryAccountStore accounts,
      MemoryAccountEntryLog entries,
      MemoryOnce once,
      MemoryOutboxStore outbox) {
    this.outbox = outbox;
    this.accounts = accounts;
    this.entries = entries;
    this.once = once;
    accounts.countPositions(
        (tenant, account) ->
            courses(tenant, TradeFilter.ALL.of(account)).stream()
                .filter(course -> !course.position().isFlat())
                .count());
  }

  @Override
  public Answer.Recorded append(
      TenantId tenant, TradeEvent event, Set<String> stores, Write write, Deadline deadline) {
    return once.together(
        write,
        () -> {
          TradingAccount unused =
              accounts.change(
                  tenant,
                  write.subject().user(),
                  event.account(),
                  account -> changed(tenant, account, event, stores, write.at()));
        },
        deadline);
  }

  private synchronized TradingAccount changed(
      TenantId tenant, TradingAccount account, TradeEvent event, Set<String> stores, Instant at) {
    TradedAccount traded =
        new TradedAccount(
            account.id(),
            account.user(),
            accounts.tier(tenant, account),
            account.terms().currency(),
            account.status(),
            rules(tenant, account.id()));
    traded.require(event);
    List<Recording> recordings = recordings(tenant, traded, event);
    TradingAccount after = account;
    List<AccountEntry> added = new ArrayList<>();
    for (AccountEntry.Change change : Recording.changes(event, traded.currency(), recordings)) {
      after = after.with(after.after(change));
      long number = entries.size(tenant, account.id()) + added.size() + 1;
      added.add(new AccountEntry(change, number, after.funds(), at));
    }
    List<Change> changes = changes(tenant, traded, event, at, recordings);
    entries.add(tenant, account.id(), added);
    long sequence =
        changes.isEmpty() ? last(tenant, account.id()) + 1 : changes.getLast().sequence();
    add(tenant, event, traded, sequence, at);
    outbox.add(
        FillChange.operation(
            tenant, account.user(), event, changes.isEmpty() ? Set.of() : stores),
        changes);
    return after;
  }

  /** The fills that count. */
  synchronized List<RecordedFill> recorded(TenantId tenant) {
    return placed(tenant).stream().map(Placed::recorded).toList();
  }

  @Override
  public synchronized Page<RecordedFill> list(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = filter.listing(LISTING, tenant);
    Last last = after == null ? null : listing.position(after, 3, Last::of);
    List<Placed> found =
        placed(tenant).stream()
            .filter(it -> lets(filter, it.recorded()))
            .filter(it -> last == null || last.isBefore(it))
            .sorted(ORDER)
            .limit(limit + 1L)
            .toList();
    Page<Placed> page =
        listing.page(found, limit, MemoryFillLog::place);
    return new Page<>(page.items().stream().map(Placed::recorded).toList(), page.nextCursor());
  }

  @Override
  public synchronized Page<MergedFill> merged(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = filter.listing(MERGED, tenant);
    Last last = after == null ? null : listing.position(after, 3, Last::of);
    Map<List<?>, List<Placed>> orders = new LinkedHashMap<>();
    placed(tenant).stream()
        .filter(it -> lets(filter, it.recorded()))
        .sorted(ORDER)
        .forEach(
            it -> orders.computeIfAbsent(order(it.recorded().fill()), key -> new ArrayList<>()).add(it));
    List<List<Placed>> found =
        orders.values().stream()
            .filter(it -> last == null || last.isBefore(it.getFirst()))
            .limit(limit + 1L)
            .toList();
    Page<List<Placed>> page = listing.page(found, limit, it -> place(it.getFirst()));
    return new Page<>(
        page.items().stream()
            .map(it -> MergedFill.of(it.stream().map(one -> one.recorded().fill()).toList()))
            .toList(),
        page.nextCursor());
  }

  private static List<?> order(Fill fill) {
    String order = fill.origin().order();
    return List.of(
        fill.account(),
        order.isEmpty() ? fill.id() : order,
        fill.symbol(),
        fill.side(),
        fill.conversion().multiplier());
  }

  private static List<String> place(Placed it) {
    return List.of(
        it.recorded().fill().at().toString(),
        it.recorded().fill().account().value(),
        Long.toString(it.place()));
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
  private record Last(Instant at, String account, long place) {
    static Last of(List<String> parts) {
      return new Last(Instant.parse(parts.get(0)), parts.get(1), Long.parseLong(parts.get(2)));
    }

    boolean isBefore(Placed it) {
      int time = at.compareTo(it.recorded().fill().at());
      int name = account.compareTo(it.recorded().fill().account().value());
      return time != 0 ? time < 0 : name != 0 ? name < 0 : place < it.place();
    }
  }
}
