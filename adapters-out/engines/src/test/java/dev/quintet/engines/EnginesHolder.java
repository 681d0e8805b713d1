package dev.quintet.engines;

import java.nio.file.Path;

/**
 * A process that starts the engines in the given directory, says so, and stops them at the end of
 * its input.
 */
final class EnginesHolder {
  static final String READY = "ready";

  private EnginesHolder() {}

  public static void main(String[] args) throws Exception {
    var home = EngineHome.in(Path.of(args[0]), EngineFiles.ofUser(), StartProgress.SILENT);
    try (Engines engines = Engines.start(home, Sql.USERS)) {
      System.out.println(READY);
      while (System.in.read() >= 0) {
        continue;
      }
      System.out.println("stopping process " + engines.postgres().pid());
    }
  }
}
