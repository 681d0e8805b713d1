package dev.quintet.engines;

import java.nio.file.Path;

/**
 * One installation: where its engines keep their data and passwords, where engine files come from,
 * and what shows the start.
 */
public record EngineHome(
    Path directory, Secrets secrets, EngineFiles files, StartProgress progress) {

  /** A home with its passwords in {@code secrets.properties} inside the directory. */
  public static EngineHome in(Path directory, EngineFiles files, StartProgress progress) {
    Path home = PrivateFiles.directory(directory);
    return new EngineHome(home, Secrets.in(home.resolve("secrets.properties")), files, progress);
  }
}
