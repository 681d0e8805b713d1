package dev.quintet.engines;

import java.time.Duration;

/**
 * Hears what happens while engines are fetched and started. Engines start side by side, so calls
 * come from several threads; a step is known by its name.
 */
public interface StartProgress {
  /** Hears nothing. */
  StartProgress SILENT =
      new StartProgress() {
        @Override
        public void begun(String step) {}

        @Override
        public void advanced(String step, long done, long total) {}

        @Override
        public void finished(String step, Duration took) {}
      };

  void begun(String step);

  /**
   * So many bytes of the step are done; the total is an estimate that {@code done} may reach early.
   */
  void advanced(String step, long done, long total);

  /** Not called for a step that failed: its exception says more. */
  void finished(String step, Duration took);
}
