package dev.quintet.engines;

import org.jspecify.annotations.Nullable;

/**
 * What engines see of our environment: not our settings and secrets, nor a caller's PG variables.
 */
final class Environment {
  private Environment() {}

  static void clean(ProcessBuilder builder) {
    @Nullable String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TZ", "UTC");
  }
}
