package dev.quintet.domain.trades;

import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
