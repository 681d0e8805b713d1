package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Listing;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.trades.ClosedLot;
import dev.quintet.domain.trades.Course;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.HeldLot;
import dev.quintet.domain.trades.OpenPosition;
import dev.quintet.domain.trades.Performance;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.trades.PositionSummary;
import dev.quintet.domain.trades.TradeEvent;
import dev.quintet.domain.trades.TradeFilter;
import dev.quintet.domain.users.AccountId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the fills of a {@link MemoryFillLog} lead to, replayed with each question. */
public final class MemoryPositionStore implements PositionStore {

  private final MemoryAccountStore accounts;
  private final MemoryFillLog fills;

  MemoryPositionStore(MemoryAccountStore accounts, MemoryFillLog fills) {
    this.accounts = accounts;
    this.fills = fills;
  }

  @Override
  public void set(
      TenantId tenant,
      @Nullable UserId user,
      AccountId account,
      PositionRules rules,
      Deadline deadline) {
    require(tenant, user, account, deadline);
    if (!fills.set(tenant, account, rules)) {
      throw new ProblemException(
          new Problem.NotReady("account " + account + " has fills, and keeps its rules"));
    }
  }

  @Override
  public PositionRules rules(
      TenantId tenant, @Nullable UserId user, AccountId account, Deadline deadline) {
    require(tenant, user, account, deadline);
    return fills.rules(tenant, account);
  }

  private void require(
      TenantId tenant, @Nullable UserId user, AccountId account, Deadline deadline) {
    if (accounts.find(tenant, user, account, deadline).isEmpty()) {
      throw new ProblemException(new Problem.NotFound("account", account.value()));
    }
  }

  @Override
  public Page<PositionSummary> list(
      TenantId tenant,
      TradeFilter filter,
      boolean open,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = filter.listing(open ? LISTING + " open" : LISTING, tenant);
    List<String> last = after == null ? null : listing.position(after, 3, parts -> parts);
    List<PositionSummary> found =
        fills.courses(tenant, filter).stream()
            .map(Course::position)
            .filter(position -> !open || !position.isFlat())
            .filter(position -> last == null || compare(last, place(position.key())) < 0)
            .limit(limit + 1L)
            .map(MemoryPositionStore::summary)
            .toList();
    return listing.page(found, limit, it -> place(it.key()));
  }

  @Override
  public List<CurrentPosition> current(
      TenantId tenant,
      @Nullable UserId user,
      Collection<Position.Key> keys,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    List<CurrentPosition> found = new ArrayList<>();
    for (Course course : fills.courses(tenant, TradeFilter.ALL.of(user))) {
      Position.Key key = course.position().key();
      if (keys.contains(key)) {
        UserId owner = accounts.find(tenant, null, key.account(), deadline).orElseThrow().user();
        found.add(
            new CurrentPosition(
                summary(course.position()), owner, fills.last(tenant, key.account())));
      }
    }
    return found;
  }

  @Override
  public List<OpenPosition> open(
      TenantId tenant,
      @Nullable UserId user,
      Collection<Position.Key> keys,
      Deadline deadline) {
    MemoryFailures.check(deadline);
    return fills.courses(tenant, TradeFilter.ALL.of(user)).stream()
        .map(Course::position)
        .filter(position -> !position.isFlat() && keys.contains(position.key()))
        .map(Position::open)
        .toList();
  }

  private static PositionSummary summary(Position position) {
    return new PositionSummary(
        position.key(),
        position.quantity(),
        position.averagePrice(),
        position.realised(),
        position.dividends(),
        position.totals().costs(),
        position.cycles(),
        Objects.requireNonNull(position.changedAt()));
  }

  private static List<String> place(Position.Key key) {
    return List.of(key.account().value(), key.symbol().value(), key.hedge());
  }

  private static int compare(List<String> one, List<String> other) {
    return IntStream.range(0, 3)
        .map(i -> one.get(i).compareTo(other.get(i)))
        .filter(order -> order != 0)
        .findFirst()
        .orElse(0);
  }

  /** A closed lot, its place in its position, and the fill that opened it. */
  private record Closed(ClosedLot lot, long number, Fill opened) {

    List<String> place() {
      List<String> place = new ArrayList<>(MemoryPositionStore.place(lot.position()));
      place.add(Long.toString(number));
      return place;
    }
  }

  private List<Closed> closed(TenantId tenant, TradeFilter filter) {
    List<Closed> closed = new ArrayList<>();
    for (Course course : fills.courses(tenant, filter)) {
      for (int i = 0; i < course.closed().size(); i++) {
        ClosedLot lot = course.closed().get(i);
        AccountId account = lot.position().account();
        Closed one = new Closed(lot, i + 1L, fills.fill(tenant, account, lot.opened().value()));
        if (lets(filter, one)) {
          closed.add(one);
        }
      }
    }
    return closed;
  }

  private static boolean lets(TradeFilter filter, Closed closed) {
    ClosedLot lot = closed.lot;
    return (filter.strategy() == null
            || filter.strategy().equals(closed.opened.origin().strategy()))
        && (filter.from() == null || !lot.closedAt().isBefore(filter.from()))
        && (filter.to() == null || lot.closedAt().isBefore(filter.to()));
  }

  @Override
  public Page<HeldLot> closedLots(
      TenantId tenant, TradeFilter filter, @Nullable Cursor after, int limit, Deadline deadline) {
    MemoryFailures.check(deadline);
    Listing listing = filter.listing(CLOSED_LOTS, tenant);
    Last last = after == null ? new Last(List.of("", "", ""), 0) : listing.position(after, 4, Last::of);
    List<Closed> found =
        closed(tenant, filter).stream().filter(last::isBefore).limit(limit + 1L).toList();
    Page<Closed> page = listing.page(found, limit, Closed::place);
    return new Page<>(page.items().stream().map(it -> held(tenant, it, deadline)).toList(), page.nextCursor());
  }

  private HeldLot held(TenantId tenant, Closed closed, Deadline deadline) {
    Position.Key position = closed.lot.position();
    return new HeldLot(
        closed.lot,
        accounts.find(tenant, null, position.account(), deadline).orElseThrow().user(),
        closed.opened.origin().strategy(),
        closed.opened.origin().agents(),
        fills.kept(tenant).stream()
            .anyMatch(
                it ->
                    it.event() instanceof TradeEvent.Split split
                        && split.account().equals(position.account())
                        && split.symbol().equals(position.symbol())
                        && !split.at().isBefore(closed.lot.openedAt())
                        && !split.at().isAfter(closed.lot.closedAt())));
  }

  /** Where a page begins behind. */
  private record Last(List<String> place, long number) {
    static Last of(List<String> parts) {
      return new Last(parts.subList(0, 3), Long.parseLong(parts.get(3)));
    }

    boolean isBefore(Closed it) {
      int order = compare(place, MemoryPositionStore.place(it.lot.position()));
      return order != 0 ? order < 0 : number < it.number;
    }
  }

  @Override
  public List<Performance> performance(
      TenantId tenant, TradeFilter filter, Performance.Grouping by, Deadline deadline) {
    MemoryFailures.check(deadline);
    return MemoryPerformance.of(
        fills.courses(tenant, filter).stream()
            .flatMap(course -> fills.trades(tenant, course).stream())
            .toList(),
        filter,
        by);
  }
}
