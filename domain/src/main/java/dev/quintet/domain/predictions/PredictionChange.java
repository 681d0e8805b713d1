package dev.quintet.domain.predictions;

import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.Change;
import dev.quintet.domain.operations.Guarantee;
import dev.quintet.domain.operations.Operation;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * That a prediction was recorded, as a change that other stores derive theirs from. It says which one, of whom
 * and of which key; the stores are given what the record has of it by then. Its text has a line for each value,
 * none of which has a line's end in it, behind the version of this form.
 */
public final class PredictionChange {

  /** Of such changes. */
  public static final String KIND = "prediction";

  private static final String VERSION = "1";
  private static final int LINES = 6;

  /** What a change says. */
  private record Named(PredictionId id, @Nullable UserId user, Prediction.Key about) {}

  private PredictionChange() {}

  /** The id of the operation that records a prediction: {@code prediction:} and the prediction's id. */
  public static OperationId operation(PredictionId prediction) {
    return new OperationId(KIND + ":" + prediction);
  }

  /**
   * The operation that records a prediction.
   *
   * @param stores the words of those that derive predictions
   */
  public static Operation operation(
      TenantId tenant, Prediction prediction, Set<String> stores) {
    return new Operation(
        operation(prediction.id()),
        tenant,
        prediction.user(),
        stores.isEmpty() ? Guarantee.SINGLE_STORE : Guarantee.OUTBOX,
        stores);
  }

  /** A prediction is an aggregate of its own. */
  public static Change of(Prediction prediction) {
    UserId user = prediction.user();
    Prediction.Key about = prediction.about();
    return new Change(
        KIND,
        prediction.id().value(),
        1,
        String.join(
            "\n",
            VERSION,
            prediction.id().value(),
            user == null ? "" : user.value(),
            about.symbol().value(),
            about.timeframe().text(),
            about.model()));
  }

  /** @throws IllegalStateException for one of another version */
  private static Named named(OutboxRow row) {
    String[] lines = row.change().payload().split("\n", -1);
    if (!lines[0].equals(VERSION) || lines.length != LINES) {
      throw new IllegalStateException("a prediction of version " + lines[0]);
    }
    return new Named(
        new PredictionId(lines[1]),
        lines[2].isEmpty() ? null : new UserId(lines[2]),
        new Prediction.Key(new Symbol(lines[3]), Interval.of(lines[4]), lines[5]));
  }

  /** How a store has the history. */
  public static Projection to(PredictionIndex index, PredictionLog record) {
    return new Projection(
        index.store().word(),
        KIND,
        (rows, deadline) -> {
          TenantId tenant = rows.getFirst().tenant();
          Set<PredictionId> ids =
              rows.stream().map(row -> named(row).id).collect(Collectors.toSet());
          index.put(tenant, record.find(tenant, ids, deadline), deadline);
        });
  }

  /**
   * How a store has the latest. They are put as the record has them by then, so that an old block that comes
   * late puts nothing old, also where what was later is there no more.
   */
  public static Projection to(LatestPredictionIndex index, PredictionLog record) {
    return new Projection(
        index.store().word(),
        KIND,
        (rows, deadline) -> {
          TenantId tenant = rows.getFirst().tenant();
          List<Named> all = rows.stream().map(PredictionChange::named).toList();
          put(index, record, Viewer.of(tenant), all, deadline);
          all.stream()
              .filter(it -> it.user != null)
              .collect(Collectors.groupingBy(it -> new Viewer(tenant, it.user)))
              .forEach((viewer, own) -> put(index, record, viewer, own, deadline));
        });
  }

  private static void put(
      LatestPredictionIndex index,
      PredictionLog record,
      Viewer viewer,
      List<Named> some,
      Deadline deadline) {
    Set<Prediction.Key> keys = some.stream().map(Named::about).collect(Collectors.toSet());
    index.put(viewer, record.latest(viewer, keys, deadline), deadline);
  }
}
