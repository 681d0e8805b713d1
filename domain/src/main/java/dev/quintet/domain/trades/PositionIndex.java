package dev.quintet.domain.trades;

import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Positions where they are found at once, derived from the record of them. It may lose any of them at any
 * time: what is not there says nothing.
 */
public interface PositionIndex {

  /** Which store this is. */
  StoreName store();

  /**
   * Keeps these positions. Of several of one key that of the highest version stays, in whatever order they
   * come.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable: some may be kept
   */
  void put(TenantId tenant, List<CurrentPosition> positions, Deadline deadline);

  /**
   * A position, without waiting: the answer is given once, perhaps by another thread, which must not be held
   * up. Empty also when the store is away.
   */
  void find(TenantId tenant, Position.Key key, Consumer<Optional<CurrentPosition>> answer);

  /**
   * Names of what is there of a tenant, in no order: all that is there from the first step to the last, some
   * perhaps more than once.
   *
   * @param after where it goes on, as the step before said; null: at the beginning
   * @throws dev.quintet.domain.shared.ProblemException Unavailable
   */
  Step walk(TenantId tenant, @Nullable String after, Deadline deadline);

  /**
   * What is there of these; a name without a position: something else is there.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable
   */
  Map<Position.Key, Optional<CurrentPosition>> held(
      TenantId tenant, Collection<Position.Key> keys, Deadline deadline);

  /**
   * Takes out whatever is there of these.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable: some may be taken out
   */
  void remove(TenantId tenant, Collection<Position.Key> keys, Deadline deadline);

  /**
   * A step of {@link #walk}.
   *
   * @param keys perhaps none
   * @param next where it goes on; null: it was the last
   */
  record Step(List<Position.Key> keys, @Nullable String next) {

    public Step {
      keys = List.copyOf(keys);
    }
  }

  /**
   * How a store has its positions. The changes say only which ones are to be put: they are put as the record
   * has them by then, so that an old block that comes late puts nothing old.
   */
  static Projection following(PositionStore record, PositionIndex index) {
    return new Projection(
        index.store().word(),
        FillChange.KIND,
        (rows, deadline) -> {
          TenantId tenant = rows.getFirst().tenant();
          index.put(tenant, record.current(tenant, null, keys(rows), deadline), deadline);
        });
  }

  /** As the position of a fill is called if its account nets, and if it hedges. */
  private static Set<Position.Key> keys(List<OutboxRow> rows) {
    return rows.stream()
        .map(row -> FillChange.recorded(row.change()).fill().fill())
        .flatMap(
            fill ->
                Stream.of(PositionRules.Mode.values())
                    .map(mode -> fill.position(new PositionRules(mode, PositionRules.Method.FIFO))))
        .collect(Collectors.toSet());
  }
}
