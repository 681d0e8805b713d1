package dev.quintet.application.predictions;

import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.predictions.LatestPredictionIndex;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionFilter;
import dev.quintet.domain.predictions.PredictionIndex;
import dev.quintet.domain.predictions.PredictionLog;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the latest prediction of a model for a symbol and timeframe at once while it is current, and the history
 * in the analytical store.
 *
 * <p>Every method throws what {@link Access#tenant} does.
 */
public final class PredictionReading {

  /** Most predictions in a page: each may have features of 16 kB. */
  public static final int MOST = 200;

  private static final Logger LOG = LoggerFactory.getLogger(PredictionReading.class);

  /** Less than the shortest life of an entry, as {@link LatestPredictionIndex#put} asks for. */
  private static final Duration OFFER = Duration.ofSeconds(5);

  private final Access access;
  private final Stores stores;
  private final Awaiting awaiting;
  private final Clock clock;

  /** Where predictions are. */
  public record Stores(PredictionLog log, PredictionIndex index, LatestPredictionIndex latest) {}

  public PredictionReading(Access access, Stores stores, Awaiting awaiting, Clock clock) {
    this.access = access;
    this.stores = stores;
    this.awaiting = awaiting;
    this.clock = clock;
  }

  /**
   * The latest prediction of a key.
   *
   * @param store that has it so, by its word
   * @param current whether it still holds
   * @param age since it was made; not negative
   */
  public record Latest(RecordedPrediction recorded, String store, boolean current, Duration age) {

    static Latest of(RecordedPrediction recorded, String store, Instant now) {
      return new Latest(recorded, store, recorded.isCurrent(now), recorded.age(now));
    }
  }

  /**
   * The latest prediction of a key if it is found at once and is current, without waiting; empty when {@link
   * #latest} has to be asked.
   *
   * @throws ProblemException as {@link Access#remembered}
   */
  public void indexed(
      Principal principal, Prediction.Key key, Consumer<Optional<Latest>> answer) {
    access
        .remembered(principal, Permission.PREDICTIONS_READ)
        .ifPresentOrElse(
            tenant -> indexed(new Viewer(tenant.id(), principal.user()), key, answer),
            () -> answer.accept(Optional.empty()));
  }

  private void indexed(Viewer viewer, Prediction.Key key, Consumer<Optional<Latest>> answer) {
    String word = stores.latest.store().word();
    stores.latest.find(
        viewer,
        key,
        found -> {
          Instant now = clock.instant();
          answer.accept(
              found.map(it -> Latest.of(it, word, now)).filter(Latest::current));
        });
  }

  /**
   * The latest prediction of a key, current or not.
   *
   * @param operation whose prediction it is not to be older than; null: none
   * @throws ProblemException NotFound of prediction or operation
   */
  public Latest latest(
      Principal principal,
      Prediction.Key key,
      @Nullable OperationId operation,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.PREDICTIONS_READ, deadline);
    if (operation != null && isIndexed(viewer, operation, deadline)) {
      CompletableFuture<Optional<Latest>> answer = new CompletableFuture<>();
      indexed(viewer, key, answer::complete);
      Optional<Latest> found = answer.join();
      if (found.isPresent()) {
        return found.get();
      }
    }
    Deadline offered = Deadline.after(OFFER);
    RecordedPrediction recorded =
        stores.log.latest(viewer, List.of(key), deadline).stream()
            .findFirst()
            .orElseThrow(
                () -> new ProblemException(new Problem.NotFound("prediction", "of " + key)));
    Latest latest = Latest.of(recorded, awaiting.record(), clock.instant());
    if (latest.current) {
      offer(viewer, recorded, offered);
    }
    return latest;
  }

  private boolean isIndexed(Viewer viewer, OperationId operation, Deadline deadline) {
    String word = stores.latest.store().word();
    return awaiting
        .answering(
            viewer, operation, List.of(word, awaiting.record()), Duration.ZERO, deadline)
        .equals(word);
  }

  private void offer(Viewer viewer, RecordedPrediction recorded, Deadline deadline) {
    try {
      stores.latest.put(viewer, List.of(recorded), deadline);
    } catch (ProblemException e) {
      LOG.debug("a prediction that was read is not in the index", e);
    }
  }

  /**
   * Predictions in the order in which they were made, with their features, from the analytical store.
   *
   * @param operation whose prediction is to be among them, for which it waits until the deadline; null: none
   * @throws ProblemException Invalid for another cursor or a limit that is not 1 to {@value #MOST}; NotFound of
   *     the operation; Stale when the store does not have it by then
   */
  public Page<RecordedPrediction> list(
      Principal principal,
      PredictionFilter filter,
      @Nullable OperationId operation,
      @Nullable Cursor after,
      int limit,
      Deadline deadline) {
    Viewer viewer = access.viewer(principal, Permission.PREDICTIONS_READ, deadline);
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid("page_size", "must be 1 to " + MOST);
    }
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
