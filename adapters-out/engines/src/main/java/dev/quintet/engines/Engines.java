package dev.quintet.engines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engines of the embedded wiring.
 *
 * @param weaviate null: was not asked for
 */
public record Engines(
    PostgresEngine postgres,
    ClickHouseEngine clickHouse,
    RedisEngine redis,
    @Nullable WeaviateEngine weaviate)
    implements AutoCloseable {

  /** {@link #start(EngineHome, String, boolean)} without Weaviate. */
  public static Engines start(EngineHome home, String clickHouseUsers) {
    return start(home, clickHouseUsers, false);
  }

  /**
   * Starts the engines side by side. When one does not start, or the thread is interrupted, no
   * engine is left running.
   *
   * @param clickHouseUsers users.xml of ClickHouse
   * @param withWeaviate whether that is started as well
   * @throws EngineException the first failure
   */
  public static Engines start(EngineHome home, String clickHouseUsers, boolean withWeaviate) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Future<PostgresEngine> postgres = threads.submit(() -> PostgresEngine.start(home, Map.of()));
    Future<ClickHouseEngine> clickHouse =
        threads.submit(() -> ClickHouseEngine.start(home, ClickHouseConfig.with(clickHouseUsers)));
    Future<RedisEngine> redis = threads.submit(() -> RedisEngine.start(home, Map.of()));
    Future<@Nullable WeaviateEngine> weaviate =
        threads.submit(() -> withWeaviate ? WeaviateEngine.start(home) : null);
    try {
      return new Engines(postgres.get(), clickHouse.get(), redis.get(), weaviate.get());
    } catch (ExecutionException e) {
      abandon(threads, List.of(postgres, clickHouse, redis, weaviate));
      throw e.getCause() instanceof EngineException failure
          ? failure
          : new EngineException("an engine did not start: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      abandon(threads, List.of(postgres, clickHouse, redis, weaviate));
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
    return Program.ALL.stream().mapToInt(program -> endOrphans(home, program)).sum();
  }

  private static int endOrphans(Path home, Program program) {
    Path directory = home.toAbsolutePath().normalize().resolve(program.directory());
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (EngineDirectory taken = EngineDirectory.take(directory)) {
      return ProcessTable.endOrphans(
          taken.path(), program, program.gently(), program.stopDeadline());
    }
  }

  private static void abandon(
      ExecutorService threads, List<Future<? extends @Nullable RunningEngine>> starts) {
    threads.shutdownNow();
    threads.close();
    starts.stream()
        .filter(start -> start.state() == Future.State.SUCCESS)
        .<@Nullable RunningEngine>map(Future::resultNow)
        .filter(Objects::nonNull)
        .forEach(RunningEngine::stop);
  }

  Stream<RunningEngine> all() {
    return Stream.of(postgres, clickHouse, redis, weaviate).filter(Objects::nonNull);
  }

  /** Stops the engines side by side. */
  @Override
  public void close() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      all().forEach(engine -> threads.execute(engine::stop));
    }
  }
}
