package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionIndex;
import io.lettuce.core.KeyScanCursor;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Positions, each under a key of its tenant, account, symbol and name. */
@Singleton
final class DragonflyPositionIndex implements PositionIndex {

  private final DragonflyPipeline pipeline;
  private final DragonflyKeys keys;

  DragonflyPositionIndex(DragonflyPipeline pipeline, DragonflyKeys keys) {
    this.pipeline = pipeline;
    this.keys = keys;
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

  @Override
  public Step walk(TenantId tenant, @Nullable String after, Deadline deadline) {
    String prefix = VersionedEntry.prefix(PositionEntry.KIND, tenant);
    KeyScanCursor<byte[]> step = keys.scan("walk positions", after, prefix, deadline);
    return new Step(
        step.getKeys().stream()
            .flatMap(it -> PositionEntry.named(tenant, it).stream())
            .toList(),
        step.isFinished() ? null : step.getCursor());
  }

  @Override
  public Map<Position.Key, Optional<CurrentPosition>> held(
      TenantId tenant, Collection<Position.Key> some, Deadline deadline) {
    List<Position.Key> all = List.copyOf(some);
    List<byte @Nullable []> stored =
        keys.values(
            "read positions",
            all.stream().map(it -> PositionEntry.key(tenant, it)).toList(),
            deadline);
    Map<Position.Key, Optional<CurrentPosition>> held = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      byte[] entry = stored.get(i);
      if (entry != null) {
        held.put(all.get(i), PositionEntry.of(tenant, all.get(i), entry));
      }
    }
    return held;
  }

  @Override
  public void remove(TenantId tenant, Collection<Position.Key> some, Deadline deadline) {
    keys.remove(
        "remove positions",
        some.stream().map(it -> PositionEntry.key(tenant, it)).toList(),
        deadline);
  }
}
