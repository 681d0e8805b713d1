package dev.quintet.application.trades;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Money;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.Fill;
import dev.quintet.domain.trades.FillChange;
import dev.quintet.domain.trades.Margin;
import dev.quintet.domain.trades.MarginStore;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionStore;
import dev.quintet.domain.users.AccountId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trades that reserve margin: the margin is reserved, then the fill is recorded, and the margin is released
 * when the trade is over. Each step is a transaction of its own. One that was left between two steps, by
 * whatever process, is gone on with by {@link #run}: a fill is recorded or, if it is refused, its margin
 * released, and so is a reservation that expired.
 *
 * <p>Every method for callers throws what {@link Access#tenant} does.
 */
public final class MarginTrading {

  /** The longest that a margin is reserved for a fill that does not come. */
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(MarginTrading.class);
  private static final ServiceName SERVICE = new ServiceName("margins");

  private final Access access;
  private final MarginStore margins;
  private final PositionStore positions;
  private final TenantStore tenants;
  private final Deliveries deliveries;
  private final Awaiting awaiting;
  private final Clock clock;

  /** What margins are kept in, and whose they are. */
  public record Stores(MarginStore margins, PositionStore positions, TenantStore tenants) {}

  public MarginTrading(
      Access access, Stores stores, Deliveries deliveries, Awaiting awaiting, Clock clock) {
    this.access = access;
    this.margins = stores.margins;
    this.positions = stores.positions;
    this.tenants = stores.tenants;
    this.deliveries = deliveries;
    this.awaiting = awaiting;
    this.clock = clock;
  }

  /**
   * A margin as it is asked for.
   *
   * @param expires after which time it is released if there is no fill
   * @param fill of the account; null: it is sent later, with the same margin
   */
  public record Wish(Margin.Key key, Money amount, Duration expires, @Nullable Fill fill) {

    public Wish {
      if (amount.amount().signum() <= 0) {
        throw ProblemException.invalid("amount", "must be above 0");
      }
      if (expires.compareTo(Duration.ofSeconds(1)) < 0 || expires.compareTo(LONGEST) > 0) {
        throw ProblemException.invalid(
            "expires_millis", "must be 1000 to " + LONGEST.toMillis());
      }
      if (fill != null && !fill.account().equals(key.account())) {
        throw ProblemException.invalid("fill.account_id", "must be that of the margin");
      }
    }
  }

  /**
   * Reserves a margin, and records its fill if there is one. Idempotent by account and id: sent again, it
   * goes on with what is left to be done.
   *
   * @param wanted what is waited for once the fill is recorded; counts only with a fill
   * @return open when there is a fill, or compensated with the reason for which the fill was refused
   * @throws ProblemException NotFound of the account; Invalid; NotReady when it has not that much free, is not
   *     active, or the margin was compensated before; Conflict for the id with other content; as {@link
   *     Awaiting#after}
   */
  public Awaiting.Awaited<Margin> reserve(
      Principal principal, Wish wish, Awaiting.Wanted wanted, Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.TRADES_WRITE, deadline);
    if (wish.fill != null) {
      TradeRecording.requireTime(wish.fill.at(), clock);
    }
    PositionRules unused =
        positions.rules(viewer.tenant(), viewer.user(), wish.key.account(), deadline);
    if (wanted.isNothing() || wish.fill == null) {
      return new Awaiting.Awaited<>(reserve(viewer, principal.subject(), wish, deadline), List.of());
    }
    return awaiting.after(
        viewer,
        wanted,
        deliveries.stores(FillChange.KIND),
        () -> reserve(viewer, principal.subject(), wish, deadline),
        MarginTrading::operations,
        deadline);
  }

  private static List<OperationId> operations(Margin margin) {
    OperationId own = margin.key().operation();
    return margin.fill() == null || !margin.locks()
        ? List.of(own)
        : List.of(own, FillChange.operation(margin.fill()));
  }

  private Margin reserve(Viewer viewer, Subject subject, Wish wish, Deadline deadline) {
    Margin.Key key = wish.key;
    Instant now = clock.instant();
    Answer.Recorded unused =
        margins.reserve(
            viewer.tenant(),
            key,
            wish.amount,
            now.plus(wish.expires),
            write(
                subject,
                "margin",
                key.account() + "/" + key.id(),
                key.account() + "/" + key.id() + "/" + wish.amount),
            deadline);
    if (wish.fill == null) {
      return find(viewer, key, deadline);
    }
    Margin filling =
        margins.change(
            viewer.tenant(), viewer.user(), key, it -> it.with(wish.fill, now), deadline);
    return goOn(viewer.tenant(), filling, subject, deadline);
  }

  private Write write(Subject subject, String kind, String id, String content) {
    return new Write(subject, kind, id, Sha256.hex(content), clock.instant(), "1", null);
  }

  /** Does the step that cannot be undone, or undoes the one before. */
  private Margin goOn(TenantId tenant, Margin margin, Subject subject, Deadline deadline) {
    Fill fill = margin.fill();
    if (margin.state() != Margin.State.FILLING || fill == null) {
      return margin;
    }
    Set<String> stores = deliveries.stores(FillChange.KIND);
    try {
      Margin open =
          margins.fill(
              tenant, margin.key(), stores, TradeRecording.write(subject, fill, clock), deadline);
      deliveries.recorded(tenant, stores);
      return open;
    } catch (ProblemException e) {
      if (!isFinal(e.problem())) {
        throw e;
      }
      return margins.change(
          tenant,
          null,
          margin.key(),
          it -> it.refused(e.problem().detail(), clock.instant()),
          deadline);
    }
  }

  /** It is refused again whenever it is tried. */
  private static boolean isFinal(Problem problem) {
    return problem.fault() == Problem.Fault.CALLER && problem.kind() != Problem.Kind.STALE;
  }

  /**
   * Releases the margin of a trade that is over, or one that is not used. Idempotent.
   *
   * @return released, or compensated if it had no fill
   * @throws ProblemException NotFound; NotReady while its fill is being recorded
   */
  public Margin release(Principal principal, Margin.Key key, Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.TRADES_WRITE, deadline);
    return margins.change(
        viewer.tenant(), viewer.user(), key, it -> it.released(clock.instant()), deadline);
  }

  /**
   * A margin, as it is now.
   *
   * @throws ProblemException NotFound
   */
  public Margin find(Principal principal, Margin.Key key, Deadline deadline) {
    return find(access.viewer(principal, Permission.TRADES_READ, deadline), key, deadline);
  }

  /**
   * Margins of an account by their ids; none when there is no such account.
   *
   * @param locked only those whose amount is locked
   * @param limit 1 to {@link Page#MAX_SIZE}
   * @throws ProblemException Invalid of {@code page_size} or {@code cursor}
   */
  public Page<Margin> list(
      Principal principal,
      AccountId account,
      boolean locked,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.TRADES_READ, deadline);
    Page.checkSize(limit);
    return margins.list(
        viewer.tenant(), viewer.user(), account, locked, after, limit, deadline);
  }

  private Margin find(Viewer viewer, Margin.Key key, Deadline deadline) {
    return margins
        .find(viewer.tenant(), viewer.user(), key, deadline)
        .orElseThrow(
            () -> new ProblemException(new Problem.NotFound("margin", key.id().value())));
  }

  /**
   * Goes on with everything that was left. May be done at any time, by several at once; one that cannot be
   * gone on with does not keep back the others.
   */
  public void run(Deadline deadline) {
    @Nullable Cursor from = null;
    do {
      Page<Tenant> page = tenants.list(from, Page.MAX_SIZE, deadline);
      Set<TenantId> some = page.items().stream().map(Tenant::id).collect(Collectors.toSet());
      if (!some.isEmpty()) {
        margins
            .due(some, clock.instant(), deadline)
            .forEach(it -> goOn(it, deadline));
      }
      from = page.nextCursor();
    } while (from != null);
  }

  private void goOn(MarginStore.Reference left, Deadline deadline) {
    try {
      Margin margin =
          margins.change(
              left.tenant(), null, left.key(), it -> it.expired(clock.instant()), deadline);
      Margin unused =
          goOn(left.tenant(), margin, new Subject(left.tenant(), SERVICE, null), deadline);
    } catch (ProblemException e) {
      LOG.warn("a margin of tenant {} cannot be gone on with now", left.tenant(), e);
    }
  }
}
