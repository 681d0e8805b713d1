package dev.quintet.engines;

import java.io.IOException;
import java.time.Duration;

/**
 * Hears what happens while engines are fetched and started. Engines start side by side, so calls
 * come from several threads; a step is known by its name.
 */
public interface StartProgress {
  /** Hears nothing. */
  StartProgress SILENT = new StartProgress() {};

  default void begun(String step) {}

  /**
   * So many bytes of the step are done; the total is an estimate that {@code done} may reach early.
   */
  default void advanced(String step, long done, long total) {}

  /** What a step is at that does not know how much is left. */
  default void reached(String step, String what) {}

  /** Not called for a step that failed: its exception says more. */
  default void finished(String step, Duration took) {}

  /** A piece of work that is reported. */
  interface Step<T> {
    T run() throws IOException;
  }

  /**
   * Does a step and reports it.
   *
   * @throws EngineException when the step fails in the file system, naming the step
   */
  default <T> T step(String name, Step<T> step) {
    begun(name);
    long from = System.nanoTime();
    try {
      T result = step.run();
      finished(name, Duration.ofNanos(System.nanoTime() - from));
      return result;
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      boolean full = message.contains("No space left");
      throw new EngineException(
          name
              + " failed: "
              + (full
                  ? "no space left on the device (the engine files need 1.2 GB, QUINTET_ENGINES"
                        + " says where)"
                  : message),
          e);
    }
  }
}
