package dev.quintet.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineFilesTest {
  @Test
  void unpacksTheVersionsInItsNames(@TempDir Path cache) throws Exception {
    EngineFiles files = EngineFiles.in(cache);
    assertThat(version(files.postgres(StartProgress.SILENT).resolve("bin/postgres")))
        .contains("(PostgreSQL) " + EngineFiles.POSTGRES_VERSION.substring(0, 4));
    assertThat(version(files.redis(StartProgress.SILENT)))
        .contains("v=" + EngineFiles.REDIS_VERSION);
    assertThat(cache.resolve("postgresql-" + EngineFiles.POSTGRES_VERSION)).isDirectory();
  }

  private static String version(Path program) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(program.toString(), "--version").start();
    try (var output = process.inputReader()) {
      String line = output.readLine();
      process.waitFor();
      return line;
    }
  }
}
