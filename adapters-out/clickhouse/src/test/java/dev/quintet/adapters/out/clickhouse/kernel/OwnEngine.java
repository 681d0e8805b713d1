package dev.quintet.adapters.out.clickhouse.kernel;

import dev.quintet.engines.ClickHouseConfig;
import dev.quintet.engines.ClickHouseEngine;
import dev.quintet.engines.EngineException;
import dev.quintet.engines.EngineFiles;
import dev.quintet.engines.EngineHome;
import dev.quintet.engines.StartProgress;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Engines for tests that break them. */
public final class OwnEngine {

  private OwnEngine() {}

  public static EngineHome home(Path directory) {
    return EngineHome.in(directory, EngineFiles.ofUser(), StartProgress.SILENT);
  }

  public static ClickHouseEngine start(Path directory, String users) {
    return start(directory, ClickHouseConfig.with(users));
  }

  /** Started; where that cannot be, the test is skipped, and fails if the environment has CI=true. */
  static ClickHouseEngine start(Path directory, ClickHouseConfig config) {
    try {
      return ClickHouseEngine.start(home(directory), config);
    } catch (EngineException e) {
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw e;
      }
      throw new TestAbortedException("needs ClickHouse: " + e.getMessage(), e);
    }
  }
}
