package dev.quintet.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For tests: one engine of each kind per JVM, started by the first test that asks for it, stopped
 * when the JVM exits. Its data lies below {@code target/}; every test makes its own tenant.
 *
 * <p>When an engine cannot be had, the test that asked is skipped with the reason, and fails if the
 * environment has {@code CI=true}.
 */
public final class SharedEngines {
  private static final boolean REQUIRED = Boolean.parseBoolean(System.getenv("CI"));
  private static final SharedEngine<PostgresEngine> POSTGRES = new SharedEngine<>(REQUIRED);
  private static final SharedEngine<ClickHouseEngine> CLICK_HOUSE = new SharedEngine<>(REQUIRED);
  private static final SharedEngine<RedisEngine> REDIS = new SharedEngine<>(REQUIRED);
  private static final SharedEngine<WeaviateEngine> WEAVIATE = new SharedEngine<>(REQUIRED);

  private static final String PREFIX = "shared-engines-";
  private static @Nullable EngineHome home;

  private SharedEngines() {}

  public static PostgresEngine postgres() {
    return POSTGRES.get(() -> PostgresEngine.start(home(), Map.of()));
  }

  /**
   * @param users of its configuration; those of the first call remain
   */
  public static ClickHouseEngine clickHouse(String users) {
    return CLICK_HOUSE.get(() -> ClickHouseEngine.start(home(), ClickHouseConfig.with(users)));
  }

  public static RedisEngine redis() {
    return REDIS.get(() -> RedisEngine.start(home(), Map.of()));
  }

  public static WeaviateEngine weaviate() {
    return WEAVIATE.get(() -> WeaviateEngine.start(home()));
  }

  /** A directory for the test data of this JVM, deleted when it exits. */
  private static synchronized EngineHome home() {
    if (home == null) {
      Path target = Path.of("target").toAbsolutePath();
      Path directory = target.resolve(PREFIX + ProcessHandle.current().pid());
      removeAbandoned(target);
      home = EngineHome.in(directory, EngineFiles.ofUser(), StartProgress.SILENT);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(directory), "stop engines"));
    }
    return home;
  }

  /** What JVMs left that were killed, their engines included. */
  private static void removeAbandoned(Path target) {
    try (var left = Files.newDirectoryStream(target, PREFIX + "*")) {
      for (Path directory : left) {
        String owner = directory.getFileName().toString().substring(PREFIX.length());
        if (ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
          for (Program program : Program.ALL) {
            ProcessTable.endOrphans(directory, program, Signal.KILL, Wait.FOR_A_KILL);
          }
          PrivateFiles.deleteTree(directory);
        }
      }
    } catch (NoSuchFileException e) {
      return; // no build folder yet
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for abandoned engines in " + target, e);
    }
  }

  private static void end(Path directory) {
    POSTGRES.stop();
    CLICK_HOUSE.stop();
    REDIS.stop();
    WEAVIATE.stop();
    PrivateFiles.deleteTree(directory);
  }
}
