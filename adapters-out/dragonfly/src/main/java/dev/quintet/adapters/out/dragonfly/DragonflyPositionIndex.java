package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionIndex;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Positions, each under a key of its tenant, account, symbol and name. */
@Singleton
final class DragonflyPositionIndex implements PositionIndex {

  private final DragonflyPipeline pipeline;

  DragonflyPositionIndex(DragonflyPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public StoreName store() {
    return DragonflyFailures.STORE;
  }

  @Override
  public void put(TenantId tenant, List<CurrentPosition> positions, Deadline deadline) {
    pipeline.put(
        "put positions",
        positions.stream().map(it -> PositionEntry.put(tenant, it)).toList(),
        deadline);
  }

  @Override
  public void find(
      TenantId tenant, Position.Key key, Consumer<Optional<CurrentPosition>> answer) {
    pipeline.get(
        "find position",
        PositionEntry.key(tenant, key),
        stored -> answer.accept(PositionEntry.of(tenant, key, stored)));
  }
}
