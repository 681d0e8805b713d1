package dev.quintet.adapters.out.weaviate;

import dev.quintet.engines.EngineException;
import dev.quintet.engines.EngineFiles;
import dev.quintet.engines.EngineHome;
import dev.quintet.engines.StartProgress;
import dev.quintet.engines.WeaviateEngine;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** An engine that a test may break. */
final class OwnEngine {

  private OwnEngine() {}

  /** Started; where that cannot be, the test is skipped, and fails if the environment has CI=true. */
  static WeaviateEngine start(Path directory) {
    try {
      return WeaviateEngine.start(
          EngineHome.in(directory, EngineFiles.ofUser(), StartProgress.SILENT));
    } catch (EngineException e) {
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw e;
      }
      throw new TestAbortedException("needs Weaviate: " + e.getMessage(), e);
    }
  }
}
