package dev.quintet.adapters.out.memory;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.trades.CurrentPosition;
import dev.quintet.domain.trades.Position;
import dev.quintet.domain.trades.PositionIndex;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Positions by their keys; a store beside that of the record. */
public final class MemoryPositionIndex implements PositionIndex {

  private record Key(TenantId tenant, Position.Key position) {}

  private final Map<Key, CurrentPosition> all = new ConcurrentHashMap<>();

  @Override
  public StoreName store() {
    return MemoryQuoteCache.STORE;
  }

  @Override
  public void put(TenantId tenant, List<CurrentPosition> positions, Deadline deadline) {
    MemoryFailures.check(deadline);
    for (CurrentPosition position : positions) {
      CurrentPosition unused =
          all.merge(
              new Key(tenant, position.position().key()),
              position,
              (held, given) -> held.version() > given.version() ? held : given);
    }
  }

  @Override
  public void find(
      TenantId tenant, Position.Key key, Consumer<Optional<CurrentPosition>> answer) {
    answer.accept(Optional.ofNullable(all.get(new Key(tenant, key))));
  }

  @Override
  public Step walk(TenantId tenant, @Nullable String after, Deadline deadline) {
    MemoryFailures.check(deadline);
    return new Step(
        all.keySet().stream()
            .filter(it -> it.tenant.equals(tenant))
            .map(Key::position)
            .toList(),
        null);
  }

  @Override
  public Map<Position.Key, Optional<CurrentPosition>> held(
      TenantId tenant, Collection<Position.Key> keys, Deadline deadline) {
    MemoryFailures.check(deadline);
    Map<Position.Key, Optional<CurrentPosition>> held = new HashMap<>();
    for (Position.Key key : keys) {
      CurrentPosition found = all.get(new Key(tenant, key));
      if (found != null) {
        held.put(key, Optional.of(found));
      }
    }
    return held;
  }

  @Override
  public void remove(TenantId tenant, Collection<Position.Key> keys, Deadline deadline) {
    MemoryFailures.check(deadline);
    keys.forEach(key -> all.remove(new Key(tenant, key)));
  }
}
