package dev.quintet.engines;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One engine directory of a test class and the engine that runs in it, started when needed. */
final class EngineLab<E extends RunningEngine> implements AutoCloseable {
  private final EngineHome home;
  private final Function<EngineHome, E> starter;
  private @Nullable E current;

  EngineLab(Path directory, Function<EngineHome, E> starter) {
    this.home = EngineHome.in(directory, EngineFiles.ofUser(), StartProgress.SILENT);
    this.starter = starter;
  }

  EngineHome home() {
    return home;
  }

  /** The engine left running by the test before, or a new one. */
  E running() {
    return current != null && current.alive() ? current : start();
  }

  E start() {
    current = starter.apply(home);
    return current;
  }

  E restarted() {
    close();
    return start();
  }

  @Override
  public void close() {
    if (current != null) {
      current.stop();
    }
  }
}
