package dev.quintet.engines;

import java.io.IOException;
import java.time.Duration;

/** A piece of work that is reported to a {@link StartProgress}. */
@FunctionalInterface
interface Step<T> {
  T run() throws IOException;

  /**
   * @throws EngineException when the step fails in the file system, naming the step
   */
  static <T> T run(StartProgress progress, String name, Step<T> step) {
    progress.begun(name);
    long from = System.nanoTime();
    try {
      T result = step.run();
      progress.finished(name, Duration.ofNanos(System.nanoTime() - from));
      return result;
    } catch (IOException e) {
      throw new EngineException(name + " failed: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left")
        ? "no space left on the device (the engine files need 1.2 GB, QUINTET_ENGINES says where)"
        : message;
  }
}
