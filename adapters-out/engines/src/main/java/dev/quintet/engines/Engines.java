package dev.quintet.engines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The three engines of the embedded wiring. */
public record Engines(PostgresEngine postgres, ClickHouseEngine clickHouse, RedisEngine redis)
    implements AutoCloseable {

  private static final Duration ORPHAN_DEADLINE = Duration.ofSeconds(20);

  /**
   * How the engines are configured.
   *
   * @param postgres settings of postgresql.conf
   * @param redis settings of redis.conf
   */
  public record Settings(
      Map<String, String> postgres, ClickHouseConfig clickHouse, Map<String, String> redis) {
    /** As the service runs them, with these users of ClickHouse. */
    public static Settings with(String clickHouseUsers) {
      return new Settings(Map.of(), ClickHouseConfig.with(clickHouseUsers), Map.of());
    }
  }

  /**
   * Starts the engines side by side. When one does not start, or the thread is interrupted, no
   * engine is left running.
   *
   * @throws EngineException the first failure
   */
  public static Engines start(EngineHome home, Settings settings) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Future<PostgresEngine> postgres =
        threads.submit(() -> PostgresEngine.start(home, settings.postgres()));
    Future<ClickHouseEngine> clickHouse =
        threads.submit(() -> ClickHouseEngine.start(home, settings.clickHouse()));
    Future<RedisEngine> redis = threads.submit(() -> RedisEngine.start(home, settings.redis()));
    try {
      return new Engines(postgres.get(), clickHouse.get(), redis.get());
    } catch (ExecutionException e) {
      abandon(threads, List.of(postgres, clickHouse, redis));
      throw e.getCause() instanceof EngineException failure
          ? failure
          : new EngineException("an engine did not start: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      abandon(threads, List.of(postgres, clickHouse, redis));
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while the engines started", e);
    } finally {
      threads.shutdown();
    }
  }

  /**
   * Ends the engines of a home whose parent was killed. For a home that no process has.
   *
   * @return how many processes were found
   */
  public static int endOrphans(Path home) {
    return endOrphans(home, "postgresql", Program.POSTGRES, Signal.INT)
        + endOrphans(home, "clickhouse", Program.CLICK_HOUSE, Signal.CONT)
        + endOrphans(home, "redis", Program.REDIS, Signal.TERM);
  }

  private static int endOrphans(Path home, String name, Program program, Signal gently) {
    Path directory = home.toAbsolutePath().normalize().resolve(name);
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (EngineDirectory taken = EngineDirectory.take(directory)) {
      int found = ProcessTable.find(taken.path(), program).size();
      ProcessTable.endOrphans(taken.path(), program, gently, ORPHAN_DEADLINE);
      return found;
    }
  }

  private static void abandon(
      ExecutorService threads, List<Future<? extends RunningEngine>> starts) {
    threads.shutdownNow();
    threads.close();
    starts.stream()
        .filter(start -> start.state() == Future.State.SUCCESS)
        .forEach(start -> start.resultNow().stop());
  }

  /** Stops the engines side by side. */
  @Override
  public void close() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Stream.of(postgres, clickHouse, redis).forEach(engine -> threads.execute(engine::stop));
    }
  }
}
