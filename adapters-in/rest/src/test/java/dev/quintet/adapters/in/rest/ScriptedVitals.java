package dev.quintet.adapters.in.rest;

import dev.quintet.application.platform.RunningProcess;
import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.StoreVitals;
import dev.quintet.domain.platform.Vitals;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stores that say of themselves what a test wants. */
final class ScriptedVitals {

  private static final Map<Dependency, Vitals> ANSWERS =
      new EnumMap<>(
          Map.of(
              Dependency.POSTGRESQL, new Vitals.Postgres(7, 100, 3, 1),
              Dependency.CLICKHOUSE, new Vitals.ClickHouse(2, 1_234_567_890),
              Dependency.DRAGONFLYDB, new Vitals.Dragonfly(1_500_000, 3, 1)));

  final Set<Dependency> down = ConcurrentHashMap.newKeySet();

  List<StoreVitals> stores() {
    return ANSWERS.keySet().stream().<StoreVitals>map(Scripted::new).toList();
  }

  RunningProcess process() {
    return new RunningProcess(
        "1.2.3", Duration.ofSeconds(90), new BigDecimal("12.5"), 256_000_000, null);
  }

  private final class Scripted implements StoreVitals {
    private final Dependency dependency;

    private Scripted(Dependency dependency) {
      this.dependency = dependency;
    }

    @Override
    public Dependency dependency() {
      return dependency;
    }

    @Override
    public Vitals measure(Deadline deadline) {
      Vitals answer = ANSWERS.get(dependency);
      if (answer == null || down.contains(dependency)) {
        throw new ProblemException(new Problem.Unavailable(dependency.word()));
      }
      return answer;
    }
  }
}
