package dev.quintet.engines;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** An engine of all tests, or the reason why there is none: tried once, remembered. */
final class SharedEngine<E extends RunningEngine> {
  private final boolean required;
  private @Nullable E engine;
  private @Nullable EngineException failure;

  /**
   * @param required whether a test fails without the engine; otherwise it is skipped
   */
  SharedEngine(boolean required) {
    this.required = required;
  }

  synchronized E get(Supplier<E> start) {
    if (engine != null) {
      return engine;
    }
    if (failure == null) {
      try {
        engine = start.get();
        return engine;
      } catch (EngineException e) {
        failure = e;
      }
    }
    if (required) {
      throw failure;
    }
    throw new TestAbortedException("needs an engine: " + failure.getMessage(), failure);
  }

  synchronized void stop() {
    if (engine != null) {
      engine.stop();
    }
  }
}
