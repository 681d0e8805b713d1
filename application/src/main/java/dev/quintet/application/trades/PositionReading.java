package dev.quintet.application.trades;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionIndex;
import dev.quintet.domain.trades.PositionRules;
import dev.quintet.domain.trades.PositionStore;
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
 * Shows single positions: from the index, or from the record where the index does not have one, which it then
 * gets.
 */
public final class PositionReading {

  private static final Logger LOG = LoggerFactory.getLogger(PositionReading.class);

  private final Access access;
  private final PositionStore record;
  private final PositionIndex index;
  private final Awaiting awaiting;

  public PositionReading(
      Access access, PositionStore record, PositionIndex index, Awaiting awaiting) {
    this.access = access;
    this.record = record;
    this.index = index;
    this.awaiting = awaiting;
  }

  /**
   * A position, open or flat.
   *
   * @param store that has it so, by its word
   */
  public record Found(CurrentPosition current, String store) {}

  /**
   * What the index has, without waiting; empty when {@link #find} has to be asked.
   *
   * @throws ProblemException as {@link Access#remembered}
   */
  public void indexed(Principal principal, Position.Key key, Consumer<Optional<Found>> answer) {
    access
        .remembered(principal, Permission.TRADES_READ)
        .ifPresentOrElse(
            tenant -> indexed(new Viewer(tenant.id(), principal.user()), key, answer),
            () -> answer.accept(Optional.empty()));
  }

  private void indexed(Viewer viewer, Position.Key key, Consumer<Optional<Found>> answer) {
    index.find(
        viewer.tenant(),
        key,
        found ->
            answer.accept(
                found
                    .filter(it -> viewer.user() == null || viewer.user().equals(it.user()))
                    .map(it -> new Found(it, index.store().word()))));
  }

  /**
   * A position, as the record has it, unless the index surely has what is asked for.
   *
   * @param operation whose changes it is to have; null: whatever is there
   * @throws ProblemException what {@link Access#tenant} does; NotFound of account, position or operation;
   *     Stale of an operation whose outcome is still open
   */
  public Found find(
      Principal principal,
      Position.Key key,
      @Nullable OperationId operation,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.TRADES_READ, deadline);
    if (operation != null && isIndexed(viewer, operation, deadline)) {
      CompletableFuture<Optional<Found>> answer = new CompletableFuture<>();
      indexed(viewer, key, answer::complete);
      Optional<Found> found = answer.join();
      if (found.isPresent()) {
        return found.get();
      }
    }
    List<CurrentPosition> found =
        record.current(viewer.tenant(), viewer.user(), Set.of(key), deadline);
    if (found.isEmpty()) {
      PositionRules unused =
          record.rules(viewer.tenant(), viewer.user(), key.account(), deadline);
      throw new ProblemException(
          new Problem.NotFound("position", (key.symbol() + " " + key.hedge()).strip()));
    }
    offer(viewer, found, deadline);
    return new Found(found.getFirst(), awaiting.record());
  }

  private boolean isIndexed(Viewer viewer, OperationId operation, Deadline deadline) {
    String word = index.store().word();
    return awaiting
        .answering(
            viewer, operation, List.of(word, awaiting.record()), Duration.ZERO, deadline)
        .equals(word);
  }

  private void offer(Viewer viewer, List<CurrentPosition> found, Deadline deadline) {
    try {
      index.put(viewer.tenant(), found, deadline);
    } catch (ProblemException e) {
      LOG.debug("a position that was read is not in the index", e);
    }
  }
}
