package dev.quintet.adapters.in.rest;

import dev.quintet.adapters.out.memory.MemoryStore;
import dev.quintet.application.platform.RunningProcess;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Figure.Unit;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Three stores, each of which a test may take away. */
final class ScriptedStores {

  private static final Figure CONNECTIONS = number("active_connections");
  private static final Figure MAX_CONNECTIONS = number("max_connections");
  private static final Figure QUERIES = number("active_queries");
  private static final Figure DISK = Figure.of("disk_usage", Unit.GIGABYTES, "of it");
  private static final Figure HIT_RATE = Figure.of("cache_hit_rate", Unit.PERCENT, "of it");

  final Set<String> down = ConcurrentHashMap.newKeySet();

  List<Store> stores() {
    return List.of(
        store("dragonflydb", Loss.SLOWS_CALLS, List.of(HIT_RATE), Map.of()),
        store(
            "clickhouse",
            Loss.STOPS_SOME_CALLS,
            List.of(QUERIES, DISK),
            Map.of(QUERIES, BigDecimal.TWO, DISK, Figure.gigabytes(1_234_567_890))),
        store(
            "postgresql",
            Loss.STOPS_ALL_CALLS,
            List.of(CONNECTIONS, MAX_CONNECTIONS),
            Map.of(CONNECTIONS, BigDecimal.valueOf(7), MAX_CONNECTIONS, BigDecimal.valueOf(100))));
  }

  private static Figure number(String name) {
    return Figure.of(name, Unit.NUMBER, "of it");
  }

  private Store store(
      String word, Loss loss, List<Figure> declared, Map<Figure, BigDecimal> figures) {
    StoreName name = new StoreName(word, "store.access");
    MemoryStore store = new MemoryStore(new StoreDeclaration(name, loss, declared), figures);
    store.before(
        () -> {
          if (down.contains(word)) {
            throw new ProblemException(new Problem.Unavailable(name));
          }
        });
    return store;
  }

  RunningProcess process() {
    return new RunningProcess(
        "1.2.3", Duration.ofSeconds(90), new BigDecimal("12.5"), 256_000_000, null);
  }
}
