package dev.quintet.application.trades;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.Sha256;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.LatestSignalIndex;
import dev.quintet.domain.trades.RecordedSignal;
import dev.quintet.domain.trades.Signal;
import dev.quintet.domain.trades.SignalChange;
import dev.quintet.domain.trades.SignalFilter;
import dev.quintet.domain.trades.SignalIndex;
import dev.quintet.domain.trades.SignalLog;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records trading signals, of which the latest of a symbol is found at once and the history in the analytical
 * store. A signal of a call for a user is that user's; one of any other call is the tenant's.
 *
 * <p>Every method throws what {@link Access#tenant} does.
 */
public final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private final Access access;
  private final Stores stores;
  private final Deliveries deliveries;
  private final Awaiting awaiting;
  private final Clock clock;

  /** Where signals are. */
  public record Stores(SignalLog log, SignalIndex index, LatestSignalIndex latest) {}

  public Signals(
      Access access, Stores stores, Deliveries deliveries, Awaiting awaiting, Clock clock) {
    this.access = access;
    this.stores = stores;
    this.deliveries = deliveries;
    this.awaiting = awaiting;
    this.clock = clock;
  }

  /**
   * The latest signal of a symbol.
   *
   * @param store that has it so, by its word
   */
  public record Latest(RecordedSignal recorded, String store) {}

  /**
   * Records a signal. Idempotent by its id.
   *
   * @param signal its owner is that of the call, whatever it says
   * @return whether it was recorded before
   * @throws ProblemException Invalid of {@code at} for a time more than a day ahead of now; Conflict; as {@link
   *     Awaiting#after}
   */
  public Awaiting.Awaited<Boolean> record(
      Principal principal, Signal signal, Awaiting.Wanted wanted, Deadline deadline) {
    Tenant tenant = access.tenant(principal, Permission.TRADES_WRITE, deadline);
    TradeRecording.requireTime(signal.at(), clock);
    Signal own =
        new Signal(
            signal.id(),
            principal.user(),
            signal.symbol(),
            signal.timeframe(),
            signal.type(),
            signal.strength(),
            signal.confidence(),
            signal.strategy(),
            signal.agents(),
            signal.at());
    if (wanted.isNothing()) {
      return new Awaiting.Awaited<>(record(principal, tenant, own, deadline), List.of());
    }
    return awaiting.after(
        new Viewer(tenant.id(), principal.user()),
        wanted,
        deliveries.stores(SignalChange.KIND),
        () -> record(principal, tenant, own, deadline),
        unused -> List.of(SignalChange.operation(own.id())),
        deadline);
  }

  private boolean record(
      Principal principal, Tenant tenant, Signal signal, Deadline deadline) {
    Set<String> derived = deliveries.stores(SignalChange.KIND);
    Write write =
        new Write(
            principal.subject(),
            "signal",
            signal.id().value(),
            Sha256.hex(signal.toString()),
            clock.instant(),
            "1",
            null);
    Answer.Recorded recorded =
        stores.log.append(tenant.id(), signal, tenant.tier(), derived, write, deadline);
    deliveries.recorded(tenant.id(), derived);
    return recorded.repeated();
  }

  /**
   * The latest signal of a symbol if it is found at once, without waiting; empty when {@link #latest} has to
   * be asked.
   *
   * @throws ProblemException as {@link Access#remembered}
   */
  public void indexed(Principal principal, Symbol symbol, Consumer<Optional<Latest>> answer) {
    access
        .remembered(principal, Permission.TRADES_READ)
        .ifPresentOrElse(
            tenant -> indexed(new Viewer(tenant.id(), principal.user()), symbol, answer),
            () -> answer.accept(Optional.empty()));
  }

  private void indexed(Viewer viewer, Symbol symbol, Consumer<Optional<Latest>> answer) {
    String word = stores.latest.store().word();
    stores.latest.find(
        viewer, symbol, found -> answer.accept(found.map(it -> new Latest(it, word))));
  }

  /**
   * The latest signal of a symbol.
   *
   * @param operation whose signal it is not to be older than; null: none
   * @throws ProblemException NotFound of signal or operation
   */
  public Latest latest(
      Principal principal, Symbol symbol, @Nullable OperationId operation, Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.TRADES_READ, deadline);
    if (operation != null && isIndexed(viewer, operation, deadline)) {
      CompletableFuture<Optional<Latest>> answer = new CompletableFuture<>();
      indexed(viewer, symbol, answer::complete);
      Optional<Latest> found = answer.join();
      if (found.isPresent()) {
        return found.get();
      }
    }
    RecordedSignal recorded =
        stores
            .log
            .latest(viewer.tenant(), viewer.user(), symbol, deadline)
            .orElseThrow(
                () ->
                    new ProblemException(
                        new Problem.NotFound("signal", "of " + symbol)));
    offer(viewer, recorded, deadline);
    return new Latest(recorded, awaiting.record());
  }

  private boolean isIndexed(Viewer viewer, OperationId operation, Deadline deadline) {
    String word = stores.latest.store().word();
    return awaiting
        .answering(
            viewer, operation, List.of(word, awaiting.record()), Duration.ZERO, deadline)
        .equals(word);
  }

  private void offer(Viewer viewer, RecordedSignal recorded, Deadline deadline) {
    try {
      stores.latest.put(viewer.tenant(), List.of(recorded), deadline);
    } catch (ProblemException e) {
      LOG.debug("a signal that was read is not in the index", e);
    }
  }

  /**
   * Signals in the order of their time, from the analytical store.
   *
   * @param operation whose signal is to be among them, for which it waits until the deadline; null: none
   * @throws ProblemException Invalid for another cursor or a limit that is not 1 to {@value Page#MAX_SIZE};
   *     NotFound of the operation; Stale when the store does not have it by then
   */
  public Page<RecordedSignal> list(
      Principal principal,
      SignalFilter filter,
      @Nullable OperationId operation,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.TRADES_READ, deadline);
    Page.checkSize(limit);
    if (operation != null) {
      String unused =
          awaiting.answering(
              viewer,
              operation,
              List.of(stores.index.store().word()),
              Awaiting.LONGEST,
              deadline);
    }
    return stores.index.list(viewer, filter, after, limit, deadline);
  }
}
